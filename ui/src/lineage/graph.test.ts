import { expect, test } from "vitest";
import { anchored, fitted, zoomed } from "./camera";
import { hidden, layoutInput, merged, NOTHING, type Piece } from "./graph";
import { layout } from "./layout";
import { stepsFrom } from "./Outline";
import { beside, staged, within } from "./stage";
import { related } from "./ways";

type Node = NonNullable<Piece["nodes"]>[number];

function node(guid: string, more: Partial<Node> = {}): Node {
  return { guid, qualifiedName: guid, kind: "column", deleted: false, classifications: [], ...more };
}

const SCENE: Piece = {
  nodes: [
    node("a", { hiddenDownstream: 2, classifications: [{ name: "PII", origin: "own" }] }),
    node("b", { classifications: [{ name: "PII", origin: "propagated" }] }),
  ],
  edges: [{ from: "a", to: "b", stopReason: "masking" }],
};

test("a scene says what is there, what is not shown, and where tags stop", () => {
  const graph = merged(NOTHING, SCENE);
  expect(hidden(graph, "a", "downstream")).toBe(2);
  expect(hidden(graph, "b", "upstream")).toBe(0);
  expect(graph.nodes.get("a")?.tags).toEqual([{ name: "PII", own: true }]);
  expect(graph.nodes.get("b")?.tags).toEqual([{ name: "PII", own: false }]);
  expect([...graph.edges.values()][0]?.stop).toBe("masking");
});

test("more of it takes from what is hidden, and changes no earlier graph", () => {
  const before = merged(NOTHING, SCENE);
  const after = merged(before, {
    nodes: [node("a", { hiddenDownstream: 2 }), node("c")],
    edges: [{ from: "a", to: "c" }],
  });
  expect(hidden(after, "a", "downstream")).toBe(1);
  expect(before.nodes.size).toBe(2);
  expect(after.nodes.size).toBe(3);
});

test("an edge to what is not shown is not drawn", () => {
  expect(merged(NOTHING, { nodes: SCENE.nodes ?? [], edges: [{ from: "a", to: "z" }] }).edges.size).toBe(0);
});

test("what belongs to a node is what leads to it and from it, also in a cycle", () => {
  const nodes = ["a", "b", "c", "d"].map((guid) => node(guid));
  const edges = [["a", "b"], ["b", "c"], ["c", "b"], ["a", "d"]].map(([from = "", to = ""]) => ({ from, to }));
  const graph = merged(NOTHING, { nodes, edges });
  const { nodes: lit, edges: litEdges } = related(graph, "b");
  expect([...lit].sort()).toEqual(["a", "b", "c"]);
  expect(litEdges.has("a d")).toBe(false);
  expect(stepsFrom(graph, "a", "downstream")).toEqual([
    { guid: "b", step: 1 },
    { guid: "d", step: 1 },
    { guid: "c", step: 2 },
  ]);
});

test("only what is in sight is looked at", () => {
  const nodes = Array.from({ length: 300 }, (_, index) => node(`n${index}`));
  const graph = merged(NOTHING, { nodes, edges: nodes.slice(1).map(({ guid }) => ({ from: "n0", to: guid })) });
  const stage = staged(graph, layout(layoutInput(graph).input));
  const first = stage.columns[1]?.cards[0];
  const seen = within(stage, { left: first?.x ?? 0, right: (first?.x ?? 0) + 10, top: (first?.y ?? 0) - 5, bottom: (first?.y ?? 0) + 70 });
  expect(seen.map((each) => each.node.guid)).toEqual(stage.columns[1]?.cards.slice(0, 2).map((each) => each.node.guid));
  expect(within(stage, { left: -1e6, right: 1e6, top: -1e6, bottom: 1e6 })).toHaveLength(300);
});

test("zooming leaves the point under the pointer where it is, expanding leaves the node", () => {
  const camera = { left: 10, top: 20, scale: 0.5 };
  const near = zoomed(camera, 1.5, 100, 80);
  expect((100 - near.left) / near.scale).toBeCloseTo((100 - camera.left) / camera.scale);
  const moved = anchored(camera, { x: 100, y: 50 }, { x: 388, y: -70 });
  expect(388 * moved.scale + moved.left).toBeCloseTo(100 * camera.scale + camera.left);
  expect(fitted({ left: 0, right: 100, top: 0, bottom: 100 }, 800, 600).scale).toBe(1);
});

test("arrow keys go along the data, and up and down within a layer", () => {
  const edges = [["a", "b"], ["a", "c"], ["b", "d"]].map(([from = "", to = ""]) => ({ from, to }));
  const graph = merged(NOTHING, { nodes: ["a", "b", "c", "d"].map((guid) => node(guid)), edges });
  const stage = staged(graph, layout(layoutInput(graph).input));
  expect(["b", "c"]).toContain(beside(stage, "a", "ArrowRight"));
  expect(beside(stage, "d", "ArrowLeft")).toBe("b");
  expect(beside(stage, "d", "ArrowRight")).toBe("d");
  const [upper = "", lower = ""] = stage.columns[1]?.cards.map((each) => each.node.guid) ?? [];
  expect([beside(stage, upper, "ArrowDown"), beside(stage, lower, "ArrowUp"), beside(stage, upper, "ArrowUp")]).toEqual([lower, upper, upper]);
});
