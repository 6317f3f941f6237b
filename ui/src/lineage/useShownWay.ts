import { type RefObject, useEffect, useRef } from "react";
import type { Moves } from "./Canvas";
import type { Path } from "./path";
import type { Stage } from "./stage";
import type { Loaded } from "./useGraph";
import type { Lit } from "./ways";

/** Takes in what a way passes that is not shown, and brings the whole way into sight, once for each way. */
export function useShownWay(path: Path | undefined, loaded: Loaded, lit: Lit | null, stage: Stage | null, moves: RefObject<Moves | null>): void {
  const { graph, era, include } = loaded;
  const isFound = path?.found ?? false;
  useEffect(() => {
    if (path && isFound && graph) include(path);
    // Another graph alone, like one with more nodes, is no reason to ask again.
  }, [path, isFound, era]);

  const framed = useRef<Path | undefined>(undefined);
  const isWhole = isFound && lit !== null && stage !== null && [...lit.nodes].every((id) => stage.places.has(id));
  useEffect(() => {
    if (isWhole && path !== framed.current && lit) moves.current?.frame(lit.nodes);
    if (isWhole || !path) framed.current = path;
  }, [isWhole, path, lit, moves]);
}
