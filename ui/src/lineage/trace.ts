import type { Drawn } from "./stage";

/** What draws lines: a canvas, or text for a file. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void;
}

/** Draws an edge from card to card; straight where nobody could see its curves. */
export function trace(pen: Pen, { points, back }: Drawn, curved: boolean): void {
  const first = points[0];
  if (!first) return;
  pen.moveTo(first.x, first.y);
  for (let at = 1; at < points.length; at++) {
    const from = points[at - 1];
    const to = points[at];
    if (!from || !to) continue;
    const passage = at % 2 === 0;
    if (!curved || passage) {
      pen.lineTo(to.x, to.y);
      continue;
    }
    const reach = back ? 150 : Math.max(24, Math.abs(to.x - from.x) / 2);
    const bow = back ? Math.max(60, Math.abs(to.y - from.y) / 2) : 0;
    pen.bezierCurveTo(from.x + reach, from.y + bow, to.x - reach, to.y + bow, to.x, to.y);
  }
}
