import { countedEnds, type Graph, type GraphEdge, type GraphNode, merged, NOTHING, type Piece } from "./graph";

/** What is another way than what is shown. */
export interface Change {
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** Edges between shown nodes that came or went. */
  readonly edges: number;
  /** Nodes with other tags, or deleted. */
  readonly changed: readonly string[];
  /** The same nodes and edges at the same places, as they are now. */
  readonly patched: Graph;
  /** The graph with what came, without what went. */
  readonly next: Graph;
}

/**
 * Holds what is shown against fresh answers. What went can be told only of nodes that the earlier
 * answers had, and only if the fresh ones are whole.
 */
export function compared(graph: Graph, pieces: readonly Piece[], covered: ReadonlySet<string>, isWhole: boolean): Change {
  const fresh = pieces.reduce(merged, NOTHING);
  const isGone = (guid: string) => isWhole && covered.has(guid) && !fresh.nodes.has(guid);
  const isEdgeGone = (edge: GraphEdge) =>
    isWhole && covered.has(edge.from) && covered.has(edge.to) && !fresh.edges.has(`${edge.from} ${edge.to}`);
  const changed: string[] = [];
  const nodes = new Map(graph.nodes);
  for (const [guid, node] of graph.nodes) {
    const now = fresh.nodes.get(guid);
    if (!now || isSame(node, now)) continue;
    nodes.set(guid, now);
    if (marksOf(node) !== marksOf(now)) changed.push(guid);
  }
  const edges = new Map<string, GraphEdge>();
  for (const [key, edge] of graph.edges) edges.set(key, fresh.edges.get(key) ?? edge);
  const patched = { nodes, edges, shown: graph.shown };
  // What was answered before and is not shown is hidden, not new.
  const added = [...fresh.nodes.keys()].filter((guid) => !graph.nodes.has(guid) && !covered.has(guid));
  const gone = [...graph.nodes.keys()].filter(isGone);
  const stays = new Map([...nodes].filter(([guid]) => !isGone(guid)));
  for (const guid of added) stays.set(guid, fresh.nodes.get(guid) as GraphNode);
  const ways = new Map([...edges].filter(([, edge]) => stays.has(edge.from) && stays.has(edge.to) && !isEdgeGone(edge)));
  const among = [...fresh.edges].filter(([key, edge]) => !ways.has(key) && graph.nodes.has(edge.from) && graph.nodes.has(edge.to));
  const cut = [...graph.edges.values()].filter((edge) => isEdgeGone(edge) && stays.has(edge.from) && stays.has(edge.to));
  for (const [key, edge] of fresh.edges) if (stays.has(edge.from) && stays.has(edge.to)) ways.set(key, edge);
  const next = { nodes: stays, edges: ways, shown: countedEnds(ways.values()) };
  return { added, gone, edges: among.length + cut.length, changed, patched, next };
}

/** Whether something has to be shown that has no place yet. */
export function isNews({ added, gone, edges }: Change): boolean {
  return added.length + gone.length + edges > 0;
}

export function news({ added, gone, edges }: Change): string {
  const many = (count: number, one: string) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
  const parts = [
    ...(added.length > 0 ? [`${many(added.length, "new node")}`] : []),
    ...(gone.length > 0 ? [`${many(gone.length, "node")} gone`] : []),
    ...(edges > 0 ? [`${many(edges, "other edge")}`] : []),
  ];
  return `The lineage changed: ${parts.join(", ")}`;
}

function marksOf(node: GraphNode): string {
  return `${node.deleted} ${node.tags.map((tag) => tag.name + tag.own).join()}`;
}

function isSame(a: GraphNode, b: GraphNode): boolean {
  return (
    marksOf(a) === marksOf(b) &&
    a.neighbours.upstream === b.neighbours.upstream &&
    a.neighbours.downstream === b.neighbours.downstream
  );
}
