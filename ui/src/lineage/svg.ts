import type { Box } from "./camera";
import { hue, type Paint } from "./paint";
import type { Drawn, Placed, Stage } from "./stage";
import { type Pen, trace } from "./trace";

const MARGIN = 24;
/** How wide a letter is, near enough to cut a name before it leaves its card. */
const LETTER = { title: 7.2, place: 6 };

/** The whole picture as a file of its own, also what is not in sight. */
export function svgOf(stage: Stage, root: string, showTags: boolean, paint: Paint): string {
  const { left, top, right, bottom }: Box = stage.box;
  const [width, height] = [right - left + 2 * MARGIN, bottom - top + 2 * MARGIN].map(Math.ceil);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${n(left - MARGIN)} ${n(top - MARGIN)} ${width} ${height}" font-family="${escaped(paint.font)}">`,
    `<rect x="${n(left - MARGIN)}" y="${n(top - MARGIN)}" width="${width}" height="${height}" fill="${paint.ground}"/>`,
    ...stage.edges.map((edge) => edgeOf(edge, paint)),
    ...[...stage.places.values()].map((placed) => cardOf(placed, root, showTags, paint)),
    "</svg>\n",
  ].join("\n");
}

function edgeOf(edge: Drawn, paint: Paint): string {
  const line: string[] = [];
  const pen: Pen = {
    moveTo: (x, y) => line.push(`M${n(x)} ${n(y)}`),
    lineTo: (x, y) => line.push(`L${n(x)} ${n(y)}`),
    bezierCurveTo: (...points) => line.push(`C${points.map(n).join(" ")}`),
  };
  trace(pen, edge, true);
  const end = edge.points.at(-1) ?? { x: 0, y: 0 };
  const { stop } = edge.edge;
  const colour = stop ? paint.stop : paint.edge;
  const head = stop
    ? `<path d="M${n(end.x - 16)} ${n(end.y - 1.5)}h9v7h-9zM${n(end.x - 14.5)} ${n(end.y - 2)}a3 3 0 0 1 6 0" fill="${colour}" stroke="${colour}"/>`
    : `<path d="M${n(end.x)} ${n(end.y)}l-7-4v8z" fill="${colour}"/>`;
  return `<g><path d="${line.join("")}" fill="none" stroke="${colour}" stroke-width="1.4"${stop ? ' stroke-dasharray="5 4"' : ""}/>${head}${
    stop ? `<title>Tags stop here: ${escaped(stop)}</title>` : ""
  }</g>`;
}

function cardOf({ node, x, y }: Placed, root: string, showTags: boolean, paint: Paint): string {
  const isJob = node.kind === "process";
  const isRoot = node.guid === root;
  const top = y - node.height / 2;
  const box = `<rect x="${n(x)}" y="${n(top)}" width="${node.width}" height="${node.height}" rx="${isJob ? node.height / 2 : 7}" fill="${
    isJob ? paint.ground : paint.card
  }" stroke="${isRoot ? paint.accent : paint.line}" stroke-width="${isRoot ? 1.8 : 1.1}"${node.deleted ? ' stroke-dasharray="4 3"' : ""}/>`;
  const title = `<title>${escaped(node.qualifiedName)}</title>`;
  if (isJob) {
    return `<g>${title}${box}${words(`▸ ${node.title}`, x + 14, y + 4, 12, 500, node.width - 28, LETTER.title, paint.quiet)}</g>`;
  }
  const tags = showTags ? node.tags.slice(0, 3) : [];
  const below = node.kind === "group" ? `${node.members} ${node.typeName}` : node.place;
  const dots = tags.map((tag, index) => {
    const colour = hue(paint, tag);
    return `<circle cx="${n(x + node.width - 18 - index * 14)}" cy="${n(y - 8)}" r="4.2" fill="${tag.own ? colour : "none"}" stroke="${colour}" stroke-width="1.8"><title>${escaped(tag.name)}</title></circle>`;
  });
  return `<g>${title}${box}${words(node.title, x + 12, y - 3, 13, 600, node.width - 28 - tags.length * 14, LETTER.title, paint.ink)}${words(
    below, x + 12, y + 13, 11, 400, node.width - 24, LETTER.place, paint.quiet,
  )}${dots.join("")}</g>`;
}

function words(text: string, x: number, y: number, size: number, weight: number, room: number, letter: number, colour: string): string {
  const most = Math.floor(room / letter);
  const shown = text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
  return `<text x="${n(x)}" y="${n(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(shown)}</text>`;
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
