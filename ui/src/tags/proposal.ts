import type { components } from "../api/schema";

/** What somebody thinks about doing to one asset. */
export interface Proposal {
  readonly kind: "add" | "remove";
  readonly name: string;
}

export function proposalOf(guid: string, proposal: Proposal): components["schemas"]["Proposal"] {
  return proposal.kind === "add"
    ? { classify: { guid, classification: { typeName: proposal.name, propagate: true } } }
    : { declassify: { guid, typeName: proposal.name } };
}
