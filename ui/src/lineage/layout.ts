/**
 * A layered layout, left to right, in time near the number of nodes and edges. Pure: the same graph
 * gives the same positions. Edges over several layers are led around the nodes between.
 */
export interface LayoutInput {
  readonly count: number;
  /** Pairs: from, to, from, to… as numbers of nodes. */
  readonly edges: Int32Array;
  readonly widths: Float32Array;
  readonly heights: Float32Array;
  /** Room between nodes of a layer, and between layers. */
  readonly gap: number;
  readonly layerGap: number;
}

export interface Layout {
  /** Left edge of each node. */
  readonly x: Float32Array;
  /** Middle of each node. */
  readonly y: Float32Array;
  readonly layer: Int32Array;
  /** Edges that close a cycle: they lead back. */
  readonly reversed: Uint8Array;
  /** Edge e bends at the points bends[2i], bends[2i+1] for bendStart[e] <= i < bendStart[e+1]. */
  readonly bendStart: Int32Array;
  readonly bends: Float32Array;
}

const SWEEPS = 6;
const STRAIGHTENINGS = 8;
/** Height of a place where an edge passes a layer. */
const PASSAGE = 10;

/** Neighbours of each node in one direction, packed. */
interface Neighbours {
  readonly start: Int32Array;
  readonly ends: Int32Array;
}

export function layout(input: LayoutInput): Layout {
  const { count, edges } = input;
  const reversed = backEdges(count, edges);
  const forward = oriented(edges, reversed);
  const layer = layers(count, forward);
  const whole = withPassages(input, forward, layer);
  const order = orders(whole);
  const y = heightsOf(whole, order, input.gap);
  const lanes = lanesOf(input, layer);
  const x = Float32Array.from(layer, (each, node) => lanes.left[each]! + (lanes.width[each]! - input.widths[node]!) / 2);
  return { x, y: y.slice(0, count), layer, reversed, ...bendsOf(input, whole, reversed, y, lanes) };
}

/** Where each layer begins, and how wide its widest node is. */
interface Lanes {
  readonly left: Float64Array;
  readonly width: Float64Array;
}

function lanesOf(input: LayoutInput, layer: Int32Array): Lanes {
  const count = layer.reduce((most, each) => Math.max(most, each + 1), 0);
  const width = new Float64Array(count);
  layer.forEach((each, node) => (width[each] = Math.max(width[each]!, input.widths[node]!)));
  const left = new Float64Array(count);
  for (let at = 1; at < count; at++) left[at] = left[at - 1]! + width[at - 1]! + input.layerGap;
  return { left, width };
}

/** Edges that lead to a node that is being visited: without them there is no cycle. */
export function backEdges(count: number, edges: Int32Array): Uint8Array {
  const { start, ends: outgoing } = packed(count, edges, 0);
  const reversed = new Uint8Array(edges.length / 2);
  const state = new Uint8Array(count);
  const next = start.slice();
  const stack = new Int32Array(count);
  const incoming = new Int32Array(count);
  for (let edge = 0; edge < edges.length; edge += 2) incoming[edges[edge + 1]!]!++;
  // What nothing feeds comes first, so that a cycle is entered where the data enters it.
  const roots = [...Array(count).keys()].sort((a, b) => Number(incoming[a]! > 0) - Number(incoming[b]! > 0) || a - b);
  for (const root of roots) {
    if (state[root] !== 0) continue;
    let depth = 0;
    stack[0] = root;
    state[root] = 1;
    while (depth >= 0) {
      const node = stack[depth]!;
      if (next[node]! === start[node + 1]!) {
        state[node] = 2;
        depth--;
        continue;
      }
      const edge = outgoing[next[node]!++]!;
      const to = edges[edge * 2 + 1]!;
      if (state[to] === 1) reversed[edge] = 1;
      else if (state[to] === 0) {
        state[to] = 1;
        stack[++depth] = to;
      }
    }
  }
  return reversed;
}

/** The edges without their cycles; one from a node to itself is left out by being from 0 to 0. */
function oriented(edges: Int32Array, reversed: Uint8Array): Int32Array {
  const forward = edges.slice();
  for (let edge = 0; edge < reversed.length; edge++) {
    if (reversed[edge]) {
      forward[edge * 2] = edges[edge * 2 + 1]!;
      forward[edge * 2 + 1] = edges[edge * 2]!;
    }
  }
  return forward;
}

/** The edge numbers of each node: side 0 those that leave it, side 1 those that come in. */
function packed(count: number, edges: Int32Array, side: 0 | 1): Neighbours {
  const start = new Int32Array(count + 1);
  for (let at = side; at < edges.length; at += 2) start[edges[at]! + 1]!++;
  for (let node = 0; node < count; node++) start[node + 1]! += start[node]!;
  const place = start.slice();
  const ends = new Int32Array(edges.length / 2);
  for (let edge = 0; edge < ends.length; edge++) ends[place[edges[edge * 2 + side]!]!++] = edge;
  return { start, ends };
}

/** The longest way to each node; what nothing feeds moves right, beside what it feeds. */
function layers(count: number, edges: Int32Array): Int32Array {
  const out = packed(count, edges, 0);
  const waiting = new Int32Array(count);
  for (let edge = 0; edge < edges.length; edge += 2) {
    if (edges[edge] !== edges[edge + 1]) waiting[edges[edge + 1]!]!++;
  }
  const sources = Uint8Array.from(waiting, (each) => Number(each === 0));
  const layer = new Int32Array(count);
  const queue = new Int32Array(count);
  let tail = 0;
  for (let node = 0; node < count; node++) if (waiting[node] === 0) queue[tail++] = node;
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    for (let at = out.start[node]!; at < out.start[node + 1]!; at++) {
      const to = edges[out.ends[at]! * 2 + 1]!;
      if (to === node) continue;
      layer[to] = Math.max(layer[to]!, layer[node]! + 1);
      if (--waiting[to]! === 0) queue[tail++] = to;
    }
  }
  for (let node = 0; node < count; node++) {
    if (!sources[node] || out.start[node] === out.start[node + 1]) continue;
    let nearest = Number.MAX_SAFE_INTEGER;
    for (let at = out.start[node]!; at < out.start[node + 1]!; at++) {
      const to = edges[out.ends[at]! * 2 + 1]!;
      if (to !== node) nearest = Math.min(nearest, layer[to]!);
    }
    if (nearest !== Number.MAX_SAFE_INTEGER) layer[node] = nearest - 1;
  }
  return layer;
}

/** The graph with a passage in each layer that an edge crosses, so every edge leads to the next layer. */
interface Whole {
  readonly count: number;
  readonly edges: Int32Array;
  readonly layer: Int32Array;
  readonly heights: Float32Array;
  /** First passage of each edge, or -1. */
  readonly passage: Int32Array;
}

function withPassages(input: LayoutInput, edges: Int32Array, layer: Int32Array): Whole {
  const edgeCount = edges.length / 2;
  const span = (edge: number) => layer[edges[edge * 2 + 1]!]! - layer[edges[edge * 2]!]!;
  const bound = 4 * (input.count + edgeCount) + 1000;
  const passage = new Int32Array(edgeCount).fill(-1);
  let passages = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    const needed = span(edge) - 1;
    if (needed > 0 && passages + needed <= bound) {
      passage[edge] = input.count + passages;
      passages += needed;
    }
  }
  const count = input.count + passages;
  const allLayers = new Int32Array(count);
  allLayers.set(layer);
  const heights = new Float32Array(count).fill(PASSAGE);
  heights.set(input.heights);
  const links: number[] = [];
  for (let edge = 0; edge < edgeCount; edge++) {
    const from = edges[edge * 2]!;
    const to = edges[edge * 2 + 1]!;
    const first = passage[edge]!;
    if (first < 0) {
      if (span(edge) === 1) links.push(from, to);
      continue;
    }
    let before = from;
    for (let step = 0; step < span(edge) - 1; step++) {
      allLayers[first + step] = layer[from]! + step + 1;
      links.push(before, first + step);
      before = first + step;
    }
    links.push(before, to);
  }
  return { count, edges: Int32Array.from(links), layer: allLayers, heights, passage };
}

/** The nodes of each layer from top to bottom, with few crossings: sweeps that sort by the middle of the neighbours. */
function orders(whole: Whole): Int32Array[] {
  const rows = rowsOf(whole);
  const place = new Float64Array(whole.count);
  const number = (row: Int32Array) => row.forEach((node, index) => (place[node] = index));
  rows.forEach(number);
  const before = packed(whole.count, whole.edges, 1);
  const after = packed(whole.count, whole.edges, 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    const key = new Float64Array(whole.count);
    for (let step = 0; step < rows.length; step++) {
      const row = rows[down ? step : rows.length - 1 - step]!;
      for (const node of row) key[node] = middle(whole.edges, down ? before : after, down ? 0 : 1, node, place);
      row.sort((a, b) => key[a]! - key[b]! || place[a]! - place[b]!);
      number(row);
    }
  }
  return rows;
}

/** The nodes by layer, in the order in which a walk from the sources meets them. */
function rowsOf(whole: Whole): Int32Array[] {
  const out = packed(whole.count, whole.edges, 0);
  const rows: number[][] = [];
  const seen = new Uint8Array(whole.count);
  const stack: number[] = [];
  const byLayer = [...Array(whole.count).keys()].sort((a, b) => whole.layer[a]! - whole.layer[b]! || a - b);
  for (const root of byLayer) {
    stack.push(root);
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (seen[node]) continue;
      seen[node] = 1;
      (rows[whole.layer[node]!] ??= []).push(node);
      for (let at = out.start[node + 1]! - 1; at >= out.start[node]!; at--) stack.push(whole.edges[out.ends[at]! * 2 + 1]!);
    }
  }
  return Array.from(rows, (row) => Int32Array.from(row ?? []));
}

function middle(edges: Int32Array, near: Neighbours, side: 0 | 1, node: number, place: Float64Array): number {
  const begin = near.start[node]!;
  const end = near.start[node + 1]!;
  if (begin === end) return place[node]!;
  let sum = 0;
  for (let at = begin; at < end; at++) sum += place[edges[near.ends[at]! * 2 + side]!]!;
  return sum / (end - begin);
}

/** Vertical middles: as near to the neighbours as the order allows. */
function heightsOf(whole: Whole, rows: Int32Array[], gap: number): Float32Array {
  const y = new Float64Array(whole.count);
  for (const row of rows) {
    let at = 0;
    let last = 0;
    for (const node of row) {
      at += last === 0 ? 0 : last / 2 + gap + whole.heights[node]! / 2;
      y[node] = at;
      last = whole.heights[node]!;
    }
    for (const node of row) y[node]! -= at / 2;
  }
  const before = packed(whole.count, whole.edges, 1);
  const after = packed(whole.count, whole.edges, 0);
  for (let pass = 0; pass < STRAIGHTENINGS; pass++) {
    const down = pass % 2 === 0;
    for (let step = 0; step < rows.length; step++) {
      const row = rows[down ? step : rows.length - 1 - step]!;
      const wished = Float64Array.from(row, (node) => wish(whole, before, after, node, y, pass));
      settle(row, wished, whole.heights, gap, y);
    }
  }
  return Float32Array.from(y);
}

function wish(whole: Whole, before: Neighbours, after: Neighbours, node: number, y: Float64Array, pass: number): number {
  const up = middle(whole.edges, before, 0, node, y);
  const down = middle(whole.edges, after, 1, node, y);
  const hasUp = before.start[node] !== before.start[node + 1];
  const hasDown = after.start[node] !== after.start[node + 1];
  // The last passes look at both sides, so that what is in the middle of a chain stays straight.
  if (hasUp && hasDown) return pass >= STRAIGHTENINGS - 3 ? (up + down) / 2 : pass % 2 === 0 ? up : down;
  return hasUp ? up : hasDown ? down : y[node]!;
}

/** Moves a row as little as possible from its wishes, in order and without overlap (pool adjacent violators). */
function settle(row: Int32Array, wished: Float64Array, heights: Float32Array, gap: number, y: Float64Array): void {
  const offset = new Float64Array(row.length);
  for (let at = 1; at < row.length; at++) {
    offset[at] = offset[at - 1]! + heights[row[at - 1]!]! / 2 + gap + heights[row[at]!]! / 2;
  }
  const mean = new Float64Array(row.length);
  const size = new Int32Array(row.length);
  let blocks = 0;
  for (let at = 0; at < row.length; at++) {
    mean[blocks] = wished[at]! - offset[at]!;
    size[blocks++] = 1;
    while (blocks > 1 && mean[blocks - 2]! > mean[blocks - 1]!) {
      const total = size[blocks - 2]! + size[blocks - 1]!;
      mean[blocks - 2] = (mean[blocks - 2]! * size[blocks - 2]! + mean[blocks - 1]! * size[blocks - 1]!) / total;
      size[blocks - 2] = total;
      blocks--;
    }
  }
  for (let block = 0, at = 0; block < blocks; block++) {
    for (let member = 0; member < size[block]!; member++, at++) y[row[at]!] = mean[block]! + offset[at]!;
  }
}

type Bends = Pick<Layout, "bendStart" | "bends">;

/** Two points for each passage: where the edge comes into the layer, and where it leaves it. */
function bendsOf(input: LayoutInput, whole: Whole, reversed: Uint8Array, y: Float32Array, lanes: Lanes): Bends {
  const edgeCount = input.edges.length / 2;
  const bendStart = new Int32Array(edgeCount + 1);
  const bends: number[] = [];
  for (let edge = 0; edge < edgeCount; edge++) {
    const first = whole.passage[edge]!;
    if (first >= 0) {
      const from = whole.layer[input.edges[edge * 2]!]!;
      const to = whole.layer[input.edges[edge * 2 + 1]!]!;
      const span = Math.abs(to - from) - 1;
      for (let step = 0; step < span; step++) {
        const passage = first + (reversed[edge] ? span - 1 - step : step);
        const lane = whole.layer[passage]!;
        const ends = [lanes.left[lane]!, lanes.left[lane]! + lanes.width[lane]!];
        if (reversed[edge]) ends.reverse();
        for (const x of ends) bends.push(x, y[passage]!);
      }
    }
    bendStart[edge + 1] = bends.length / 2;
  }
  return { bendStart, bends: Float32Array.from(bends) };
}
