import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { anchored, type Camera, fitted, panned, type Point, zoomed } from "./camera";
import { draw, KNOB, knobX, type Paint, type Scenery } from "./draw";
import { hidden, type Side } from "./graph";
import { type Placed, type Stage, within } from "./stage";

export interface Moves {
  zoom(factor: number): void;
  fit(): void;
  show(guid: string): void;
  /** The picture as it is on the screen. */
  picture(): Promise<Blob | null>;
}

interface CanvasProps {
  stage: Stage;
  root: string;
  selected: string;
  lit: Scenery["lit"];
  /** The node that stays where it is when the stage is another one; empty to show all. */
  anchor: string;
  onSelect: (guid: string) => void;
  onExpand: (guid: string, side: Side) => void;
  onMoves: (moves: Moves) => void;
}

/** The picture. React knows when something is another one; between, frames are drawn by hand. */
export function Canvas({ stage, root, selected, lit, anchor, onSelect, onExpand, onMoves }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const camera = useRef<Camera>({ left: 0, top: 0, scale: 1 });
  const before = useRef<Stage | null>(null);
  const paint = useRef<Paint | null>(null);
  const waiting = useRef(0);
  const scenery = useRef<Omit<Scenery, "camera" | "width" | "height">>({ stage, root, selected, lit });
  scenery.current = { stage, root, selected, lit };

  const redraw = useCallback(() => {
    if (waiting.current) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0;
      const at = canvas.current;
      const context = at?.getContext("2d");
      if (!at || !context) return;
      paint.current ??= paintOf(at);
      draw(context, { ...scenery.current, camera: camera.current, width: at.clientWidth, height: at.clientHeight }, paint.current);
    });
  }, []);

  const move = useCallback(
    (changed: (camera: Camera, width: number, height: number) => Camera) => {
      const at = canvas.current;
      if (!at) return;
      camera.current = changed(camera.current, at.clientWidth, at.clientHeight);
      redraw();
    },
    [redraw],
  );

  useLayoutEffect(() => {
    const old = before.current?.places.get(anchor);
    const now = stage.places.get(anchor);
    before.current = stage;
    move((known, width, height) => (old && now ? anchored(known, old, now) : readable(stage, root, width, height)));
  }, [stage, anchor, root, move]);

  useEffect(redraw, [redraw, selected, lit]);

  useEffect(() => {
    onMoves({
      zoom: (factor) => move((known, width, height) => zoomed(known, factor, width / 2, height / 2)),
      fit: () => move((_, width, height) => fitted(stage.box, width, height)),
      show: (guid) => {
        const placed = stage.places.get(guid);
        if (placed) move((known, width, height) => inSight(known, placed, width, height));
      },
      picture: () => new Promise((resolve) => (canvas.current ? canvas.current.toBlob(resolve) : resolve(null))),
    });
  }, [onMoves, move, stage]);

  useEffect(() => {
    const at = canvas.current;
    if (!at) return;
    const resize = () => {
      at.width = at.clientWidth * window.devicePixelRatio;
      at.height = at.clientHeight * window.devicePixelRatio;
      redraw();
    };
    const recolour = () => {
      paint.current = null;
      redraw();
    };
    // React's own listener may not stop the page from scrolling.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      move((known) =>
        event.ctrlKey || event.metaKey || !event.shiftKey
          ? zoomed(known, Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY)
          : panned(known, -event.deltaY, 0),
      );
    };
    const watcher = new ResizeObserver(resize);
    watcher.observe(at);
    at.addEventListener("wheel", wheel, { passive: false });
    window.addEventListener("lily:theme", recolour);
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", recolour);
    return () => {
      watcher.disconnect();
      at.removeEventListener("wheel", wheel);
      window.removeEventListener("lily:theme", recolour);
      system.removeEventListener("change", recolour);
    };
  }, [move, redraw]);

  const world = (event: ReactPointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    const { left, top, scale } = camera.current;
    return { x: (event.clientX - box.left - left) / scale, y: (event.clientY - box.top - top) / scale };
  };
  const press = useRef<{ x: number; y: number; moved: boolean } | null>(null);

  return (
    <canvas
      ref={canvas}
      className="lineage-canvas"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        press.current = { x: event.clientX, y: event.clientY, moved: false };
      }}
      onPointerMove={(event) => {
        const from = press.current;
        if (!from) {
          const hit = hitAt(stage, world(event));
          event.currentTarget.style.cursor = hit ? "pointer" : "grab";
          return;
        }
        const [x, y] = [event.clientX - from.x, event.clientY - from.y];
        if (!from.moved && Math.hypot(x, y) < 4) return;
        event.currentTarget.style.cursor = "grabbing";
        press.current = { x: event.clientX, y: event.clientY, moved: true };
        move((known) => panned(known, x, y));
      }}
      onPointerUp={(event) => {
        const isClick = press.current && !press.current.moved;
        press.current = null;
        if (!isClick) return;
        const hit = hitAt(stage, world(event));
        if (hit?.side) onExpand(hit.placed.node.guid, hit.side);
        else onSelect(hit?.placed.node.guid ?? "");
      }}
    />
  );
}

/** All of it where words can be read then; else as much around the root as there is room for. */
function readable(stage: Stage, root: string, width: number, height: number): Camera {
  const all = fitted(stage.box, width, height);
  const placed = stage.places.get(root);
  if (all.scale >= 0.6 || !placed) return all;
  const scale = 0.8;
  const { box } = stage;
  return {
    left: between(width / 2 - (placed.x + placed.node.width / 2) * scale, width - 40 - box.right * scale, 40 - box.left * scale),
    top: between(height / 2 - placed.y * scale, height - 60 - box.bottom * scale, 60 - box.top * scale),
    scale,
  };
}

/** Nothing empty at a side while there is more at the other; all of it in the middle where it has room. */
function between(wished: number, least: number, most: number): number {
  return least > most ? (least + most) / 2 : Math.min(most, Math.max(least, wished));
}

function inSight(camera: Camera, placed: Placed, width: number, height: number): Camera {
  const scale = Math.max(camera.scale, 0.6);
  const left = placed.x * camera.scale + camera.left;
  const top = placed.y * camera.scale + camera.top;
  const isSeen = left > 20 && left + placed.node.width * camera.scale < width - 20 && top > 40 && top < height - 40;
  if (isSeen && scale === camera.scale) return camera;
  return { left: width / 2 - (placed.x + placed.node.width / 2) * scale, top: height / 2 - placed.y * scale, scale };
}

function hitAt(stage: Stage, at: Point): { placed: Placed; side: Side | null } | null {
  const near = within(stage, { left: at.x - 20, right: at.x + 20, top: at.y - 4, bottom: at.y + 4 });
  for (const placed of near) {
    for (const side of ["upstream", "downstream"] as const) {
      const isOn = Math.abs(at.x - knobX(placed, side)) <= KNOB + 8 && Math.abs(at.y - placed.y) <= KNOB + 2;
      if (isOn && hidden(stage.graph, placed.node.guid, side) > 0) return { placed, side };
    }
  }
  const placed = near.find((each) => at.x >= each.x && at.x <= each.x + each.node.width);
  return placed ? { placed, side: null } : null;
}

/** The colours that the styles give; a canvas knows no variables. */
function paintOf(element: HTMLElement): Paint {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: of("--canvas"),
    card: of("--surface"),
    ink: of("--ink"),
    quiet: of("--quiet"),
    line: of("--card-line"),
    edge: of("--edge"),
    accent: of("--accent"),
    stop: of("--stop"),
    bad: of("--bad"),
    hues: [0, 1, 2, 3, 4, 5].map((hue) => of(`--hue-${hue}`)),
    font: style.fontFamily,
  };
}
