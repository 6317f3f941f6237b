import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "../api/client";
import { type Enforced, enforcedOf, type Overlay } from "./overlays";
import type { Graph } from "./graph";

const BULK = "/api/atlas/v2/entity/bulk";
const RESOURCES = "/api/lily/v1/entity/guid/{guid}/resources";
/** Incidents are asked for of so many nodes, the nearest; each question is about so many. */
export const MOST_INCIDENTS = 600;
const BATCH = 60;
/** Engines are asked about so many tagged nodes, some at a time. */
export const MOST_ENFORCED = 60;
const AT_ONCE = 6;

const NO_INCIDENTS: ReadonlyMap<string, string> = new Map();
const NO_STATES: ReadonlyMap<string, Enforced> = new Map();

export interface Marks {
  readonly incidents: ReadonlyMap<string, string>;
  readonly enforced: ReadonlyMap<string, Enforced>;
  readonly fault: unknown;
  readonly isBusy: boolean;
}

/** What the overlays that are switched on have to be told by the server. */
export function useMarks(graph: Graph | null, overlays: ReadonlySet<Overlay>): Marks {
  const near = useMemo(() => [...(graph?.nodes.values() ?? [])].filter((node) => node.kind !== "process"), [graph]);
  const all = useMemo(() => near.slice(0, MOST_INCIDENTS).map((node) => node.guid), [near]);
  const tagged = useMemo(() => near.filter((node) => node.tags.length > 0).slice(0, MOST_ENFORCED).map((node) => node.guid), [near]);
  const incidents = useQuery({
    queryKey: ["incidents", all],
    enabled: overlays.has("incidents") && all.length > 0,
    queryFn: async ({ signal }) => incidentsOf(all, signal),
  });
  const enforced = useQuery({
    queryKey: ["enforced", tagged],
    enabled: overlays.has("enforcement"),
    refetchInterval: 15_000,
    queryFn: async ({ signal }) => statesOf(tagged, signal),
  });
  return {
    incidents: (overlays.has("incidents") && incidents.data) || NO_INCIDENTS,
    enforced: (overlays.has("enforcement") && enforced.data) || NO_STATES,
    fault: (overlays.has("incidents") && incidents.error) || (overlays.has("enforcement") && enforced.error) || null,
    isBusy: incidents.isFetching || enforced.isLoading,
  };
}

/** An open incident is the custom attribute `incident`, as the rules that hand it on have it. */
async function incidentsOf(guids: readonly string[], signal: AbortSignal): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < guids.length; at += BATCH) {
    const query = guids.slice(at, at + BATCH).map((guid) => `guid=${guid}`).join("&");
    const answer = await get(`${BULK}?${query}&minExtInfo=true&ignoreRelationships=true` as typeof BULK, {}, {}, signal);
    for (const entity of answer.entities ?? []) {
      const incident = entity.customAttributes?.["incident"]?.trim();
      if (entity.guid && incident) found.set(entity.guid, incident);
    }
  }
  return found;
}

async function statesOf(guids: readonly string[], signal: AbortSignal): Promise<Map<string, Enforced>> {
  const found = new Map<string, Enforced>();
  for (let at = 0; at < guids.length; at += AT_ONCE) {
    const some = guids.slice(at, at + AT_ONCE);
    const answers = await Promise.all(some.map((guid) => get(RESOURCES, { guid }, {}, signal)));
    answers.forEach((answer, index) => found.set(some[index] ?? "", enforcedOf(answer.resources ?? [])));
  }
  return found;
}
