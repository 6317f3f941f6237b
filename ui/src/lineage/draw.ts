import { type Camera, sight } from "./camera";
import { drawBlock, drawCard } from "./cards";
import type { Mark } from "./overlays";
import type { Paint } from "./paint";
import { type Drawn, overlap, type Stage, within } from "./stage";
import { trace } from "./trace";
import type { Lit } from "./ways";

export interface Scenery {
  readonly stage: Stage;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly root: string;
  readonly selected: string;
  /** What belongs to the chosen node; everything else steps back. Null for no choice. */
  readonly lit: Lit | null;
  /** What belongs to the node under the pointer: only its edges are shown as such. */
  readonly hovered: Lit | null;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly showTags: boolean;
  /** What is another one than before, and how wide its ring is at the moment: 0 to 1. */
  readonly fresh: ReadonlySet<string>;
  readonly pulse: number;
}

/** Below the first, cards are blocks without words; below the second, edges are straight. */
const WORDS_FROM = 0.42;
const CURVES_FROM = 0.16;

export function draw(canvas: CanvasRenderingContext2D, scenery: Scenery, paint: Paint): void {
  const { camera, width, height, stage } = scenery;
  const ratio = window.devicePixelRatio || 1;
  canvas.setTransform(ratio, 0, 0, ratio, 0, 0);
  canvas.fillStyle = paint.ground;
  canvas.fillRect(0, 0, width, height);
  canvas.setTransform(ratio * camera.scale, 0, 0, ratio * camera.scale, ratio * camera.left, ratio * camera.top);
  const box = sight(camera, width, height);
  drawEdges(canvas, scenery, paint, stage.edges.filter((each) => overlap(each.box, box)));
  for (const placed of within(stage, box)) {
    canvas.globalAlpha = scenery.lit && !scenery.lit.nodes.has(placed.node.guid) ? 0.35 : 1;
    if (camera.scale < WORDS_FROM) drawBlock(canvas, placed, scenery, paint);
    else drawCard(canvas, placed, scenery, paint);
  }
  canvas.globalAlpha = 1;
}

function drawEdges(canvas: CanvasRenderingContext2D, scenery: Scenery, paint: Paint, edges: Drawn[]): void {
  const { lit, hovered, camera } = scenery;
  const isLit = (each: Drawn) => lit?.edges.has(each.key) || hovered?.edges.has(each.key) || false;
  const width = Math.max(1.4, 0.8 / camera.scale);
  // One path for each look: a stroke for each edge is what makes large graphs slow.
  const looks = [
    { edges: edges.filter((each) => !isLit(each) && !each.edge.stop), colour: paint.edge, alpha: lit ? 0.3 : 1, dash: [], width },
    { edges: edges.filter((each) => !isLit(each) && each.edge.stop), colour: paint.stop, alpha: lit ? 0.3 : 0.9, dash: [5, 4], width },
    { edges: edges.filter((each) => isLit(each) && each.edge.stop), colour: paint.stop, alpha: 1, dash: [5, 4], width: width * 1.5 },
    { edges: edges.filter((each) => isLit(each) && !each.edge.stop), colour: paint.accent, alpha: 1, dash: [], width: width * 1.5 },
  ];
  for (const look of looks) {
    canvas.beginPath();
    for (const each of look.edges) trace(canvas, each, camera.scale >= CURVES_FROM);
    canvas.strokeStyle = look.colour;
    canvas.globalAlpha = look.alpha;
    canvas.lineWidth = look.width;
    canvas.setLineDash(look.dash);
    canvas.stroke();
  }
  canvas.setLineDash([]);
  canvas.globalAlpha = 1;
  if (camera.scale >= WORDS_FROM) edges.forEach((each) => drawMark(canvas, each, scenery, paint));
}

/** The end of an edge: an arrow, or the lock of what lets nothing through. */
function drawMark(canvas: CanvasRenderingContext2D, each: Drawn, scenery: Scenery, paint: Paint): void {
  const to = each.points.at(-1);
  if (!to) return;
  const lit = scenery.lit?.edges.has(each.key) || scenery.hovered?.edges.has(each.key) || false;
  canvas.globalAlpha = scenery.lit && !lit ? 0.3 : 1;
  canvas.fillStyle = each.edge.stop ? paint.stop : lit ? paint.accent : paint.edge;
  if (each.edge.stop) {
    canvas.fillRect(to.x - 16, to.y - 1.5, 9, 7);
    canvas.strokeStyle = paint.stop;
    canvas.lineWidth = 1.5;
    canvas.beginPath();
    canvas.arc(to.x - 11.5, to.y - 2, 3, Math.PI, 0);
    canvas.stroke();
  } else {
    canvas.beginPath();
    canvas.moveTo(to.x, to.y);
    canvas.lineTo(to.x - 7, to.y - 4);
    canvas.lineTo(to.x - 7, to.y + 4);
    canvas.fill();
  }
  canvas.globalAlpha = 1;
}
