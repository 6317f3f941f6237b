/** What the server says is wrong with one field. */
export interface FieldFault {
  /** Where it is, as the server names it, like `rules[2].where.job`; empty where it names no place. */
  readonly path: string;
  readonly text: string;
}

/** The server tells all faults at once, each with its place: `place: what; place: what`. */
export function faultsOf(message: string): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const part of message.split("; ")) {
    const placed = /^([A-Za-z_][\w .![\]-]*?): (.+)$/s.exec(part);
    const last = faults.at(-1);
    if (placed) faults.push({ path: placed[1] ?? "", text: placed[2] ?? "" });
    // A semicolon within a sentence belongs to the fault before it.
    else if (last) faults[faults.length - 1] = { path: last.path, text: `${last.text}; ${part}` };
    else faults.push({ path: "", text: part });
  }
  return faults;
}

/** The words for one field, undefined where there are none. */
export function faultAt(faults: readonly FieldFault[], path: string): string | undefined {
  const said = faults.filter((fault) => fault.path === path || fault.path.startsWith(`${path}[`)).map((fault) => fault.text);
  return said.length > 0 ? said.join("; ") : undefined;
}
