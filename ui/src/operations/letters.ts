import { type Answer, url } from "../api/client";

export const LETTERS = "/api/lily/v1/operations/dead-letters";

export type Letter = Answer<typeof LETTERS>["letters"][number];

export const STATES: Record<Letter["state"], { text: string; look: string }> = {
  WAITING: { text: "waiting", look: "warn" },
  REDRIVING: { text: "outcome unknown", look: "bad" },
  APPLIED: { text: "applied", look: "good" },
  REFUSED: { text: "refused again", look: "bad" },
  DISCARDED: { text: "discarded", look: "dim" },
};

/** Whether it can be redriven without being asked twice. */
export function isOpen(letter: Letter): boolean {
  return letter.state === "WAITING" || letter.state === "REFUSED";
}

export function letterPath(id: string, action: "redrive" | "discard"): string {
  return url(`${LETTERS}/{id}/${action}`, { id });
}

/** The content as people read it: JSON is laid out, everything else stays as it came. */
export function laidOut(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
