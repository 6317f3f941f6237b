import { type Camera, sight } from "./camera";
import type { Placed, Stage } from "./stage";

/** What stays where it is on the screen when the stage is another one: the id before, and the id now. */
export type Stay = readonly [before: string, now: string];

/**
 * The card by which another stage is hung: the one asked for; else the chosen one where it is in
 * sight; else the one nearest to the middle of the screen. Undefined where they have no card in common.
 */
export function stays(before: Stage, now: Stage, asked: Stay | null, selected: string, camera: Camera, width: number, height: number): [Placed, Placed] | undefined {
  const pair = (old: string, next: string): [Placed, Placed] | undefined => {
    const [from, to] = [before.places.get(old), now.places.get(next)];
    return from && to ? [from, to] : undefined;
  };
  const given = asked && pair(...asked);
  if (given) return given;
  const seen = sight(camera, width, height);
  const chosen = pair(selected, selected);
  if (chosen) {
    const { x, y, node } = chosen[0];
    if (x + node.width >= seen.left && x <= seen.right && y >= seen.top && y <= seen.bottom) return chosen;
  }
  const [middleX, middleY] = [(seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2];
  let nearest: [Placed, Placed] | undefined;
  let least = Infinity;
  for (const [guid, placed] of before.places) {
    const next = now.places.get(guid);
    const far = Math.hypot(placed.x + placed.node.width / 2 - middleX, placed.y - middleY);
    if (!next || far >= least) continue;
    least = far;
    nearest = [placed, next];
  }
  return nearest;
}
