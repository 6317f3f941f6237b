import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { get, type Query } from "../api/client";
import { type Graph, merged, NOTHING, type Piece, type Scene, type Side } from "./graph";
import { nextOf } from "./nextOf";
import { type Path, pieceOf } from "./path";
import { type Live, useLive } from "./useLive";

export const SCENE = "/api/lily/v1/lineage/scene";
export const WAY = "/api/lily/v1/lineage/path";
const FIRST = 200;
/** How many neighbours one click brings. */
export const MORE = 20;
/** As many of what is around a node are asked for at once. */
const AROUND = 400;
/** Of so many nodes that a way brings in it is asked how many neighbours they have. */
const MOST_COUNTED = 24;

export interface Asked {
  readonly root: string;
  readonly direction: string;
  readonly depth: number;
  readonly lens: string;
}

/** What one has of the lineage, and what can be done to have more. */
export interface Loaded {
  readonly graph: Graph | null;
  /** The node that stands for what was asked about: of a column among datasets, its dataset. */
  readonly home: string;
  /** Another one for each other question: a picture of an earlier one is no place to stay at. */
  readonly era: number;
  readonly scene: Scene | null;
  readonly isBusy: boolean;
  readonly fault: unknown;
  readonly retry: () => void;
  readonly live: Live;
  readonly expand: (guid: string, side: Side) => void;
  readonly next: () => void;
  /** Brings one neighbour that is not shown. */
  readonly bring: (guid: string, side: Side, other: string) => void;
  /** Brings in what a way passes that is not shown. */
  readonly include: (path: Path) => void;
}

/** The graph around an asset: a scene, what was added to it by hand, and what became of it since. */
export function useGraph(asked: Asked): Loaded {
  const [{ graph, era, home }, setState] = useState<{ graph: Graph | null; era: number; home: string }>({ graph: null, era: 0, home: asked.root });
  const [scene, setScene] = useState<Scene | null>(null);
  const [failed, setFailed] = useState<{ fault: unknown; again: () => void } | null>(null);
  const [adding, setAdding] = useState(0);
  const cursors = useRef(new Map<string, { page: number; cursor: string }>());
  const asks = useRef(new Map<string, Query>());
  const setGraph = useCallback(
    (changed: (known: Graph) => Graph) => setState((state) => ({ ...state, graph: changed(state.graph ?? NOTHING) })),
    [],
  );
  const live = useLive(asked, graph, setGraph, asks);
  const heard = live.heard;
  const first = useQuery({
    queryKey: ["scene", asked],
    queryFn: ({ signal }) => get(SCENE, {}, { ...asked, limit: FIRST }, signal),
    // What came since is shown in place; a picture never begins anew by itself.
    staleTime: Infinity,
    gcTime: 0,
  });

  useEffect(() => {
    if (!first.data) return;
    cursors.current.clear();
    asks.current = new Map([["scene", { ...asked, limit: FIRST }]]);
    heard([first.data], true);
    setFailed(null);
    setScene(first.data);
    const nodes = first.data.nodes ?? [];
    const here = nodes.find((node) => node.guid === asked.root) ?? nodes.find((node) => node.side === "root");
    setState((state) => ({ graph: merged(NOTHING, first.data), era: state.era + 1, home: here?.guid ?? asked.root }));
  }, [first.data, asked, heard]);

  const now = useRef(asked);
  now.current = asked;
  const add = useCallback(
    async <P extends Piece>(load: () => Promise<readonly P[]>, taken?: (pieces: readonly P[]) => void): Promise<void> => {
      const begun = now.current;
      setAdding((count) => count + 1);
      setFailed(null);
      try {
        const more = await load();
        // What belongs to an earlier question is of no use to this one.
        if (now.current !== begun) return;
        setGraph((known) => more.reduce(merged, known));
        taken?.(more);
      } catch (fault) {
        if (now.current === begun) setFailed({ fault, again: () => void add(load, taken) });
      } finally {
        setAdding((count) => count - 1);
      }
    },
    [setGraph],
  );

  const expand = useCallback(
    (guid: string, side: Side) => {
      const known = graph ?? NOTHING;
      const key = `${guid} ${side}`;
      const query = { root: guid, direction: side, depth: 1, lens: asked.lens };
      return add(async () => {
        // A page of which all is shown is passed; one that has more is asked again for the rest.
        for (let page = cursors.current.get(key)?.page ?? 1; ; page++) {
          const scene = await get(SCENE, {}, { ...query, limit: AROUND, cursor: cursors.current.get(key)?.cursor });
          heard([scene]);
          asks.current.set(key, { ...query, limit: Math.min(10_000, page * AROUND) });
          const piece = nextOf(known, scene, guid, side, MORE);
          if ((piece.nodes ?? []).length > 0 || !scene.cursor) return [piece];
          cursors.current.set(key, { page: page + 1, cursor: scene.cursor });
        }
      });
    },
    [add, asked.lens, graph, heard],
  );

  const next = useCallback(
    () =>
      add(
        async () => [await get(SCENE, {}, { ...asked, limit: FIRST * 5, cursor: scene?.cursor })],
        ([more]) => {
          if (!more) return;
          heard([more]);
          asks.current.set("scene", { ...asked, limit: Math.min(10_000, Math.max(FIRST, more.shown)) });
          setScene(more);
        },
      ),
    [add, asked, heard, scene],
  );

  const include = useCallback(
    (path: Path) => {
      const unknown = (path.nodes ?? []).filter((node) => !graph?.nodes.has(node.guid));
      const edgesKnown = (path.edges ?? []).every((edge) => graph?.edges.has(`${edge.from} ${edge.to}`));
      if (unknown.length === 0 && edgesKnown) return;
      void add(async () => [pieceOf(path), await counts(unknown.map((node) => node.guid), asked.lens)]);
    },
    [add, asked.lens, graph],
  );

  const bring = useCallback(
    (guid: string, side: Side, other: string) => {
      const ends = side === "downstream" ? { from: guid, to: other } : { from: other, to: guid };
      void add(async () => {
        const path = await get(WAY, {}, { ...ends, lens: asked.lens });
        return [pieceOf(path), await counts((path.nodes ?? []).map((node) => node.guid), asked.lens)];
      });
    },
    [add, asked.lens],
  );

  return {
    graph,
    home,
    era,
    scene,
    isBusy: first.isPending || adding > 0,
    fault: first.error ?? failed?.fault ?? null,
    retry: () => (first.isError ? void first.refetch() : failed?.again()),
    live,
    expand: (guid, side) => void expand(guid, side),
    next: () => void next(),
    bring,
    include,
  };
}

/** How many neighbours those have: a way tells nothing of it. */
async function counts(guids: readonly string[], lens: string): Promise<Piece> {
  const scenes = await Promise.all(guids.slice(0, MOST_COUNTED).map((root) => get(SCENE, {}, { root, lens, depth: 1, limit: 1 })));
  return { nodes: scenes.flatMap((scene) => scene.nodes ?? []), edges: [] };
}
