import { go } from "../app/router";
import type { Moves } from "./Canvas";
import type { Deeds } from "./deeds";
import { type Arrow, beside, type Stage } from "./stage";

export const KEYS = [
  ["← → ↑ ↓", "from card to card"],
  ["Enter", "open it"],
  ["[ ]", "bring neighbours"],
  ["{ }", "collapse a side"],
  ["w", "the way to it"],
  ["+ − 0", "larger, smaller, all"],
  ["Esc", "choose nothing"],
] as const;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Does what a key stands for in the picture; false where it stands for nothing. */
export function onKey(pressed: Pressed, stage: Stage, root: string, selected: string, deeds: Deeds, moves: Moves | null): boolean {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return false;
  const { key } = pressed;
  const at = stage.places.get(selected)?.node;
  if (key === "ArrowLeft" || key === "ArrowRight" || key === "ArrowUp" || key === "ArrowDown") {
    deeds.select(at ? beside(stage, selected, key satisfies Arrow) : root);
  } else if (key === "Escape") deeds.select("");
  else if (key === "+") moves?.zoom(1.25);
  else if (key === "-") moves?.zoom(0.8);
  else if (key === "0") moves?.fit();
  else if (!at) return false;
  else if (key === "Enter" && at.kind === "group") deeds.open(at.group, true);
  else if (key === "Enter") go(`/asset/${selected}`);
  else if (key === "[" || key === "]") deeds.expand(selected, key === "[" ? "upstream" : "downstream");
  else if (key === "{" || key === "}") deeds.collapse(selected, key === "{" ? "upstream" : "downstream");
  else if (key === "w") deeds.way(selected);
  else return false;
  return true;
}
