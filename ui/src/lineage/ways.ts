import type { Graph, GraphEdge, Side } from "./graph";

/** An edge with its key in the graph. */
export interface Way {
  readonly key: string;
  readonly edge: GraphEdge;
}

export interface Ways {
  /** What leads out of a node, and what leads back from it. */
  readonly out: ReadonlyMap<string, readonly Way[]>;
  readonly back: ReadonlyMap<string, readonly Way[]>;
}

const known = new WeakMap<Graph, Ways>();

/** The edges by their ends; a graph never changes, so they are put together once. */
export function waysOf(graph: Graph): Ways {
  const before = known.get(graph);
  if (before) return before;
  const out = new Map<string, Way[]>();
  const back = new Map<string, Way[]>();
  for (const [key, edge] of graph.edges) {
    add(out, edge.from, { key, edge });
    add(back, edge.to, { key, edge });
  }
  const ways = { out, back };
  known.set(graph, ways);
  return ways;
}

function add(ways: Map<string, Way[]>, end: string, way: Way): void {
  const there = ways.get(end);
  if (there) there.push(way);
  else ways.set(end, [way]);
}

export interface Lit {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** Everything up- and downstream of a node among what is shown. */
export function related(graph: Graph, guid: string): Lit {
  const up = reached(graph, [guid], "upstream");
  const down = reached(graph, [guid], "downstream");
  return { nodes: new Set([...up.nodes, ...down.nodes]), edges: new Set([...up.edges, ...down.edges]) };
}

/** Everything on one side of some nodes, themselves included. */
export function reached(graph: Graph, guids: Iterable<string>, side: Side): { nodes: Set<string>; edges: Set<string> } {
  const ways = side === "downstream" ? waysOf(graph).out : waysOf(graph).back;
  const nodes = new Set(guids);
  const edges = new Set<string>();
  const stack = [...nodes];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const { key, edge } of ways.get(node) ?? []) {
      const to = side === "downstream" ? edge.to : edge.from;
      edges.add(key);
      if (nodes.has(to)) continue;
      nodes.add(to);
      stack.push(to);
    }
  }
  return { nodes, edges };
}
