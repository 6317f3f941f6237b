import type { components } from "../api/schema";
import type { Tag } from "../asset/asset";

/** What is tagged: an asset, or a column of the table that one looks at. */
export interface Target {
  readonly guid: string;
  readonly title: string;
  readonly tags: readonly Tag[];
}

/** As many assets are previewed and tagged at once. */
export const MOST_TARGETS = 1_000;

/** What somebody thinks about doing to one asset, or to several at once. */
export interface Proposal {
  readonly kind: "add" | "remove";
  readonly name: string;
}

/** Those that do not have it of themselves already. */
export function without(targets: readonly Target[], name: string): Target[] {
  return targets.filter((target) => !target.tags.some((tag) => tag.own && tag.name === name));
}

/** What the preview is asked; several assets can only be given a tag. */
export function proposalOf(guids: readonly string[], proposal: Proposal): components["schemas"]["Proposal"] {
  const [guid = ""] = guids;
  if (proposal.kind === "remove") return { declassify: { guid, typeName: proposal.name } };
  const classification = { typeName: proposal.name, propagate: true };
  return { classify: guids.length === 1 ? { guid, classification } : { guids: [...guids], classification } };
}
