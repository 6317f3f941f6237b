import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { get } from "../api/client";
import { type Graph, merged, NOTHING, type Scene, type Side } from "./graph";

const PATH = "/api/lily/v1/lineage/scene";
const FIRST = 200;
/** How many neighbours one click brings. */
export const MORE = 20;

export interface Asked {
  readonly root: string;
  readonly direction: string;
  readonly depth: number;
  readonly lens: string;
}

/** The graph around an asset: a scene, and what was added to it by hand. */
export function useGraph(asked: Asked) {
  const [graph, setGraph] = useState<Graph | null>(null);
  const [scene, setScene] = useState<Scene | null>(null);
  const [anchor, setAnchor] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const [adding, setAdding] = useState(0);
  const cursors = useRef(new Map<string, string>());
  const first = useQuery({
    queryKey: ["scene", asked],
    queryFn: ({ signal }) => get(PATH, {}, { ...asked, limit: FIRST }, signal),
  });

  useEffect(() => {
    if (!first.data) return;
    cursors.current.clear();
    setAnchor("");
    setScene(first.data);
    setGraph(merged(NOTHING, first.data));
  }, [first.data]);

  const add = useCallback(async (from: string, load: () => Promise<Scene>) => {
    setAdding((count) => count + 1);
    setFault(null);
    try {
      const more = await load();
      setAnchor(from);
      setGraph((known) => merged(known ?? NOTHING, more));
      return more;
    } catch (refused) {
      setFault(refused);
      return null;
    } finally {
      setAdding((count) => count - 1);
    }
  }, []);

  /** The next neighbours of a node on one side. */
  const expand = useCallback(
    async (guid: string, side: Side) => {
      const key = `${guid} ${side}`;
      const query = { root: guid, direction: side, depth: 1, lens: asked.lens, limit: MORE + 1 };
      const more = await add(guid, () => get(PATH, {}, { ...query, cursor: cursors.current.get(key) }));
      if (more?.cursor) cursors.current.set(key, more.cursor);
    },
    [add, asked.lens],
  );

  /** The next page of the scene itself. */
  const next = useCallback(async () => {
    const more = await add(asked.root, () => get(PATH, {}, { ...asked, limit: FIRST * 5, cursor: scene?.cursor }));
    if (more) setScene(more);
  }, [add, asked, scene]);

  return { graph, scene, anchor, expand, next, fault: first.error ?? fault, retry: first.refetch, isBusy: first.isPending || adding > 0 };
}
