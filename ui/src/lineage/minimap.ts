import { type Box, type Camera, sight } from "./camera";
import { hue, type Paint } from "./paint";
import type { Stage } from "./stage";

export const MAP = { width: 190, height: 118 };
const MARGIN = 8;

/** How the whole stage lies in the small map. */
export interface MapScale {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

export function mapScale(box: Box): MapScale {
  const wide = Math.max(1, box.right - box.left);
  const high = Math.max(1, box.bottom - box.top);
  const scale = Math.min((MAP.width - 2 * MARGIN) / wide, (MAP.height - 2 * MARGIN) / high);
  return {
    left: MAP.width / 2 - ((box.left + box.right) / 2) * scale,
    top: MAP.height / 2 - ((box.top + box.bottom) / 2) * scale,
    scale,
  };
}

/** The camera that has the place of the map in the middle of a screen of that size. */
export function cameraAt(map: MapScale, camera: Camera, x: number, y: number, width: number, height: number): Camera {
  const worldX = (x - map.left) / map.scale;
  const worldY = (y - map.top) / map.scale;
  return { left: width / 2 - worldX * camera.scale, top: height / 2 - worldY * camera.scale, scale: camera.scale };
}

/** Whether all of it is in sight anyway. */
export function isAllInSight(box: Box, camera: Camera, width: number, height: number): boolean {
  const seen = sight(camera, width, height);
  return seen.left <= box.left && seen.right >= box.right && seen.top <= box.top && seen.bottom >= box.bottom;
}

/** Draws what changes only with the stage: once, and not for each frame. */
export function mapPicture(stage: Stage, root: string, paint: Paint, ratio: number): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  picture.width = MAP.width * ratio;
  picture.height = MAP.height * ratio;
  const canvas = picture.getContext("2d");
  if (!canvas) return picture;
  const map = mapScale(stage.box);
  canvas.scale(ratio, ratio);
  canvas.fillStyle = paint.card;
  canvas.fillRect(0, 0, MAP.width, MAP.height);
  for (const { node, x, y } of stage.places.values()) {
    const tag = node.tags[0];
    canvas.fillStyle = node.guid === root ? paint.accent : tag ? hue(paint, tag) : paint.quiet;
    canvas.globalAlpha = node.guid === root || tag ? 1 : 0.55;
    const high = Math.max(1.2, node.height * map.scale);
    canvas.fillRect(x * map.scale + map.left, y * map.scale + map.top - high / 2, Math.max(1.6, node.width * map.scale), high);
  }
  return picture;
}

/** The picture, and a frame around what is in sight. */
export function drawMap(canvas: CanvasRenderingContext2D, picture: HTMLCanvasElement, box: Box, camera: Camera, width: number, height: number, paint: Paint): void {
  const ratio = window.devicePixelRatio || 1;
  const map = mapScale(box);
  const seen = sight(camera, width, height);
  canvas.setTransform(ratio, 0, 0, ratio, 0, 0);
  canvas.drawImage(picture, 0, 0, MAP.width, MAP.height);
  const left = Math.max(1, seen.left * map.scale + map.left);
  const top = Math.max(1, seen.top * map.scale + map.top);
  const right = Math.min(MAP.width - 1, seen.right * map.scale + map.left);
  const bottom = Math.min(MAP.height - 1, seen.bottom * map.scale + map.top);
  canvas.strokeStyle = paint.accent;
  canvas.lineWidth = 1.5;
  canvas.strokeRect(left, top, Math.max(4, right - left), Math.max(4, bottom - top));
}
