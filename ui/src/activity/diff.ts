/** A piece of a text: in both, only before, or only after. */
export interface Piece {
  readonly how: "same" | "gone" | "new";
  readonly text: string;
}

/** More than that many steps of comparison, and only the ends are compared. */
const MOST_STEPS = 400_000;

/** What of one text became what of another, word by word. */
export function pieces(before: string, after: string): Piece[] {
  const old = tokens(before);
  const fresh = tokens(after);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const oldMiddle = old.slice(start, old.length - end);
  const freshMiddle = fresh.slice(start, fresh.length - end);
  return joined([
    { how: "same", text: old.slice(0, start).join("") },
    ...(oldMiddle.length * freshMiddle.length > MOST_STEPS
      ? [gone(oldMiddle.join("")), added(freshMiddle.join(""))]
      : compared(oldMiddle, freshMiddle)),
    { how: "same", text: old.slice(old.length - end).join("") },
  ]);
}

function tokens(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

function gone(text: string): Piece {
  return { how: "gone", text };
}

function added(text: string): Piece {
  return { how: "new", text };
}

/** The longest common subsequence, from tables of its lengths. */
function compared(old: string[], fresh: string[]): Piece[] {
  const width = fresh.length + 1;
  const length = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      length[i * width + j] =
        old[i] === fresh[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
    }
  }
  const found: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < fresh.length) {
    if (old[i] === fresh[j]) {
      found.push({ how: "same", text: old[i] ?? "" });
      i++;
      j++;
    } else if ((length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)) {
      found.push(gone(old[i++] ?? ""));
    } else {
      found.push(added(fresh[j++] ?? ""));
    }
  }
  return [...found, gone(old.slice(i).join("")), added(fresh.slice(j).join(""))];
}

/** Neighbours of one kind are one piece; a space alone between two changes belongs to both. */
function joined(all: Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of all) {
    const last = found.at(-1);
    if (piece.text === "") continue;
    if (last?.how === piece.how) found[found.length - 1] = { how: last.how, text: last.text + piece.text };
    else found.push(piece);
  }
  return found;
}

/** Any value as one reads it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}
