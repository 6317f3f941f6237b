import type { Tag } from "../asset/asset";
import { CARD, countedEnds, type Graph, type GraphEdge, type GraphNode } from "./graph";
import { type Shape, without } from "./shape";
import { waysOf } from "./ways";

const PREFIX = "group:";

/** What a group is called in the address and among the nodes. */
export function groupId(group: string): string {
  return PREFIX + group;
}

export function isGroup(id: string): boolean {
  return id.startsWith(PREFIX);
}

export interface Grouped extends Shape {
  /** Which node stands for each that is in a closed group. */
  readonly standsFor: ReadonlyMap<string, string>;
}

/**
 * The graph with one node for each group of two or more that is not open. A job beside a closed group
 * is no node; the edges count the jobs.
 */
export function grouped(graph: Graph, open: ReadonlySet<string>): Grouped {
  const members = new Map<string, GraphNode[]>();
  for (const node of graph.nodes.values()) {
    if (node.kind === "process" || !node.group || open.has(node.group)) continue;
    const known = members.get(node.group);
    if (known) known.push(node);
    else members.set(node.group, [node]);
  }
  const standsFor = new Map<string, string>();
  for (const [group, nodes] of members) {
    if (nodes.length > 1) nodes.forEach((node) => standsFor.set(node.guid, groupId(group)));
  }
  const { out, back } = waysOf(graph);
  const isBeside = (guid: string) =>
    (out.get(guid) ?? []).some(({ edge }) => standsFor.has(edge.to)) || (back.get(guid) ?? []).some(({ edge }) => standsFor.has(edge.from));
  const { graph: direct, isWhole } = without(graph, (node) => node.kind !== "process" || !isBeside(node.guid));
  const nodes = new Map<string, GraphNode>();
  for (const node of direct.nodes.values()) {
    const id = standsFor.get(node.guid);
    if (id === undefined) nodes.set(node.guid, node);
    else if (!nodes.has(id)) nodes.set(id, groupNode(node.group, members.get(node.group) ?? []));
  }
  const edges = new Map<string, GraphEdge>();
  for (const edge of direct.edges.values()) {
    const from = standsFor.get(edge.from) ?? edge.from;
    const to = standsFor.get(edge.to) ?? edge.to;
    if (from === to) continue;
    const before = edges.get(`${from} ${to}`);
    const stop = before && before.stop === "" ? "" : edge.stop;
    edges.set(`${from} ${to}`, { from, to, stop, count: (before?.count ?? 0) + edge.count });
  }
  const shown = new Map([...countedEnds(edges.values())].map(([id, ends]) => [id, isGroup(id) ? ends : (graph.shown.get(id) ?? ends)]));
  return { graph: { nodes, edges, shown }, isWhole, standsFor };
}

function groupNode(group: string, members: readonly GraphNode[]): GraphNode {
  const parts = group.replace(/^[a-z][a-z0-9+.-]*:\/{0,2}/i, "").split("/").filter(Boolean);
  const tags = new Map<string, Tag>();
  for (const tag of members.flatMap((member) => member.tags)) {
    tags.set(tag.name, { name: tag.name, own: tag.own || (tags.get(tag.name)?.own ?? false) });
  }
  return {
    guid: groupId(group),
    kind: "group",
    typeName: members[0]?.kind === "column" ? "columns" : "datasets",
    qualifiedName: group,
    title: parts.at(-1) ?? group,
    place: parts.slice(-3, -1).join("/"),
    group,
    deleted: members.every((member) => member.deleted),
    tags: [...tags.values()].sort((a, b) => a.name.localeCompare(b.name)),
    members: members.length,
    neighbours: { upstream: 0, downstream: 0 },
    ...CARD,
  };
}
