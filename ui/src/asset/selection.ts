/** Which rows are chosen, and where a range would begin. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly anchor: string;
}

export const NOTHING_CHOSEN: Selection = { chosen: new Set(), anchor: "" };

/** A click on a row: turns it over; with a range, all from the last click to it become like that one. */
export function clicked(selection: Selection, rows: readonly string[], row: string, range: boolean): Selection {
  const chosen = new Set(selection.chosen);
  const from = rows.indexOf(selection.anchor);
  const to = rows.indexOf(row);
  if (range && from >= 0 && to >= 0) {
    const wanted = selection.chosen.has(selection.anchor);
    for (const each of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) turn(chosen, each, wanted);
  } else {
    turn(chosen, row, !chosen.has(row));
  }
  return { chosen, anchor: row };
}

/** All of these rows, or none of them if all were chosen; what is not among them stays as it is. */
export function all(selection: Selection, rows: readonly string[]): Selection {
  const chosen = new Set(selection.chosen);
  const wanted = !rows.every((row) => chosen.has(row));
  for (const row of rows) turn(chosen, row, wanted);
  return { chosen, anchor: "" };
}

function turn(chosen: Set<string>, row: string, wanted: boolean): void {
  if (wanted) chosen.add(row);
  else chosen.delete(row);
}
