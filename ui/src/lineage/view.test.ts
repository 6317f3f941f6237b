import { describe, expect, test } from "vitest";
import { chosenFrom, toggled } from "./address";
import { inSight } from "./camera";
import { jsonOf } from "./exports";
import { type Graph, hidden, layoutInput, merged, NOTHING, type Piece } from "./graph";
import { grouped, groupId } from "./groups";
import { groupOf } from "./names";
import { enforcedOf, marksOf, overlaysFrom, overlaysTo } from "./overlays";
import { layout } from "./layout";
import { collapsed, sideKey, without } from "./shape";
import { staged } from "./stage";
import { type Stay, stays } from "./stay";
import { litWay, type Looks, viewOf } from "./view";
import { reached } from "./ways";

type Node = NonNullable<Piece["nodes"]>[number];

function node(qualifiedName: string, more: Partial<Node> = {}): Node {
  return { guid: qualifiedName, qualifiedName, kind: "dataset", typeName: "table", deleted: false, classifications: [], ...more };
}

function graphOf(names: (string | Node)[], ...edges: [string, string, string?][]): Graph {
  const nodes = names.map((each) => (typeof each !== "string" ? each : node(each, each.startsWith("job") ? { kind: "process", typeName: "job" } : {})));
  return merged(NOTHING, { nodes, edges: edges.map(([from, to, stopReason]) => ({ from, to, ...(stopReason ? { stopReason } : {}) })) });
}

const keys = (graph: Graph) => [...graph.edges.keys()].sort();
const guids = (graph: Graph) => [...graph.nodes.keys()].sort();

const LOOKS: Looks = {
  root: "a",
  filters: { type: "", tag: "", only: false, hideJobs: false },
  isGrouped: false,
  open: new Set(),
  collapsed: new Set(),
};

describe("what something is in", () => {
  test.each([
    ["file:/data/shop/warehouse/raw/customers", "file:/data/shop/warehouse/raw"],
    ["file:/data/shop/warehouse/raw/customers#email", "file:/data/shop/warehouse/raw/customers"],
    ["lake.sales.customers@prod", "lake.sales@prod"],
    ["lake.sales.customers.email@prod", "lake.sales.customers@prod"],
    ["customers", ""],
    ["s3://bucket", ""],
  ])("%s is in %s", (name, group) => expect(groupOf(name)).toBe(group));
});

describe("leaving out", () => {
  const graph = graphOf(["a", "job1", "b", "job2", "c"], ["a", "job1"], ["job1", "b"], ["b", "job2", "masking"], ["job2", "c"]);

  test("without jobs, data still leads from dataset to dataset, with the stops on its way", () => {
    const { graph: left, isWhole } = without(graph, (each) => each.kind !== "process");
    expect(keys(left)).toEqual(["a b", "b c"]);
    expect(left.edges.get("b c")?.stop).toBe("masking");
    expect(left.edges.get("a b")?.stop).toBe("");
    expect(isWhole).toBe(true);
  });

  test("a tag gets through where one of several ways has no stop", () => {
    const two = graphOf(["a", "job1", "job2", "b"], ["a", "job1", "masking"], ["job1", "b"], ["a", "job2"], ["job2", "b"]);
    expect(without(two, (each) => each.kind !== "process").graph.edges.get("a b")).toMatchObject({ stop: "", count: 2 });
    const shared = graphOf(["a", "job1", "job2", "x", "b"], ["a", "job1", "masking"], ["job1", "x"], ["a", "job2"], ["job2", "x"], ["x", "b"]);
    expect(without(shared, (each) => each.guid === "a" || each.guid === "b").graph.edges.get("a b")?.stop).toBe("");
  });

  test("a cycle of what is left out ends, and what is hidden on the server stays counted", () => {
    const round = graphOf(["a", node("job1", { kind: "process" }), "x", "b"], ["a", "job1"], ["job1", "x"], ["x", "job1"], ["x", "b"]);
    expect(keys(without(round, (each) => each.guid === "a" || each.guid === "b").graph)).toEqual(["a b"]);
    const more = graphOf([node("a", { hiddenDownstream: 7 }), "job1", "b"], ["a", "job1"], ["job1", "b"]);
    expect(hidden(without(more, (each) => each.kind !== "process").graph, "a", "downstream")).toBe(7);
  });

  test("filters keep the root, the type, and what carries the tag; the rest is counted", () => {
    const tagged = graphOf(["a", "b", node("c", { classifications: [{ name: "PII", origin: "own" }] })], ["a", "b"], ["b", "c"]);
    const view = viewOf(tagged, { ...LOOKS, filters: { ...LOOKS.filters, tag: "PII", only: true } });
    expect(guids(view.graph)).toEqual(["a", "c"]);
    expect(keys(view.graph)).toEqual(["a c"]);
    expect(view.leftOut).toBe(1);
    expect(viewOf(tagged, { ...LOOKS, filters: { ...LOOKS.filters, type: "view" } }).graph.nodes.size).toBe(1);
  });
});

describe("collapsing a side", () => {
  test("takes what hangs on it alone, and says how much that is", () => {
    const graph = graphOf(["a", "b", "c", "d", "e"], ["a", "b"], ["b", "c"], ["b", "d"], ["a", "d"], ["c", "e"]);
    const left = collapsed(graph, "a", new Set([sideKey("b", "downstream")]));
    expect(guids(left)).toEqual(["a", "b", "d"]);
    expect(hidden(left, "b", "downstream")).toBe(1);
    expect(collapsed(graph, "a", new Set())).toBe(graph);
  });

  test("leaves what is not connected to the root", () => {
    const graph = graphOf(["a", "b", "x", "y"], ["a", "b"], ["x", "y"]);
    expect(guids(collapsed(graph, "a", new Set([sideKey("a", "downstream")])))).toEqual(["a", "x", "y"]);
  });
});

describe("groups", () => {
  const graph = graphOf(
    ["s.a", "s.b", "t.c", "t.d", "alone", node("job1", { kind: "process" }), node("job2", { kind: "process" })],
    ["s.a", "job1"], ["s.b", "job1"], ["job1", "t.c"], ["t.c", "t.d"], ["t.d", "job2"], ["job2", "alone"],
  );

  test("one card for each group, and edges that count what leads over", () => {
    const { graph: closed, standsFor } = grouped(graph, new Set());
    expect(guids(closed)).toEqual([groupId("s"), groupId("t"), "alone"].sort());
    expect(closed.nodes.get(groupId("s"))).toMatchObject({ members: 2, kind: "group", title: "s" });
    expect(keys(closed)).toEqual([`${groupId("s")} ${groupId("t")}`, `${groupId("t")} alone`]);
    expect(standsFor.get("t.c")).toBe(groupId("t"));
  });

  test("one group opens in its place, the other stays closed", () => {
    const { graph: open } = grouped(graph, new Set(["t"]));
    expect(guids(open)).toEqual([groupId("s"), "alone", "job2", "t.c", "t.d"].sort());
    expect(keys(open)).toContain(`${groupId("s")} t.c`);
    expect(keys(open)).toContain("t.d job2");
  });

  test("a way through groups is lit from card to card", () => {
    const view = viewOf(graph, { ...LOOKS, root: "s.a", isGrouped: true });
    const lit = litWay(view, ["s.a", "job1", "t.c", "t.d", "job2", "alone"]);
    expect([...lit.edges]).toEqual([`${groupId("s")} ${groupId("t")}`, `${groupId("t")} alone`]);
  });
});

describe("marks", () => {
  test("an incident reaches what gets data from it, and groups show the worst", () => {
    const graph = graphOf(["s.a", "s.b", "c"], ["s.a", "s.b"], ["s.b", "c"]);
    const view = viewOf(graph, { ...LOOKS, root: "s.a", isGrouped: true });
    const marks = marksOf(graph, view.graph, view.at, new Map([["s.a", "INC-7"]]), new Map([["s.a", "yes" as const], ["s.b", "behind" as const]]));
    expect(marks.get(groupId("s"))).toMatchObject({ incident: "INC-7", enforced: "behind" });
    expect(marks.get("c")).toEqual({ affected: true });
    expect([...reached(graph, ["c"], "upstream").nodes].sort()).toEqual(["c", "s.a", "s.b"]);
  });

  test("engines are behind where one of them is", () => {
    expect(enforcedOf([])).toBe("nowhere");
    expect(enforcedOf([{ enforcement: [{ enforced: true }] }])).toBe("yes");
    expect(enforcedOf([{ enforcement: [{ enforced: true }] }, { enforcement: [{ enforced: false }] }])).toBe("behind");
  });
});

describe("the address", () => {
  test("says everything that is chosen, and nothing that is so anyway", () => {
    const chosen = chosenFrom(new URLSearchParams("lens=groups&depth=99&jobs=hidden&open=a%252Cb,c&to=x"), "root");
    expect(chosen).toMatchObject({ lens: "asset", isGrouped: true, depth: 20, from: "root", to: "x", isAskingForWay: true });
    expect([...chosen.open]).toEqual(["a,b", "c"]);
    expect(toggled(chosen.open, "c", false)).toBe("a%2Cb");
    expect(chosenFrom(new URLSearchParams("lens=tables"), "root")).toMatchObject({ lens: "column", isGrouped: true });
    expect(chosenFrom(new URLSearchParams("lens=nonsense"), "root").level).toBe("asset");
    expect(overlaysTo(overlaysFrom(new URLSearchParams()))).toBeUndefined();
    expect(overlaysTo(overlaysFrom(new URLSearchParams("marks=none")))).toBe("none");
    expect(overlaysTo(overlaysFrom(new URLSearchParams("marks=incidents,tags")))).toBe("tags,incidents");
  });

  test("a broken set in the address is no reason to break", () => {
    expect(chosenFrom(new URLSearchParams("open=%25zz,a"), "root").open.has("a")).toBe(true);
  });
});

test("JSON has what is shown", () => {
  const graph = graphOf(["a", "b"], ["a", "b", "masking"]);
  const json = JSON.parse(jsonOf(graph, { root: "a", direction: "both", depth: 3, lens: "asset" }, null));
  expect(json.nodes.map((each: { qualifiedName: string }) => each.qualifiedName)).toEqual(["a", "b"]);
  expect(json.edges).toEqual([{ from: "a", to: "b", count: 1, stopReason: "masking" }]);
});

test("a card that is in sight is left where it is, another one comes in by the shortest way", () => {
  const covered = { left: 0, right: 320 };
  const camera = { left: 0, top: 0, scale: 1 };
  expect(inSight(camera, { x: 100, y: 100, width: 200 }, 1280, 600, covered)).toEqual(camera);
  expect(inSight(camera, { x: 900, y: 100, width: 200 }, 1280, 600, covered)).toEqual({ left: -180, top: 0, scale: 1 });
});

test("another stage hangs by the card that was asked for, the chosen one in sight, or what is in the middle", () => {
  const stageOf = (graph: Graph) => staged(graph, layout(layoutInput(graph).input));
  const before = stageOf(graphOf(["a", "b", "c"], ["a", "b"], ["b", "c"]));
  const now = stageOf(graphOf(["a", "b", "d", "e"], ["a", "b"], ["d", "a"], ["e", "b"]));
  const a = before.places.get("a");
  const camera = { left: -(a?.x ?? 0), top: 300 - (a?.y ?? 0), scale: 1 };
  const by = (asked: Stay | null, selected: string) => stays(before, now, asked, selected, camera, 300, 600)?.map((placed) => placed.node.guid);
  expect(by(["c", "e"], "a")).toEqual(["c", "e"]);
  expect(by(["c", "unknown"], "a")).toEqual(["a", "a"]);
  expect(by(null, "b")).toEqual(["b", "b"]);
  expect(by(null, "")).toEqual(["a", "a"]);
  expect(stays(before, stageOf(graphOf(["z"])), null, "", camera, 300, 600)).toBeUndefined();
});
