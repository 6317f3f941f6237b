import type { Tag } from "../asset/asset";
import { hueOf } from "../look/hue";
import { type Camera, sight } from "./camera";
import { hidden, type Side } from "./graph";
import { type Drawn, overlap, type Placed, type Stage, within } from "./stage";

/** The colours of the page, read once for each theme. */
export interface Paint {
  readonly ground: string;
  readonly card: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly edge: string;
  readonly accent: string;
  readonly stop: string;
  readonly bad: string;
  readonly hues: readonly string[];
  readonly font: string;
}

export interface Scenery {
  readonly stage: Stage;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly root: string;
  readonly selected: string;
  /** What belongs to the chosen node; everything else steps back. Null for no choice. */
  readonly lit: { nodes: ReadonlySet<string>; edges: ReadonlySet<string> } | null;
}

/** Below the first, cards are blocks without words; below the second, edges are straight. */
const WORDS_FROM = 0.42;
const CURVES_FROM = 0.16;
export const KNOB = 9;

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
  const { lit, camera } = scenery;
  const isLit = (each: Drawn) => lit !== null && lit.edges.has(each.key);
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

function trace(canvas: CanvasRenderingContext2D, { points, back }: Drawn, curved: boolean): void {
  const first = points[0];
  if (!first) return;
  canvas.moveTo(first.x, first.y);
  for (let at = 1; at < points.length; at++) {
    const from = points[at - 1];
    const to = points[at];
    if (!from || !to) continue;
    const passage = at % 2 === 0;
    if (!curved || passage) {
      canvas.lineTo(to.x, to.y);
      continue;
    }
    const reach = back ? 150 : Math.max(24, Math.abs(to.x - from.x) / 2);
    const bow = back ? Math.max(60, Math.abs(to.y - from.y) / 2) : 0;
    canvas.bezierCurveTo(from.x + reach, from.y + bow, to.x - reach, to.y + bow, to.x, to.y);
  }
}

/** The end of an edge: an arrow, or the lock of what lets nothing through. */
function drawMark(canvas: CanvasRenderingContext2D, each: Drawn, scenery: Scenery, paint: Paint): void {
  const to = each.points.at(-1);
  if (!to) return;
  const lit = scenery.lit?.edges.has(each.key) ?? false;
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

function drawBlock(canvas: CanvasRenderingContext2D, { node, x, y }: Placed, scenery: Scenery, paint: Paint): void {
  const tag = node.tags[0];
  canvas.fillStyle = node.guid === scenery.root || node.guid === scenery.selected ? paint.accent : tag ? hue(paint, tag) : paint.quiet;
  canvas.globalAlpha *= tag || node.guid === scenery.root ? 0.95 : 0.45;
  canvas.fillRect(x, y - node.height / 2, node.width, node.height);
}

function drawCard(canvas: CanvasRenderingContext2D, placed: Placed, scenery: Scenery, paint: Paint): void {
  const { node, x, y } = placed;
  const top = y - node.height / 2;
  const isJob = node.kind === "process";
  const isRoot = node.guid === scenery.root;
  const isSelected = node.guid === scenery.selected;
  canvas.beginPath();
  canvas.roundRect(x, top, node.width, node.height, isJob ? node.height / 2 : 7);
  canvas.fillStyle = isJob ? paint.ground : paint.card;
  canvas.fill();
  canvas.strokeStyle = isSelected || isRoot ? paint.accent : paint.line;
  canvas.lineWidth = isSelected ? 2.5 : isRoot ? 1.8 : 1.1;
  canvas.setLineDash(node.deleted ? [4, 3] : []);
  canvas.stroke();
  canvas.setLineDash([]);
  const left = x + 12;
  if (isJob) {
    canvas.fillStyle = paint.quiet;
    canvas.font = `500 12px ${paint.font}`;
    canvas.fillText(cut(canvas, `▸ ${node.title}`, node.width - 28), left + 2, y + 4);
  } else {
    drawWords(canvas, placed, left, paint);
  }
  for (const side of ["upstream", "downstream"] as const) drawKnob(canvas, placed, side, scenery, paint);
}

function drawWords(canvas: CanvasRenderingContext2D, { node, y }: Placed, left: number, paint: Paint): void {
  const marks = node.tags.slice(0, 3);
  const room = node.width - 24 - marks.length * 14 - (marks.length > 0 ? 4 : 0);
  canvas.fillStyle = node.deleted ? paint.quiet : paint.ink;
  canvas.font = `600 13px ${paint.font}`;
  canvas.fillText(cut(canvas, node.title, room), left, y - 3);
  canvas.fillStyle = paint.quiet;
  canvas.font = `400 11px ${paint.font}`;
  const below = node.members > 0 ? `${node.members} datasets` : node.place;
  canvas.fillText(cut(canvas, below, node.width - 24), left, y + 13);
  marks.forEach((tag, index) => {
    canvas.beginPath();
    canvas.arc(left + node.width - 30 - index * 14, y - 8, 4.2, 0, Math.PI * 2);
    canvas.lineWidth = 1.8;
    canvas.strokeStyle = canvas.fillStyle = hue(paint, tag);
    if (tag.own) canvas.fill();
    canvas.stroke();
  });
}

/** Says how many more there are on a side, and takes the click that brings them. */
function drawKnob(canvas: CanvasRenderingContext2D, placed: Placed, side: Side, scenery: Scenery, paint: Paint): void {
  const more = hidden(scenery.stage.graph, placed.node.guid, side);
  if (more === 0) return;
  const x = knobX(placed, side);
  const text = more > 999 ? `${Math.round(more / 1000)}k` : `+${more}`;
  canvas.font = `600 10px ${paint.font}`;
  const wide = Math.max(KNOB * 2, canvas.measureText(text).width + 10);
  canvas.beginPath();
  canvas.roundRect(x - wide / 2, placed.y - KNOB, wide, KNOB * 2, KNOB);
  canvas.fillStyle = paint.card;
  canvas.fill();
  canvas.strokeStyle = paint.accent;
  canvas.lineWidth = 1.2;
  canvas.stroke();
  canvas.fillStyle = paint.accent;
  canvas.textAlign = "center";
  canvas.fillText(text, x, placed.y + 3.5);
  canvas.textAlign = "left";
}

export function knobX({ node, x }: Placed, side: Side): number {
  return side === "upstream" ? x - 2 : x + node.width + 2;
}

function hue(paint: Paint, tag: Tag): string {
  return paint.hues[hueOf(tag.name)] ?? paint.accent;
}

const widths = new Map<string, string>();

/** The text in that room, with a sign where something is missing; measured once. */
function cut(canvas: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${canvas.font} ${room} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  let shown = text;
  if (canvas.measureText(text).width > room) {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (canvas.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
      else high = middle - 1;
    }
    shown = `${text.slice(0, low)}…`;
  }
  if (widths.size > 50_000) widths.clear();
  widths.set(key, shown);
  return shown;
}
