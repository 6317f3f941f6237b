import type { components } from "../api/schema";
import { titleOf } from "../asset/asset";
import type { Piece } from "./graph";
import { jobTitle } from "./names";

export type Path = components["schemas"]["LineagePath"];
type Asset = components["schemas"]["LineageAsset"];

/** A way as something that a graph takes in. */
export function pieceOf(path: Path): Piece {
  return { nodes: path.nodes ?? [], edges: path.edges ?? [] };
}

export interface Said {
  readonly found: boolean;
  readonly headline: string;
  /** What is passed, from A to B. */
  readonly steps: readonly { guid: string; title: string; isJob: boolean; stop: string }[];
  /** Whether asking the other way round finds one. */
  readonly turn: boolean;
}

/** What there is to say about the way from A to B, also where there is none. */
export function said(path: Path): Said {
  const from = nameOf(path.from);
  const to = nameOf(path.to);
  if (!path.found) {
    const none = path.reverseOnly
      ? `Data flows the other way only: from ${to} to ${from}.`
      : path.complete === false
        ? `No way from ${from} to ${to} was found before the search met its bound.`
        : `No data flows from ${from} to ${to}.`;
    return { found: false, headline: none, steps: [], turn: path.reverseOnly ?? false };
  }
  const length = path.length ?? 0;
  const stops = new Map((path.edges ?? []).map((edge) => [edge.to, edge.stopReason ?? (edge.blocked ?? []).join(", ")]));
  const steps = (path.nodes ?? []).map((node) => ({
    guid: node.guid,
    title: nameOf(node),
    isJob: node.kind === "process",
    stop: stops.get(node.guid) ?? "",
  }));
  const stopped = steps.some((step) => step.stop) ? "; tags stop on it" : "";
  const headline =
    length === 0 ? `${from} and ${to} are the same.` : `Data gets from ${from} to ${to} in ${length === 1 ? "one step" : `${length} steps`}${stopped}.`;
  return { found: true, headline, steps, turn: false };
}

function nameOf(asset: Asset | undefined): string {
  const name = asset?.qualifiedName ?? "";
  return asset?.kind === "process" ? jobTitle(name) : titleOf(name, name);
}
