import { useState } from "react";
import { Link } from "../app/router";
import { WhyPanel } from "../asset/WhyPanel";
import { Icon } from "../look/Icon";
import { TagChip } from "../look/TagChip";
import type { Deeds } from "./deeds";
import { type Graph, type GraphNode, hidden } from "./graph";
import { HiddenSide } from "./HiddenSide";
import type { Mark } from "./overlays";
import { sideKey } from "./shape";

const FEW = 8;

interface NodePanelProps {
  graph: Graph;
  node: GraphNode;
  lens: "asset" | "column";
  members: readonly GraphNode[];
  mark: Mark | undefined;
  collapsed: ReadonlySet<string>;
  isInOpenGroup: boolean;
  deeds: Deeds;
}

/** What is known of the chosen card, and what one can do with it. */
export function NodePanel({ graph, node, lens, members, mark, collapsed, isInOpenGroup, deeds }: NodePanelProps) {
  const [why, setWhy] = useState("");
  const { guid } = node;
  const stops = [...graph.edges.values()].filter((edge) => edge.stop && (edge.from === guid || edge.to === guid));
  const isGroup = node.kind === "group";
  return (
    <aside className="node-panel" aria-label={`Chosen: ${node.title}`}>
      <header>
        <strong>{node.title}</strong>
        <button type="button" className="plain icon-button small" aria-label="Close" onClick={() => deeds.select("")}>
          <Icon name="close" size={13} />
        </button>
      </header>
      <p className="quiet">
        {isGroup ? `${node.members.toLocaleString("en")} ${node.typeName}` : node.typeName.replaceAll("_", " ")}
        {node.deleted && <em className="badge bad">deleted</em>}
      </p>
      <code className="qualified">{node.qualifiedName}</code>
      {node.tags.length > 0 && (
        <p className="chips">
          {node.tags.map((tag) => (
            <TagChip key={tag.name} tag={tag} onWhy={isGroup ? undefined : () => setWhy(tag.name)} />
          ))}
        </p>
      )}
      {mark?.incident !== undefined && <p className="fault">Open incident: {mark.incident}</p>}
      {mark?.affected && <p className="fault">It gets data from something with an open incident.</p>}
      {stops.slice(0, FEW).map((edge) => (
        <p key={`${edge.from} ${edge.to}`} className="stop">
          <Icon name="lock" size={13} />
          Tags stop {edge.to === guid ? "before it" : `before ${graph.nodes.get(edge.to)?.title ?? ""}`}: {edge.stop.toLowerCase()}
        </p>
      ))}
      {stops.length > FEW && <p className="hint">and at {stops.length - FEW} more edges</p>}
      {isGroup && (
        <>
          <button type="button" className="primary" onClick={() => deeds.open(node.group, true)}>
            Open the group
          </button>
          <ul className="members">
            {members.slice(0, FEW).map((member) => (
              <li key={member.guid}>
                <Link to={`/asset/${member.guid}`}>{member.title}</Link>
              </li>
            ))}
            {members.length > FEW && <li className="quiet">and {(members.length - FEW).toLocaleString("en")} more</li>}
          </ul>
        </>
      )}
      {!isGroup && (
        <>
          <div className="node-actions">
            <Link className="button primary" to={`/asset/${guid}`}>
              Open
            </Link>
            <Link className="button" to={`/asset/${guid}/lineage${node.kind === "column" ? "?lens=column" : ""}`}>
              From here
            </Link>
            <button type="button" onClick={() => deeds.way(guid)}>
              Way to it
            </button>
          </div>
          {node.kind === "dataset" && (
            <Link to={`/asset/${guid}/lineage?lens=column`}>Trace its columns</Link>
          )}
          {isInOpenGroup && (
            <button type="button" className="link" onClick={() => deeds.open(node.group, false)}>
              Close its group
            </button>
          )}
          {(["upstream", "downstream"] as const).map((side) => (
            <HiddenSide
              key={`${guid} ${side}`}
              guid={guid}
              side={side}
              lens={lens}
              count={hidden(graph, guid, side)}
              shown={graph.shown.get(guid)?.[side] ?? 0}
              isCollapsed={collapsed.has(sideKey(guid, side))}
              deeds={deeds}
            />
          ))}
        </>
      )}
      {why && <WhyPanel guid={guid} classification={why} onClose={() => setWhy("")} />}
    </aside>
  );
}
