import { type RefObject, useCallback, useEffect, useRef } from "react";
import { type Camera, panned, zoomed } from "./camera";
import { draw, type Scenery } from "./draw";
import { drawMap, isAllInSight, mapPicture } from "./minimap";
import { type Paint, paintOf } from "./paint";

export type Shown = Omit<Scenery, "camera" | "width" | "height">;
export type Move = (changed: (camera: Camera, width: number, height: number) => Camera) => void;

export interface Frames {
  readonly camera: RefObject<Camera>;
  readonly redraw: () => void;
  readonly move: Move;
  readonly paint: () => Paint | null;
}

/** Draws frames by hand: React knows only when something is another one, not when somebody moves. */
export function useFrames(canvas: RefObject<HTMLCanvasElement | null>, map: RefObject<HTMLCanvasElement | null>, shown: RefObject<Shown>): Frames {
  const camera = useRef<Camera>({ left: 0, top: 0, scale: 1 });
  const paint = useRef<Paint | null>(null);
  const waiting = useRef(0);
  const mapped = useRef<{ stage: unknown; paint: Paint; picture: HTMLCanvasElement } | null>(null);

  const redraw = useCallback(() => {
    if (waiting.current) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0;
      const at = canvas.current;
      const context = at?.getContext("2d");
      if (!at || !context) return;
      const colours = (paint.current ??= paintOf(at));
      const [width, height] = [at.clientWidth, at.clientHeight];
      draw(context, { ...shown.current, camera: camera.current, width, height }, colours);
      const small = map.current;
      const smallContext = small?.getContext("2d");
      if (!small || !smallContext) return;
      const { stage, root } = shown.current;
      small.hidden = isAllInSight(stage.box, camera.current, width, height);
      if (small.hidden) return;
      if (mapped.current?.stage !== stage || mapped.current.paint !== colours) {
        mapped.current = { stage, paint: colours, picture: mapPicture(stage, root, colours, window.devicePixelRatio || 1) };
      }
      drawMap(smallContext, mapped.current.picture, stage.box, camera.current, width, height, colours);
    });
  }, [canvas, map, shown]);

  const move = useCallback<Move>(
    (changed) => {
      const at = canvas.current;
      if (!at) return;
      camera.current = changed(camera.current, at.clientWidth, at.clientHeight);
      redraw();
    },
    [canvas, redraw],
  );

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
  }, [canvas, move, redraw]);

  return { camera, redraw, move, paint: () => (canvas.current ? (paint.current ??= paintOf(canvas.current)) : null) };
}

const PULSE_MILLIS = 1100;

/** Lets rings swell once where something is another one; not where somebody wants no motion. */
export function usePulse(fresh: ReadonlySet<string>, shown: RefObject<Shown>, redraw: () => void): void {
  useEffect(() => {
    if (fresh.size === 0 || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const began = performance.now();
    let waiting = 0;
    const step = (now: number) => {
      const done = Math.min(1, (now - began) / PULSE_MILLIS);
      shown.current = { ...shown.current, pulse: Math.sin(done * Math.PI) };
      redraw();
      if (done < 1) waiting = requestAnimationFrame(step);
    };
    waiting = requestAnimationFrame(step);
    return () => cancelAnimationFrame(waiting);
  }, [fresh, shown, redraw]);
}
