import { Link } from "../app/router";
import { kindOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import { TagChip } from "../look/TagChip";
import { type Graph, hidden, type Side } from "./graph";
import type { Deeds } from "./deeds";
import { waysOf } from "./ways";

interface OutlineProps {
  graph: Graph;
  root: string;
  deeds: Pick<Deeds, "expand" | "open">;
}

/** The same lineage as two lists, for those who read or hear rather than look. */
export function Outline({ graph, root, deeds }: OutlineProps) {
  return (
    <div className="outline">
      {(["upstream", "downstream"] as const).map((side) => (
        <section key={side} aria-labelledby={`outline-${side}`}>
          <h2 id={`outline-${side}`}>{side === "upstream" ? "What it comes from" : "What is made of it"}</h2>
          <Steps graph={graph} root={root} side={side} deeds={deeds} />
        </section>
      ))}
    </div>
  );
}

function Steps({ graph, root, side, deeds }: OutlineProps & { side: Side }) {
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
              {node.kind === "group" ? (
                <>
                  <strong title={node.qualifiedName}>{node.title}</strong>
                  <button type="button" className="link" onClick={() => deeds.open(node.group, true)}>
                    open {node.members.toLocaleString("en")} {node.typeName}
                  </button>
                </>
              ) : (
                <Link to={`/asset/${guid}`} title={node.qualifiedName}>
                  {node.title}
                </Link>
              )}
              {node.deleted && <em className="badge bad">deleted</em>}
              <span className="place">{node.place}</span>
              {node.tags.map((tag) => (
                <TagChip key={tag.name} tag={tag} />
              ))}
              {more > 0 && (
                <button type="button" className="link" onClick={() => deeds.expand(guid, side)}>
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
  const ways = side === "upstream" ? waysOf(graph).back : waysOf(graph).out;
  const seen = new Set([root]);
  const steps = [{ guid: root, step: 0 }];
  for (let at = 0; at < steps.length; at++) {
    const here = steps[at];
    for (const { edge } of ways.get(here?.guid ?? "") ?? []) {
      const guid = side === "upstream" ? edge.from : edge.to;
      if (seen.has(guid)) continue;
      seen.add(guid);
      steps.push({ guid, step: (here?.step ?? 0) + 1 });
    }
  }
  return steps.slice(1);
}
