import { expect, test } from "vitest";
import { hidden, merged, NOTHING, type Piece } from "./graph";
import { compared, isNews, news } from "./live";
import { nextOf } from "./nextOf";
import { type Path, said } from "./path";

type Node = NonNullable<Piece["nodes"]>[number];

function node(guid: string, more: Partial<Node> = {}): Node {
  return { guid, qualifiedName: guid, kind: "dataset", deleted: false, classifications: [], hiddenUpstream: 0, hiddenDownstream: 0, ...more };
}

const BEFORE: Piece = { nodes: [node("a"), node("b"), node("c")], edges: [{ from: "a", to: "b" }, { from: "b", to: "c" }] };
const COVERED = new Set(["a", "b", "c"]);

test("nothing new is no news, and keeps what is shown", () => {
  const change = compared(merged(NOTHING, BEFORE), [BEFORE], COVERED, true);
  expect(isNews(change)).toBe(false);
  expect(change.changed).toEqual([]);
});

test("a tag changes its card in place; a new node waits, but its neighbour says so", () => {
  const graph = merged(NOTHING, BEFORE);
  const now: Piece = {
    nodes: [node("a", { classifications: [{ name: "PII", origin: "own" }] }), node("b"), node("c"), node("d")],
    edges: [...(BEFORE.edges ?? []), { from: "c", to: "d" }],
  };
  const change = compared(graph, [now], COVERED, true);
  expect(change.changed).toEqual(["a"]);
  expect([...change.patched.nodes.keys()]).toEqual(["a", "b", "c"]);
  expect(change.patched.nodes.get("a")?.tags).toEqual([{ name: "PII", own: true }]);
  expect(hidden(change.patched, "c", "downstream")).toBe(1);
  expect(news(change)).toBe("The lineage changed: 1 new node");
  expect([...change.next.nodes.keys()]).toEqual(["a", "b", "c", "d"]);
  expect(hidden(change.next, "c", "downstream")).toBe(0);
});

test("what went is told and taken away when asked, if the answers are whole", () => {
  const graph = merged(NOTHING, BEFORE);
  const now: Piece = { nodes: [node("a"), node("b")], edges: [] };
  const change = compared(graph, [now], COVERED, true);
  expect(change.gone).toEqual(["c"]);
  expect(news(change)).toBe("The lineage changed: 1 node gone, 1 other edge");
  expect([...change.next.nodes.keys()]).toEqual(["a", "b"]);
  expect(change.next.edges.size).toBe(0);
  expect(change.patched.nodes.size).toBe(3);
  expect(isNews(compared(graph, [now], COVERED, false))).toBe(false);
});

test("what was brought by hand is not gone because nobody asked for it again", () => {
  const graph = merged(merged(NOTHING, BEFORE), { nodes: [node("x")], edges: [] });
  expect(compared(graph, [BEFORE], COVERED, true).gone).toEqual([]);
});

test("what was answered and is hidden is no news", () => {
  const graph = merged(NOTHING, BEFORE);
  const now: Piece = { nodes: [...(BEFORE.nodes ?? []), node("hidden")], edges: [...(BEFORE.edges ?? []), { from: "c", to: "hidden" }] };
  const change = compared(graph, [now], new Set([...COVERED, "hidden"]), true);
  expect(isNews(change)).toBe(false);
  expect(change.next.edges.has("c hidden")).toBe(false);
});

test("the next neighbours are those that are not shown, a job with what it writes", () => {
  const scene: Piece = {
    nodes: [node("a"), node("b"), node("job", { kind: "process" }), node("d", { hiddenDownstream: 4 }), node("e")],
    edges: [{ from: "a", to: "b" }, { from: "a", to: "job" }, { from: "job", to: "d" }, { from: "a", to: "e" }],
  };
  const graph = merged(NOTHING, BEFORE);
  const piece = nextOf(graph, scene, "a", "downstream", 1);
  expect((piece.nodes ?? []).map((each) => each.guid)).toEqual(["a", "job", "d"]);
  const more = merged(graph, piece);
  expect([hidden(more, "a", "downstream"), hidden(more, "d", "downstream")]).toEqual([1, 4]);
  expect(nextOf(merged(more, nextOf(more, scene, "a", "downstream", 9)), scene, "a", "downstream", 9).nodes).toEqual([]);
});

const asset = (guid: string, kind: "dataset" | "process" = "dataset") => ({ guid, qualifiedName: `shop/${guid}`, kind, typeName: "t", deleted: false, classifications: [] });

test("a way is said in words, with the stop on it", () => {
  const path: Path = {
    from: asset("a"), to: asset("b"), found: true, length: 1,
    nodes: [asset("a"), asset("app.plan.load", "process"), asset("b")],
    edges: [{ from: "a", to: "app.plan.load", stopReason: "masking" }, { from: "app.plan.load", to: "b" }],
  };
  const { headline, steps } = said(path);
  expect(headline).toBe("Data gets from a to b in one step; tags stop on it.");
  expect(steps.map((step) => [step.title, step.isJob, step.stop])).toEqual([["a", false, ""], ["load", true, "masking"], ["b", false, ""]]);
});

test("that there is no way is said, too: none, only back, or not known", () => {
  const ends = { from: asset("a"), to: asset("b"), found: false };
  expect(said({ ...ends, complete: true }).headline).toBe("No data flows from a to b.");
  expect(said({ ...ends, reverseOnly: true, complete: true })).toMatchObject({ headline: "Data flows the other way only: from b to a.", turn: true });
  expect(said({ ...ends, complete: false }).headline).toContain("bound");
});
