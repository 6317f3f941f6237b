import type { Point } from "./camera";
import { hidden, type Side } from "./graph";
import { type Placed, type Stage, within } from "./stage";

/** Half the height of the mark at a card's side, and how wide the place is that opens a group. */
export const KNOB = 9;
export const OPENER = 30;

export interface Hit {
  readonly placed: Placed;
  /** The side whose mark was hit. */
  readonly side: Side | null;
  /** Whether it was the place that opens a group. */
  readonly opens: boolean;
}

export function knobX({ node, x }: Placed, side: Side): number {
  return side === "upstream" ? x - 2 : x + node.width + 2;
}

/** What is at a point of the picture. */
export function hitAt(stage: Stage, at: Point): Hit | null {
  const near = within(stage, { left: at.x - 20, right: at.x + 20, top: at.y - 4, bottom: at.y + 4 });
  for (const placed of near) {
    for (const side of ["upstream", "downstream"] as const) {
      const isOn = Math.abs(at.x - knobX(placed, side)) <= KNOB + 8 && Math.abs(at.y - placed.y) <= KNOB + 2;
      if (isOn && hidden(stage.graph, placed.node.guid, side) > 0) return { placed, side, opens: false };
    }
  }
  const placed = near.find((each) => at.x >= each.x && at.x <= each.x + each.node.width);
  if (!placed) return null;
  return { placed, side: null, opens: placed.node.kind === "group" && at.x >= placed.x + placed.node.width - OPENER };
}
