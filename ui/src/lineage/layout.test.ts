import { describe, expect, test } from "vitest";
import { layout, type LayoutInput } from "./layout";

function input(count: number, pairs: [number, number][]): LayoutInput {
  return {
    count,
    edges: Int32Array.from(pairs.flat()),
    widths: new Float32Array(count).fill(200),
    heights: new Float32Array(count).fill(40),
    gap: 10,
    layerGap: 100,
  };
}

/** Numbers that look random and are the same in each run. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function random(seed: number, count: number, edges: number): LayoutInput {
  const next = randoms(seed);
  const pairs = Array.from({ length: edges }, (): [number, number] => [Math.floor(next() * count), Math.floor(next() * count)]);
  return input(count, pairs);
}

describe("layout", () => {
  test("a chain lies in a straight line, from left to right", () => {
    const { x, y } = layout(input(4, [[0, 1], [1, 2], [2, 3]]));
    expect([...x]).toEqual([0, 300, 600, 900]);
    expect(new Set(y).size).toBe(1);
  });

  test("a layer is as wide as its widest node, and narrow ones stand in its middle", () => {
    const given = input(4, [[0, 1], [1, 2], [3, 1]]);
    given.widths[0] = 100;
    expect([...layout(given).x]).toEqual([50, 300, 600, 0]);
  });

  test("what nothing feeds stands right before what it feeds", () => {
    const { layer } = layout(input(5, [[0, 1], [1, 2], [2, 3], [4, 3]]));
    expect(layer[4]).toBe(2);
  });

  test("a cycle is cut where data that entered it comes back", () => {
    const { reversed, layer } = layout(input(4, [[3, 0], [0, 1], [1, 2], [2, 0]]));
    expect([...reversed]).toEqual([0, 0, 0, 1]);
    expect([...layer]).toEqual([1, 2, 3, 0]);
  });

  test("an edge over several layers is led past the nodes between", () => {
    const { bendStart, bends, y } = layout(input(4, [[0, 1], [1, 2], [2, 3], [0, 3]]));
    expect([...bendStart]).toEqual([0, 0, 0, 0, 4]);
    expect(Math.abs(bends[1]! - y[1]!)).toBeGreaterThanOrEqual(30);
  });

  test("crossings that need not be are not there", () => {
    const { y } = layout(input(6, [[0, 5], [1, 4], [2, 3]]));
    const order = (nodes: number[]) => nodes.sort((a, b) => y[a]! - y[b]!);
    const partner: Record<number, number> = { 0: 5, 1: 4, 2: 3 };
    expect(order([0, 1, 2]).map((node) => partner[node])).toEqual(order([3, 4, 5]));
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("random graph %i: nothing overlaps, every edge leads to the right or is marked", (seed) => {
    const given = random(seed, 60 + seed * 20, 90 + seed * 30);
    const { x, y, layer, reversed } = layout(given);
    const rows = new Map<number, number[]>();
    layer.forEach((row, node) => rows.set(row, [...(rows.get(row) ?? []), node]));
    for (const row of rows.values()) {
      row.sort((a, b) => y[a]! - y[b]!);
      for (let at = 1; at < row.length; at++) expect(y[row[at]!]! - y[row[at - 1]!]!).toBeGreaterThanOrEqual(49.9);
    }
    for (let edge = 0; edge < reversed.length; edge++) {
      const [from, to] = [given.edges[edge * 2]!, given.edges[edge * 2 + 1]!];
      if (from !== to) expect(Math.sign(x[to]! - x[from]!)).toBe(reversed[edge] ? -1 : 1);
    }
    expect(layout(given)).toEqual(layout(given));
  });

  test("nothing, a node alone, and ten thousand", () => {
    expect(layout(input(0, [])).x).toHaveLength(0);
    expect(layout(input(1, [[0, 0]])).x[0]).toBe(0);
    const next = randoms(9);
    const tree = Array.from({ length: 9999 }, (_, node): [number, number] => [Math.floor(next() * (node + 1)), node + 1]);
    expect(layout(input(10_000, tree)).y.every(Number.isFinite)).toBe(true);
  });
});
