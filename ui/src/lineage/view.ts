import { carries, type Filters, keeper } from "./filters";
import type { Graph } from "./graph";
import { grouped } from "./groups";
import { collapsed, without } from "./shape";
import type { Lit } from "./ways";

/** How one looks at a graph. */
export interface Looks {
  readonly root: string;
  readonly filters: Filters;
  readonly isGrouped: boolean;
  readonly open: ReadonlySet<string>;
  readonly collapsed: ReadonlySet<string>;
}

/** What is drawn of a graph. */
export interface View {
  readonly graph: Graph;
  readonly isWhole: boolean;
  /** How many nodes filters and collapsed sides leave out. */
  readonly leftOut: number;
  /** The node that stands for one: itself, or its group. */
  readonly at: (guid: string) => string;
}

export function viewOf(graph: Graph, looks: Looks): View {
  const near = collapsed(graph, looks.root, looks.collapsed);
  const kept = without(near, keeper(looks.filters, looks.root));
  const leftOut = graph.nodes.size - kept.graph.nodes.size;
  if (!looks.isGrouped) return { ...kept, leftOut, at: (guid) => guid };
  const shape = grouped(kept.graph, looks.open);
  return {
    graph: shape.graph,
    isWhole: kept.isWhole && shape.isWhole,
    leftOut,
    at: (guid) => shape.standsFor.get(guid) ?? guid,
  };
}

/** What carries the tag, and the edges between. */
export function carriers(graph: Graph, tag: string): Lit {
  const nodes = new Set([...graph.nodes.values()].filter((node) => carries(node, tag)).map((node) => node.guid));
  return { nodes, edges: new Set([...graph.edges].filter(([, edge]) => nodes.has(edge.from) && nodes.has(edge.to)).map(([key]) => key)) };
}

/** A way through the graph, as far as it is drawn: what is left out or grouped is passed over. */
export function litWay(view: View, guids: readonly string[]): Lit {
  const drawn = guids.map(view.at).filter((id, index, ids) => view.graph.nodes.has(id) && id !== ids[index - 1]);
  const edges = drawn.slice(1).map((id, index) => `${drawn[index]} ${id}`);
  return { nodes: new Set(drawn), edges: new Set(edges.filter((key) => view.graph.edges.has(key))) };
}
