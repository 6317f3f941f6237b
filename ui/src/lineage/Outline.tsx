import { Link } from "../app/router";
import { kindOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import { TagChip } from "../look/TagChip";
import { type Graph, hidden, type Side } from "./graph";

interface OutlineProps {
  graph: Graph;
  root: string;
  onExpand: (guid: string, side: Side) => void;
}

/** The same lineage as two lists, for those who read or hear rather than look. */
export function Outline({ graph, root, onExpand }: OutlineProps) {
  return (
    <div className="outline">
      {(["upstream", "downstream"] as const).map((side) => (
        <section key={side} aria-labelledby={`outline-${side}`}>
          <h2 id={`outline-${side}`}>{side === "upstream" ? "What it comes from" : "What is made of it"}</h2>
          <Steps graph={graph} root={root} side={side} onExpand={onExpand} />
        </section>
      ))}
    </div>
  );
}

function Steps({ graph, root, side, onExpand }: OutlineProps & { side: Side }) {
  const steps = stepsFrom(graph, root, side);
  if (steps.length === 0) return <p className="quiet">Nothing.</p>;
  return (
    <ol className="rows">
      {steps.map(({ guid, step }) => {
        const node = graph.nodes.get(guid);
        const more = hidden(graph, guid, side);
        return (
          node && (
            <li key={guid}>
              <small className="step">{step}</small>
              <Icon name={node.kind === "process" ? "process" : kindOf(node.typeName)} />
              <Link to={`/asset/${guid}`} title={node.qualifiedName}>
                {node.title}
              </Link>
              <span className="place">{node.place}</span>
              {node.tags.map((tag) => (
                <TagChip key={tag.name} tag={tag} />
              ))}
              {more > 0 && (
                <button type="button" className="link" onClick={() => onExpand(guid, side)}>
                  {more} more
                </button>
              )}
            </li>
          )
        );
      })}
    </ol>
  );
}

/** Everything on one side, the nearest first, with the number of edges to it. */
export function stepsFrom(graph: Graph, root: string, side: Side): { guid: string; step: number }[] {
  const ways = new Map<string, string[]>();
  for (const { from, to } of graph.edges.values()) {
    const [near, far] = side === "upstream" ? [to, from] : [from, to];
    const known = ways.get(near);
    if (known) known.push(far);
    else ways.set(near, [far]);
  }
  const seen = new Set([root]);
  const steps = [{ guid: root, step: 0 }];
  for (let at = 0; at < steps.length; at++) {
    const here = steps[at];
    for (const guid of ways.get(here?.guid ?? "") ?? []) {
      if (seen.has(guid)) continue;
      seen.add(guid);
      steps.push({ guid, step: (here?.step ?? 0) + 1 });
    }
  }
  return steps.slice(1);
}
