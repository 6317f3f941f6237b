import type { Graph } from "./graph";
import { reached } from "./ways";

export const OVERLAYS = ["tags", "incidents", "enforcement"] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** Which are switched on; tags unless somebody switched them off. */
export function overlaysFrom(query: URLSearchParams): ReadonlySet<Overlay> {
  const chosen = query.get("marks");
  if (chosen === null) return new Set<Overlay>(["tags"]);
  return new Set(OVERLAYS.filter((overlay) => chosen.split(",").includes(overlay)));
}

/** As the address has it; nothing for what is so anyway. */
export function overlaysTo(chosen: ReadonlySet<Overlay>): string | undefined {
  const text = OVERLAYS.filter((overlay) => chosen.has(overlay)).join(",");
  return text === "tags" ? undefined : text || "none";
}

/** Whether engines have the tags of an asset as they are now. */
export type Enforced = "yes" | "behind" | "nowhere";

/** What overlays put on a card. */
export interface Mark {
  readonly incident?: string;
  /** Data comes from something with an open incident. */
  readonly affected?: boolean;
  readonly enforced?: Enforced;
}

/** Marks of what is drawn: a group has those of its members, the worst of them. */
export function marksOf(
  graph: Graph,
  drawn: Graph,
  at: (guid: string) => string,
  incidents: ReadonlyMap<string, string>,
  enforced: ReadonlyMap<string, Enforced>,
): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  const put = (guid: string, mark: Mark) => {
    const id = at(guid);
    if (drawn.nodes.has(id)) marks.set(id, { ...marks.get(id), ...mark });
  };
  const sources = [...incidents.keys()].filter((guid) => graph.nodes.has(guid));
  for (const guid of reached(graph, sources, "downstream").nodes) if (!incidents.has(guid)) put(guid, { affected: true });
  for (const guid of sources) put(guid, { incident: incidents.get(guid) ?? "" });
  for (const [guid, state] of enforced) {
    const before = marks.get(at(guid))?.enforced;
    put(guid, { enforced: before === "behind" || state === "behind" ? "behind" : before === "nowhere" ? before : state });
  }
  return marks;
}

type Door = { enforced?: boolean };
type Resource = { enforcement?: Door[] };

/** Behind where one engine is; nowhere where no engine knows the asset. */
export function enforcedOf(resources: readonly Resource[]): Enforced {
  const doors = resources.flatMap((resource) => resource.enforcement ?? []);
  if (doors.length === 0) return "nowhere";
  return doors.every((door) => door.enforced) ? "yes" : "behind";
}
