import { useQuery } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { get, type Query } from "../api/client";
import type { Graph, Scene } from "./graph";
import { type Change, compared, isNews } from "./live";
import type { Asked } from "./useGraph";

const SCENE = "/api/lily/v1/lineage/scene";
const EVERY = 4000;
/** A picture of more nodes than that is a large answer, so it is asked for less often. */
const LARGE = 2000;
const EVERY_OF_LARGE = 20_000;
/** So many of what was asked by hand are asked again. */
const MOST_ASKS = 12;

/** What became of the lineage while one looks at it. */
export interface Live {
  /** What has no place yet; null where all is shown. */
  readonly change: Change | null;
  /** Nodes that are other ones than when one looked last. */
  readonly fresh: ReadonlySet<string>;
  readonly show: () => void;
  readonly seen: () => void;
  readonly fault: unknown;
  /** Takes note of what was answered to a question of one's own; `anew` forgets what was before. */
  readonly heard: (pieces: readonly Pick<Scene, "nodes">[], anew?: boolean) => void;
}

/** What was answered when the change log was at that place. */
interface Answers {
  readonly at: number;
  readonly scenes: readonly Scene[];
  /** What was known by questions before these. */
  readonly covered: ReadonlySet<string>;
  readonly isWhole: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Asks every few seconds how far the change log is, and only where it is farther what the picture
 * would be now. What has a place is changed there; nothing is moved until somebody asks for it.
 */
export function useLive(
  asked: Asked,
  graph: Graph | null,
  setGraph: (changed: (known: Graph) => Graph) => void,
  asks: RefObject<Map<string, Query>>,
): Live {
  const [answers, setAnswers] = useState<Answers | null>(null);
  const [fresh, setFresh] = useState(NONE);
  const covered = useRef(new Set<string>());
  const position = useRef(0);
  const now = useRef(graph);
  now.current = graph;

  const heard = useCallback((pieces: readonly (Pick<Scene, "nodes"> & { position?: number })[], anew = false) => {
    if (anew) {
      covered.current = new Set();
      position.current = pieces[0]?.position ?? 0;
      setAnswers(null);
      setFresh(NONE);
    }
    for (const piece of pieces) for (const node of piece.nodes ?? []) covered.current.add(node.guid);
  }, []);

  const poll = useQuery({
    queryKey: ["lineage position", asked.root],
    enabled: graph !== null,
    gcTime: 0,
    refetchInterval: (graph?.nodes.size ?? 0) > LARGE ? EVERY_OF_LARGE : EVERY,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<Answers> => {
      const before = new Set(covered.current);
      const { position: at } = await get(SCENE, {}, { root: asked.root, lens: asked.lens, depth: 1, limit: 1 }, signal);
      const queries = at > position.current ? [...asks.current.values()].slice(0, MOST_ASKS) : [];
      const scenes = await Promise.all(queries.map((query) => get(SCENE, {}, query, signal)));
      const isWhole = asks.current.size <= MOST_ASKS && scenes.every((scene) => !scene.truncated && !scene.totalIsLowerBound);
      return { at, scenes, covered: before, isWhole };
    },
  });

  useEffect(() => {
    const known = now.current;
    const told = poll.data;
    if (!told || told.scenes.length === 0 || !known || told.at <= position.current) return;
    position.current = told.at;
    const found = compared(known, told.scenes, told.covered, told.isWhole);
    setGraph((graph) => compared(graph, told.scenes, told.covered, told.isWhole).patched);
    setAnswers(told);
    if (found.changed.length > 0) setFresh(new Set(found.changed));
  }, [poll.data, setGraph]);

  // What was added by hand meanwhile is no news.
  const change = useMemo(() => {
    const found = answers && graph ? compared(graph, answers.scenes, answers.covered, answers.isWhole) : null;
    return found && isNews(found) ? found : null;
  }, [answers, graph]);
  const show = useCallback(() => {
    if (!change) return;
    for (const guid of change.added) covered.current.add(guid);
    for (const guid of change.gone) covered.current.delete(guid);
    setGraph(() => change.next);
    setFresh(new Set(change.added));
    setAnswers(null);
  }, [change, setGraph]);
  const seen = useCallback(() => setFresh(NONE), []);

  return { change, fresh, show, seen, fault: poll.error, heard };
}
