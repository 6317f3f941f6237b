import type { Box, Point } from "./camera";
import { type Graph, type GraphEdge, type GraphNode, layoutInput } from "./graph";
import type { Layout } from "./layout";

export interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

export interface Drawn {
  readonly key: string;
  readonly edge: GraphEdge;
  /** From the right of one card to the left of another, and the places between. */
  readonly points: readonly Point[];
  readonly box: Box;
  readonly back: boolean;
}

/** The cards of a layer, from top to bottom, and how wide it is. */
export interface Column {
  readonly left: number;
  readonly right: number;
  readonly cards: readonly Placed[];
}

/** A graph with places: what is drawn, and where a pointer is. */
export interface Stage {
  readonly graph: Graph;
  readonly places: ReadonlyMap<string, Placed>;
  readonly columns: readonly Column[];
  readonly edges: readonly Drawn[];
  readonly box: Box;
}

export function staged(graph: Graph, layout: Layout): Stage {
  const { guids, keys } = layoutInput(graph);
  const places = new Map<string, Placed>();
  const columns: Placed[][] = [];
  guids.forEach((guid, index) => {
    const node = graph.nodes.get(guid);
    if (!node) return;
    const placed = { node, x: layout.x[index] ?? 0, y: layout.y[index] ?? 0 };
    places.set(guid, placed);
    (columns[layout.layer[index] ?? 0] ??= []).push(placed);
  });
  const sorted = Array.from(columns, (cards = []) => ({
    left: cards.reduce((least, each) => Math.min(least, each.x), Infinity),
    right: cards.reduce((most, each) => Math.max(most, each.x + each.node.width), -Infinity),
    cards: cards.sort((a, b) => a.y - b.y),
  }));
  const edges = keys.flatMap((key, index) => {
    const edge = graph.edges.get(key);
    const from = places.get(edge?.from ?? "");
    const to = places.get(edge?.to ?? "");
    return edge && from && to ? [drawn(key, edge, from, to, layout, index)] : [];
  });
  return { graph, places, columns: sorted, edges, box: around([...places.values()]) };
}

function drawn(key: string, edge: GraphEdge, from: Placed, to: Placed, layout: Layout, index: number): Drawn {
  const points: Point[] = [{ x: from.x + from.node.width, y: from.y }];
  for (let bend = layout.bendStart[index] ?? 0; bend < (layout.bendStart[index + 1] ?? 0); bend++) {
    points.push({ x: layout.bends[bend * 2] ?? 0, y: layout.bends[bend * 2 + 1] ?? 0 });
  }
  points.push({ x: to.x, y: to.y });
  const back = layout.reversed[index] === 1;
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const room = back ? 160 : 0;
  return {
    key,
    edge,
    points,
    back,
    box: {
      left: Math.min(...xs) - room,
      right: Math.max(...xs) + room,
      top: Math.min(...ys) - room,
      bottom: Math.max(...ys) + room,
    },
  };
}

export function around(placed: readonly Placed[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, node } of placed) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + node.width);
    box.top = Math.min(box.top, y - node.height / 2);
    box.bottom = Math.max(box.bottom, y + node.height / 2);
  }
  return placed.length > 0 ? box : { left: 0, top: 0, right: 1, bottom: 1 };
}

/** Those in the box; a column is searched by halves, so what is out of sight costs nothing. */
export function within(stage: Stage, box: Box): Placed[] {
  const found: Placed[] = [];
  for (const { left, right, cards } of stage.columns) {
    if (left > box.right || right < box.left) continue;
    let low = 0;
    let high = cards.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = cards[middle];
      if (at && at.y + at.node.height / 2 < box.top) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < cards.length; index++) {
      const at = cards[index];
      if (!at || at.y - at.node.height / 2 > box.bottom) break;
      found.push(at);
    }
  }
  return found;
}

export function overlap(a: Box, b: Box): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
}

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** Where an arrow key leads: along the edges to the nearest card, or up and down among the cards of a layer. */
export function beside(stage: Stage, guid: string, arrow: Arrow): string {
  const here = stage.places.get(guid);
  if (!here) return guid;
  if (arrow === "ArrowUp" || arrow === "ArrowDown") {
    const cards = stage.columns.find((column) => column.cards.includes(here))?.cards ?? [];
    return cards[cards.indexOf(here) + (arrow === "ArrowUp" ? -1 : 1)]?.node.guid ?? guid;
  }
  const [near, far] = arrow === "ArrowRight" ? (["from", "to"] as const) : (["to", "from"] as const);
  const next = stage.edges
    .filter((each) => each.edge[near] === guid)
    .flatMap((each) => stage.places.get(each.edge[far]) ?? [])
    .sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y));
  return next[0]?.node.guid ?? guid;
}
