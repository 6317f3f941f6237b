import { useQuery } from "@tanstack/react-query";
import { post, type Posted } from "../api/client";
import type { components } from "../api/schema";

const PREVIEW = "/api/lily/v1/propagation/preview";

export type Proposal = components["schemas"]["Proposal"];
export type Preview = Posted<typeof PREVIEW>;
export type Effect = NonNullable<Preview["effects"]>[number];

/** What would be different; asked anew each time, because the world moves on. */
export function usePreview(proposal: Proposal | null) {
  return useQuery({
    queryKey: ["preview", proposal],
    enabled: proposal !== null,
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => post(PREVIEW, proposal, { limit: 50 }, signal),
  });
}

/** Asks only whether it would be refused. */
export async function check(proposal: Proposal): Promise<void> {
  await post(PREVIEW, proposal, { limit: 0, access: false });
}

/** How many assets would be different: what a large change has to be confirmed with. */
export function sizeOf(preview: Preview): number {
  const sum = (counts: (number | undefined)[]) => counts.reduce<number>((all, count) => all + (count ?? 0), 0);
  return (
    sum((preview.effects ?? []).flatMap((each) => [each.gainedCount, each.lostCount])) +
    sum((preview.severity ?? []).map((each) => each.changedCount)) +
    sum((preview.inherited ?? []).flatMap((each) => [each.gainedCount, each.lostCount, each.changedCount]))
  );
}

/** From this size on the server wants the number to be sent, as a sign that somebody looked. */
export const LARGE = 10_000;
