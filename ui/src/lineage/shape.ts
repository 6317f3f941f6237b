import { countedEnds, type Graph, type GraphEdge, type GraphNode, type Side } from "./graph";
import { waysOf } from "./ways";

/** More edges than that in place of left out nodes are not drawn. */
const MOST_BRIDGES = 60_000;

/** A side of a node, as the address has it. */
export function sideKey(guid: string, side: Side): string {
  return `${guid}.${side}`;
}

/** The graph without what one reaches from the root only over a collapsed side. */
export function collapsed(graph: Graph, root: string, sides: ReadonlySet<string>): Graph {
  if (sides.size === 0) return graph;
  const all = around(graph, root, new Set());
  const left = around(graph, root, sides);
  const nodes = new Map([...graph.nodes].filter(([guid]) => left.has(guid) || !all.has(guid)));
  const edges = new Map([...graph.edges].filter(([, edge]) => nodes.has(edge.from) && nodes.has(edge.to)));
  return { nodes, edges, shown: countedEnds(edges.values()) };
}

function around(graph: Graph, root: string, sides: ReadonlySet<string>): Set<string> {
  const { out, back } = waysOf(graph);
  const seen = new Set([root]);
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const ends = [
      ...(sides.has(sideKey(node, "downstream")) ? [] : (out.get(node) ?? []).map(({ edge }) => edge.to)),
      ...(sides.has(sideKey(node, "upstream")) ? [] : (back.get(node) ?? []).map(({ edge }) => edge.from)),
    ];
    for (const end of ends) {
      if (seen.has(end)) continue;
      seen.add(end);
      stack.push(end);
    }
  }
  return seen;
}

export interface Shape {
  readonly graph: Graph;
  /** False where there were too many edges to draw them all. */
  readonly isWhole: boolean;
}

/**
 * The graph of the nodes that are kept. Where data went over nodes that are not, an edge leads past
 * them: with a stop where every way past them has one. How much is hidden of a node stays as it was.
 */
export function without(graph: Graph, keep: (node: GraphNode) => boolean): Shape {
  const nodes = new Map([...graph.nodes].filter(([, node]) => keep(node)));
  if (nodes.size === graph.nodes.size) return { graph, isWhole: true };
  const edges = new Map<string, GraphEdge>();
  let isWhole = true;
  for (const from of nodes.keys()) {
    for (const [to, way] of past(graph, nodes, from)) {
      if (edges.size >= MOST_BRIDGES) isWhole = false;
      else edges.set(`${from} ${to}`, { from, to, ...way });
    }
  }
  return { graph: { nodes, edges, shown: graph.shown }, isWhole };
}

/** Whom a node leads to directly or over nodes that are left out, how often, and whether a tag gets there. */
function past(graph: Graph, kept: ReadonlyMap<string, GraphNode>, from: string): Map<string, { stop: string; count: number }> {
  const { out } = waysOf(graph);
  const found = new Map<string, { stop: string; count: number }>();
  // A node that was passed behind a stop is passed once more where a way without a stop gets there.
  const passed = new Map<string, boolean>();
  const stack = [{ at: from, stop: "" }];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    for (const { edge } of out.get(here.at) ?? []) {
      const stop = here.stop || edge.stop;
      if (kept.has(edge.to)) {
        const before = found.get(edge.to);
        found.set(edge.to, { stop: before?.stop === "" ? "" : stop, count: (before?.count ?? 0) + edge.count });
      } else if (passed.get(edge.to) === undefined || (passed.get(edge.to) && !stop)) {
        passed.set(edge.to, stop !== "");
        stack.push({ at: edge.to, stop });
      }
    }
  }
  return found;
}
