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
