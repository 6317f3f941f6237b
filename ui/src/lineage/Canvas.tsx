import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { anchored, type Covered, fittedBeside, inSight, panned, type Point, readable, sight, zoomed } from "./camera";
import type { Side } from "./graph";
import { type Hit, hitAt } from "./hit";
import { cameraAt, MAP, mapScale } from "./minimap";
import { around, type Placed, type Stage } from "./stage";
import { type Stay, stays } from "./stay";
import { svgOf } from "./svg";
import { type Shown, useFrames, usePulse } from "./useFrames";
import { related } from "./ways";

/** With more edges than that, nothing lights up under the pointer: it would come too late. */
const MOST_HOVERED = 20_000;

/** How much of the picture a panel at its side covers. */
export const PANEL = 320;

export interface Moves {
  zoom(factor: number): void;
  fit(): void;
  show(guid: string): void;
  /** Brings all of those into sight, if they are not. */
  frame(guids: Iterable<string>): void;
  /** The picture as it is on the screen. */
  picture(): Promise<Blob | null>;
  /** All of it, as text. */
  svg(): string;
}

interface CanvasProps {
  shown: Omit<Shown, "hovered" | "pulse">;
  /** The question that the stage belongs to: a new one is shown from its beginning. */
  era: number;
  /** What has to stay where it is with the next stage, if that is not what one looks at. */
  stay: RefObject<Stay | null>;
  /** What panels cover of the picture. */
  covered: Covered;
  onSelect: (guid: string) => void;
  onWay: (guid: string) => void;
  onExpand: (guid: string, side: Side) => void;
  onOpen: (guid: string) => void;
  onMoves: (moves: Moves) => void;
}

/** The picture, and a small map of all of it. */
export function Canvas({ shown, era, stay, covered, onSelect, onWay, onExpand, onOpen, onMoves }: CanvasProps) {
  const { stage, root, selected, showTags, fresh } = shown;
  const canvas = useRef<HTMLCanvasElement>(null);
  const map = useRef<HTMLCanvasElement>(null);
  const before = useRef<{ stage: Stage; era: number } | null>(null);
  const scenery = useRef<Shown>({ ...shown, hovered: null, pulse: 0 });
  scenery.current = { ...shown, hovered: scenery.current.stage === stage ? scenery.current.hovered : null, pulse: scenery.current.pulse };
  const { camera, redraw, move, paint } = useFrames(canvas, map, scenery);
  usePulse(fresh, scenery, redraw);
  const kept = useRef({ covered, selected });
  kept.current = { covered, selected };

  useLayoutEffect(() => {
    const known = before.current;
    before.current = { stage, era };
    move((at, width, height) => {
      const same = known?.era === era ? stays(known.stage, stage, stay.current, kept.current.selected, at, width, height) : undefined;
      stay.current = null;
      if (same) return anchored(at, ...same);
      const begin = readable(stage.box, spotOf(stage.places.get(root)), width, height, kept.current.covered);
      const spot = spotOf(stage.places.get(kept.current.selected));
      return spot ? inSight(begin, spot, width, height, kept.current.covered) : begin;
    });
  }, [stage, era, root, stay, move]);

  useEffect(redraw, [redraw, shown]);

  useEffect(() => {
    onMoves({
      zoom: (factor) => move((known, width, height) => zoomed(known, factor, width / 2, height / 2)),
      fit: () => move((_, width, height) => fittedBeside(stage.box, width, height, kept.current.covered)),
      show: (guid) => {
        const spot = spotOf(stage.places.get(guid));
        // The panel of what is chosen comes with the choice.
        if (spot) move((known, width, height) => inSight(known, spot, width, height, { ...kept.current.covered, right: PANEL }));
      },
      frame: (guids) => {
        const box = around([...guids].flatMap((guid) => stage.places.get(guid) ?? []));
        move((known, width, height) => {
          const beside = { ...sight(known, width, height), left: (kept.current.covered.left - known.left) / known.scale };
          const isSeen = beside.left <= box.left && beside.right >= box.right && beside.top <= box.top && beside.bottom >= box.bottom;
          return isSeen ? known : fittedBeside(box, width, height, kept.current.covered);
        });
      },
      picture: () => new Promise((resolve) => (canvas.current ? canvas.current.toBlob(resolve) : resolve(null))),
      svg: () => {
        const colours = paint();
        return colours ? svgOf(stage, root, showTags, colours) : "";
      },
    });
    // The colours are read when they are needed.
  }, [onMoves, move, stage, root, showTags]);

  const world = (event: ReactPointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    const { left, top, scale } = camera.current;
    return { x: (event.clientX - box.left - left) / scale, y: (event.clientY - box.top - top) / scale };
  };
  const press = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const hovered = useRef("");

  const hover = (hit: Hit | null) => {
    const guid = hit?.placed.node.guid ?? "";
    if (guid === hovered.current) return;
    hovered.current = guid;
    const isSmall = stage.edges.length <= MOST_HOVERED;
    scenery.current = { ...scenery.current, hovered: guid && isSmall ? related(stage.graph, guid) : null };
    redraw();
  };
  const toMap = (event: ReactPointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    move((known, width, height) => cameraAt(mapScale(stage.box), known, x, y, width, height));
  };

  return (
    <>
      <canvas
        ref={canvas}
        className="lineage-canvas"
        aria-hidden="true"
        data-cards={stage.places.size}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          press.current = { x: event.clientX, y: event.clientY, moved: false };
        }}
        onPointerMove={(event) => {
          const from = press.current;
          if (!from) {
            const hit = hitAt(stage, world(event));
            event.currentTarget.style.cursor = hit ? "pointer" : "grab";
            hover(hit);
            return;
          }
          const [x, y] = [event.clientX - from.x, event.clientY - from.y];
          if (!from.moved && Math.hypot(x, y) < 4) return;
          event.currentTarget.style.cursor = "grabbing";
          press.current = { x: event.clientX, y: event.clientY, moved: true };
          move((known) => panned(known, x, y));
        }}
        onPointerLeave={() => hover(null)}
        onPointerUp={(event) => {
          const isClick = press.current && !press.current.moved;
          press.current = null;
          if (!isClick) return;
          const hit = hitAt(stage, world(event));
          const guid = hit?.placed.node.guid ?? "";
          if (hit?.side) onExpand(guid, hit.side);
          else if (hit?.opens) onOpen(guid);
          else if (hit && event.shiftKey) onWay(guid);
          else onSelect(guid);
        }}
      />
      <canvas
        ref={map}
        className="lineage-map"
        aria-hidden="true"
        width={MAP.width * (window.devicePixelRatio || 1)}
        height={MAP.height * (window.devicePixelRatio || 1)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          toMap(event);
        }}
        onPointerMove={(event) => event.buttons > 0 && toMap(event)}
      />
    </>
  );
}

function spotOf(placed: Placed | undefined) {
  return placed && { x: placed.x, y: placed.y, width: placed.node.width };
}
