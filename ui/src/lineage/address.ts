import { type Filters, filtersFrom } from "./filters";
import { type Overlay, overlaysFrom } from "./overlays";

/** Groups of datasets, datasets, columns, or columns put together by table. */
export type Level = (typeof LEVELS)[number][0] | "tables";

export const LEVELS = [
  ["groups", "Groups"],
  ["asset", "Datasets"],
  ["column", "Columns"],
] as const;

export const DIRECTIONS = [
  ["both", "Both"],
  ["upstream", "Upstream"],
  ["downstream", "Downstream"],
] as const;

/** Everything that one chooses, so that it can be sent to others. */
export interface Chosen {
  readonly direction: string;
  readonly level: Level;
  /** What the server is asked for, and whether it is put into groups here. */
  readonly lens: "asset" | "column";
  readonly isGrouped: boolean;
  readonly depth: number;
  readonly selected: string;
  readonly asList: boolean;
  readonly filters: Filters;
  readonly overlays: ReadonlySet<Overlay>;
  readonly open: ReadonlySet<string>;
  readonly collapsed: ReadonlySet<string>;
  /** The ends of the way that is looked for; empty for none. */
  readonly from: string;
  readonly to: string;
  readonly isAskingForWay: boolean;
}

export function chosenFrom(query: URLSearchParams, root: string): Chosen {
  const lens = query.get("lens");
  const level = lens === "tables" ? lens : (LEVELS.find(([name]) => name === lens)?.[0] ?? "asset");
  return {
    direction: DIRECTIONS.find(([name]) => name === query.get("direction"))?.[0] ?? "both",
    level,
    lens: level === "column" || level === "tables" ? "column" : "asset",
    isGrouped: level === "groups" || level === "tables",
    depth: Math.min(20, Math.max(1, Number.parseInt(query.get("depth") ?? "3", 10) || 3)),
    selected: query.get("selected") ?? "",
    asList: query.get("as") === "list",
    filters: filtersFrom(query),
    overlays: overlaysFrom(query),
    open: setFrom(query.get("open")),
    collapsed: setFrom(query.get("collapsed")),
    from: query.get("from") || root,
    to: query.get("to") ?? "",
    isAskingForWay: query.has("to") || query.get("way") === "ask",
  };
}

function setFrom(text: string | null): ReadonlySet<string> {
  return new Set((text ?? "").split(",").filter(Boolean).map((each) => each.replace(/%(25|2C)/g, (_, sign) => (sign === "25" ? "%" : ","))));
}

/** A set as the address has it, with one more or one less. */
export function toggled(set: ReadonlySet<string>, member: string, isIn: boolean): string {
  const members = isIn ? new Set([...set, member]) : new Set([...set].filter((each) => each !== member));
  return [...members].map((each) => each.replace(/[%,]/g, (sign) => (sign === "%" ? "%25" : "%2C"))).join(",");
}
