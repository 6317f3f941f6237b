import { useState } from "react";
import { Link } from "../app/router";
import { WhyPanel } from "../asset/WhyPanel";
import { Icon } from "../look/Icon";
import { TagChip } from "../look/TagChip";
import { type Graph, hidden, type Side } from "./graph";
import { MORE } from "./useGraph";

interface NodePanelProps {
  graph: Graph;
  guid: string;
  onClose: () => void;
  onExpand: (guid: string, side: Side) => void;
}

/** What is known of the chosen card, and what one can do with it. */
export function NodePanel({ graph, guid, onClose, onExpand }: NodePanelProps) {
  const [why, setWhy] = useState("");
  const node = graph.nodes.get(guid);
  if (!node) return null;
  const stops = [...graph.edges.values()].filter((edge) => edge.stop && (edge.from === guid || edge.to === guid));
  return (
    <aside className="node-panel" aria-label={`Chosen: ${node.title}`}>
      <header>
        <strong>{node.title}</strong>
        <button type="button" className="plain icon-button small" aria-label="Close" onClick={onClose}>
          <Icon name="close" size={13} />
        </button>
      </header>
      <p className="quiet">
        {node.typeName.replaceAll("_", " ")}
        {node.deleted && <em className="badge bad">deleted</em>}
      </p>
      <code className="qualified">{node.qualifiedName}</code>
      {node.tags.length > 0 && (
        <p className="chips">
          {node.tags.map((tag) => (
            <TagChip key={tag.name} tag={tag} onWhy={() => setWhy(tag.name)} />
          ))}
        </p>
      )}
      {stops.map((edge) => (
        <p key={`${edge.from} ${edge.to}`} className="stop">
          <Icon name="lock" size={13} />
          Tags stop {edge.to === guid ? "before it" : `before ${graph.nodes.get(edge.to)?.title ?? ""}`}: {edge.stop.toLowerCase()}
        </p>
      ))}
      <div className="node-actions">
        <Link className="button primary" to={`/asset/${guid}`}>
          Open
        </Link>
        <Link className="button" to={`/asset/${guid}/lineage${node.kind === "column" ? "?lens=column" : ""}`}>
          From here
        </Link>
      </div>
      {(["upstream", "downstream"] as const).map((side) => {
        const more = hidden(graph, guid, side);
        return (
          more > 0 && (
            <button type="button" key={side} className="link" onClick={() => onExpand(guid, side)}>
              {more > MORE ? `Next ${MORE} of ${more.toLocaleString("en")} ${side}` : `${more} more ${side}`}
            </button>
          )
        );
      })}
      {why && <WhyPanel guid={guid} classification={why} onClose={() => setWhy("")} />}
    </aside>
  );
}
