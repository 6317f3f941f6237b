import { expect, test } from "vitest";
import { layoutInput, merged, NOTHING } from "./graph";
import { hitAt, knobX } from "./hit";
import { layout } from "./layout";
import { cameraAt, isAllInSight, MAP, mapScale } from "./minimap";
import type { Paint } from "./paint";
import { staged } from "./stage";
import { svgOf } from "./svg";

const graph = merged(NOTHING, {
  nodes: [
    { guid: "a", qualifiedName: "shop/a<&\"x", kind: "dataset", typeName: "t", deleted: false, classifications: [{ name: "PII", origin: "own" }], hiddenUpstream: 3 },
    { guid: "b", qualifiedName: "shop/b", kind: "dataset", typeName: "t", deleted: true, classifications: [] },
  ],
  edges: [{ from: "a", to: "b", stopReason: "masking" }],
});
const stage = staged(graph, layout(layoutInput(graph).input));
const paint: Paint = {
  ground: "#000", card: "#111", ink: "#fff", quiet: "#aaa", line: "#333", edge: "#444", accent: "#75f", good: "#0f0",
  warn: "#fa0", stop: "#0f0", bad: "#f00", hues: ["#1", "#2", "#3", "#4", "#5", "#6"], font: "Inter, \"Segoe UI\"",
};

test("a drawing is a whole file that any viewer reads, and nothing in a name breaks it", () => {
  const text = svgOf(stage, "a", true, paint);
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(drawn.querySelector("parsererror")).toBeNull();
  expect(drawn.querySelectorAll("rect")).toHaveLength(3);
  expect([...drawn.querySelectorAll("text")].map((each) => each.textContent)).toContain("a<&\"x");
  expect(drawn.querySelectorAll("circle")).toHaveLength(1);
  expect(text).toContain("Tags stop here: masking");
  expect(svgOf(stage, "a", false, paint)).not.toContain("<circle");
});

test("a click meets the mark at a card's side, the card, or nothing", () => {
  const placed = stage.places.get("a");
  if (!placed) throw new Error("a has no place");
  expect(hitAt(stage, { x: knobX(placed, "upstream"), y: placed.y })).toMatchObject({ side: "upstream" });
  expect(hitAt(stage, { x: placed.x + 60, y: placed.y })).toMatchObject({ side: null, opens: false });
  expect(hitAt(stage, { x: placed.x, y: placed.y + 500 })).toBeNull();
});

test("a click into the small map brings that place into the middle", () => {
  const map = mapScale(stage.box);
  const camera = cameraAt(map, { left: 0, top: 0, scale: 0.5 }, MAP.width / 2, MAP.height / 2, 800, 600);
  const middle = { x: (stage.box.left + stage.box.right) / 2, y: (stage.box.top + stage.box.bottom) / 2 };
  expect(middle.x * camera.scale + camera.left).toBeCloseTo(400);
  expect(middle.y * camera.scale + camera.top).toBeCloseTo(300);
  expect(isAllInSight(stage.box, camera, 800, 600)).toBe(true);
  expect(isAllInSight(stage.box, { ...camera, left: 5000 }, 800, 600)).toBe(false);
});
