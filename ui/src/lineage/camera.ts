/** How the world is seen: a point of it is at `x * scale + left` on the screen. */
export interface Camera {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const MIN_SCALE = 0.002;
export const MAX_SCALE = 2;

/** Larger or smaller, with the point of the screen where it is. */
export function zoomed(camera: Camera, factor: number, x: number, y: number): Camera {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, camera.scale * factor));
  const actual = scale / camera.scale;
  return { left: x - (x - camera.left) * actual, top: y - (y - camera.top) * actual, scale };
}

export function panned(camera: Camera, x: number, y: number): Camera {
  return { ...camera, left: camera.left + x, top: camera.top + y };
}

/** The whole box in a screen of that size, no larger than life. */
export function fitted(box: Box, width: number, height: number, margin = 48): Camera {
  const wide = Math.max(1, box.right - box.left);
  const high = Math.max(1, box.bottom - box.top);
  const scale = Math.max(MIN_SCALE, Math.min(1, (width - 2 * margin) / wide, (height - 2 * margin) / high));
  return {
    left: width / 2 - ((box.left + box.right) / 2) * scale,
    top: height / 2 - ((box.top + box.bottom) / 2) * scale,
    scale,
  };
}

/** The part of the world that is in sight. */
export function sight(camera: Camera, width: number, height: number): Box {
  return {
    left: -camera.left / camera.scale,
    top: -camera.top / camera.scale,
    right: (width - camera.left) / camera.scale,
    bottom: (height - camera.top) / camera.scale,
  };
}

/** The camera that shows a point where another camera shows another point. */
export function anchored(camera: Camera, before: Point, after: Point): Camera {
  return panned(camera, (before.x - after.x) * camera.scale, (before.y - after.y) * camera.scale);
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a card is. */
export interface Spot extends Point {
  readonly width: number;
}

/** How much of a screen is covered by what lies over its sides. */
export interface Covered {
  readonly left: number;
  readonly right: number;
}

/** All of it, beside what covers the sides. */
export function fittedBeside(box: Box, width: number, height: number, covered: Covered): Camera {
  return panned(fitted(box, width - covered.left - covered.right, height), covered.left, 0);
}

/** All of it where words can be read then; else as much around a card as there is room for. */
export function readable(box: Box, spot: Spot | undefined, width: number, height: number, covered: Covered): Camera {
  const room = width - covered.left - covered.right;
  const all = fittedBeside(box, width, height, covered);
  if (all.scale >= 0.6 || !spot) return all;
  const scale = 0.8;
  const left = between(room / 2 - (spot.x + spot.width / 2) * scale, room - 40 - box.right * scale, 40 - box.left * scale);
  const top = between(height / 2 - spot.y * scale, height - 60 - box.bottom * scale, 60 - box.top * scale);
  return { left: left + covered.left, top, scale };
}

/** Nothing empty at a side while there is more at the other; all of it in the middle where it has room. */
function between(wished: number, least: number, most: number): number {
  return least > most ? (least + most) / 2 : Math.min(most, Math.max(least, wished));
}

/** The camera moved as little as brings a card into sight, and near enough to read it. */
export function inSight(camera: Camera, spot: Spot, width: number, height: number, covered: Covered): Camera {
  const near = camera.scale < 0.6 ? zoomed(camera, 0.6 / camera.scale, width / 2, height / 2) : camera;
  const { scale } = near;
  const left = between(spot.x * scale + near.left, covered.left + 40, width - covered.right - 40 - spot.width * scale);
  const top = between(spot.y * scale + near.top, 60, height - 60);
  return { left: left - spot.x * scale, top: top - spot.y * scale, scale };
}
