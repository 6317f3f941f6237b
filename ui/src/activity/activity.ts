import { useInfiniteQuery } from "@tanstack/react-query";
import { type Answer, get } from "../api/client";

const PATH = "/api/lily/v1/entity/guid/{guid}/activity";
const PAGE = 50;

export type Page = Answer<typeof PATH>;
export type Activity = Page["activities"][number];
export type AttributeChange = Activity["attributes"][number];
export type TagChange = Activity["classifications"][number];
export type EdgeChange = Activity["relationships"][number];

/** What one may look at alone, as the address has it. */
export const KINDS: readonly (readonly [kind: string, words: string])[] = [
  ["", "Everything"],
  ["attributes", "Attributes"],
  ["classifications", "Tags put here"],
  ["propagated", "Tags that came"],
  ["relationships", "Relationships"],
];

export function useActivity(guid: string, kind: string) {
  return useInfiniteQuery({
    queryKey: ["activity", guid, kind],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => get(PATH, { guid }, { limit: PAGE, cursor: pageParam, kind }, signal),
    getNextPageParam: (page: Page) => page.next,
    // A change is told moments after it was made; who has gone back in time is left in peace.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 4_000),
  });
}

/** The activities by the day on which they were, each once, in their order. */
export function byDay(activities: readonly Activity[]): { day: string; activities: Activity[] }[] {
  const days: { day: string; activities: Activity[] }[] = [];
  for (const activity of activities) {
    const day = new Date(activity.time).toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    const last = days.at(-1);
    if (last?.day === day) last.activities.push(activity);
    else days.push({ day, activities: [activity] });
  }
  return days;
}

/** `customAttributes.team` is "team". */
export function attributeName(name: string): string {
  const [part = "", ...rest] = name.split(".");
  return part === "customAttributes" || part === "businessAttributes" ? rest.join(".") : name;
}

/** What happened between two assets, from where one stands. */
export function edgeWords(change: EdgeChange): string {
  const type = change.typeName.toLowerCase();
  const side = /input/.test(type) ? "an input" : /output/.test(type) ? "an output" : "";
  if (side && change.operation !== "UPDATED") {
    const begins = change.operation === "ADDED";
    if (change.end === 2) return begins ? `became ${side} of` : `is no longer ${side} of`;
    return begins ? `got ${side}:` : `lost ${side}:`;
  }
  const what = side || /lineage/.test(type) ? "lineage" : "relationship";
  return { ADDED: `got a ${what} with`, UPDATED: `has another ${what} with`, REMOVED: `lost its ${what} with` }[change.operation].replace("a lineage", "lineage");
}
