import { hidden, type Side } from "./graph";
import type { Scenery } from "./draw";
import { KNOB, knobX, OPENER } from "./hit";
import type { Mark } from "./overlays";
import { hue, type Paint } from "./paint";
import type { Placed } from "./stage";

export function drawBlock(canvas: CanvasRenderingContext2D, { node, x, y }: Placed, scenery: Scenery, paint: Paint): void {
  const tag = scenery.showTags ? node.tags[0] : undefined;
  const mark = scenery.marks.get(node.guid);
  const isChosen = node.guid === scenery.root || node.guid === scenery.selected || scenery.fresh.has(node.guid);
  const isMarked = mark?.incident !== undefined;
  canvas.fillStyle = isChosen ? paint.accent : isMarked ? paint.bad : tag ? hue(paint, tag) : paint.quiet;
  canvas.globalAlpha *= tag || isChosen || isMarked ? 0.95 : 0.45;
  canvas.fillRect(x, y - node.height / 2, node.width, node.height);
}

export function drawCard(canvas: CanvasRenderingContext2D, placed: Placed, scenery: Scenery, paint: Paint): void {
  const { node, x, y } = placed;
  const top = y - node.height / 2;
  const isJob = node.kind === "process";
  const isRoot = node.guid === scenery.root;
  const isSelected = node.guid === scenery.selected;
  const round = isJob ? node.height / 2 : 7;
  if (scenery.fresh.has(node.guid)) drawRing(canvas, placed, round, scenery.pulse, paint);
  canvas.fillStyle = isJob ? paint.ground : paint.card;
  canvas.strokeStyle = isSelected || isRoot ? paint.accent : paint.line;
  canvas.lineWidth = isSelected ? 2.5 : isRoot ? 1.8 : 1.1;
  canvas.setLineDash(node.deleted ? [4, 3] : []);
  for (const offset of node.kind === "group" ? [6, 3, 0] : [0]) {
    canvas.beginPath();
    canvas.roundRect(x + offset, top - offset, node.width - 2 * offset, node.height, round);
    canvas.fill();
    canvas.stroke();
  }
  canvas.setLineDash([]);
  const left = x + 12;
  if (isJob) {
    canvas.fillStyle = paint.quiet;
    canvas.font = `500 12px ${paint.font}`;
    canvas.fillText(cut(canvas, `▸ ${node.title}`, node.width - 28), left + 2, y + 4);
  } else {
    drawWords(canvas, placed, left, scenery, paint);
  }
  if (node.kind === "group") drawOpener(canvas, placed, paint);
  const mark = scenery.marks.get(node.guid);
  if (mark) drawMarks(canvas, placed, mark, paint);
  for (const side of ["upstream", "downstream"] as const) drawKnob(canvas, placed, side, scenery, paint);
}

function drawWords(canvas: CanvasRenderingContext2D, { node, y }: Placed, left: number, scenery: Scenery, paint: Paint): void {
  const right = node.kind === "group" ? OPENER : 0;
  const marks = scenery.showTags ? node.tags.slice(0, 3) : [];
  const room = node.width - 24 - right - marks.length * 14 - (marks.length > 0 ? 4 : 0);
  canvas.fillStyle = node.deleted ? paint.quiet : paint.ink;
  canvas.font = `600 13px ${paint.font}`;
  canvas.fillText(cut(canvas, node.title, room), left, y - 3);
  canvas.fillStyle = paint.quiet;
  canvas.font = `400 11px ${paint.font}`;
  const below = node.kind === "group" ? `${node.members.toLocaleString("en")} ${node.typeName}` : node.place;
  canvas.fillText(cut(canvas, node.deleted ? `deleted · ${below}` : below, node.width - 24 - right), left, y + 13);
  marks.forEach((tag, index) => {
    canvas.beginPath();
    canvas.arc(left + node.width - 30 - right - index * 14, y - 8, 4.2, 0, Math.PI * 2);
    canvas.lineWidth = 1.8;
    canvas.strokeStyle = canvas.fillStyle = hue(paint, tag);
    if (tag.own) canvas.fill();
    canvas.stroke();
  });
}

/** Opens a group in place. */
function drawOpener(canvas: CanvasRenderingContext2D, { node, x, y }: Placed, paint: Paint): void {
  const middle = x + node.width - OPENER / 2 - 1;
  canvas.strokeStyle = paint.accent;
  canvas.lineWidth = 1.4;
  canvas.beginPath();
  canvas.roundRect(middle - 8, y - 8, 16, 16, 4);
  canvas.moveTo(middle - 4, y);
  canvas.lineTo(middle + 4, y);
  canvas.moveTo(middle, y - 4);
  canvas.lineTo(middle, y + 4);
  canvas.stroke();
}

/** Around what is another one than before; wider for a moment, where motion is welcome. */
function drawRing(canvas: CanvasRenderingContext2D, { node, x, y }: Placed, round: number, pulse: number, paint: Paint): void {
  const out = 4 + pulse * 8;
  canvas.beginPath();
  canvas.roundRect(x - out, y - node.height / 2 - out, node.width + 2 * out, node.height + 2 * out, round + out);
  canvas.strokeStyle = paint.accent;
  canvas.lineWidth = 2;
  canvas.setLineDash([3, 3]);
  canvas.stroke();
  canvas.setLineDash([]);
}

/** What the overlays tell: told by shapes, not by colours alone. */
function drawMarks(canvas: CanvasRenderingContext2D, { node, x, y }: Placed, mark: Mark, paint: Paint): void {
  const top = y - node.height / 2;
  if (mark.incident !== undefined || mark.affected) {
    canvas.fillStyle = paint.bad;
    canvas.beginPath();
    canvas.roundRect(x + 1, top + 5, mark.incident === undefined ? 3 : 5, node.height - 10, 2);
    canvas.fill();
  }
  if (mark.incident !== undefined) {
    canvas.beginPath();
    canvas.moveTo(x + 4, top - 9);
    canvas.lineTo(x + 13, top + 6);
    canvas.lineTo(x - 5, top + 6);
    canvas.fill();
    canvas.fillStyle = paint.card;
    canvas.fillRect(x + 3.2, top - 4, 1.8, 5.5);
    canvas.fillRect(x + 3.2, top + 2.6, 1.8, 1.8);
  }
  if (mark.enforced === undefined) return;
  const [middle, low] = [x + node.width - 14, y + node.height / 2 + 2];
  const colour = mark.enforced === "yes" ? paint.good : mark.enforced === "behind" ? paint.warn : paint.quiet;
  canvas.beginPath();
  canvas.arc(middle, low, 7, 0, Math.PI * 2);
  canvas.fillStyle = paint.card;
  canvas.fill();
  canvas.strokeStyle = colour;
  canvas.lineWidth = 1.6;
  canvas.stroke();
  canvas.beginPath();
  if (mark.enforced === "yes") {
    canvas.moveTo(middle - 3, low);
    canvas.lineTo(middle - 0.8, low + 2.6);
    canvas.lineTo(middle + 3.2, low - 2.4);
  } else if (mark.enforced === "behind") {
    canvas.moveTo(middle, low - 3.5);
    canvas.lineTo(middle, low + 0.3);
    canvas.lineTo(middle + 2.8, low + 1.6);
  } else {
    canvas.moveTo(middle - 3, low);
    canvas.lineTo(middle + 3, low);
  }
  canvas.stroke();
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
