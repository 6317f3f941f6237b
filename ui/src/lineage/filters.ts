import type { GraphNode } from "./graph";

/** What one wants to see of what there is; all of it is in the address. */
export interface Filters {
  readonly type: string;
  readonly tag: string;
  /** Whether what does not carry the tag goes, or only steps back. */
  readonly only: boolean;
  readonly hideJobs: boolean;
}

export function filtersFrom(query: URLSearchParams): Filters {
  return {
    type: query.get("type") ?? "",
    tag: query.get("tag") ?? "",
    only: query.get("only") === "tag",
    hideJobs: query.get("jobs") === "hidden",
  };
}

/** How many of them are in force. */
export function countOf({ type, tag, hideJobs }: Filters): number {
  return Number(type !== "") + Number(tag !== "") + Number(hideJobs);
}

export function carries(node: GraphNode, tag: string): boolean {
  return node.tags.some((each) => each.name === tag);
}

/** Whether a node stays; the root always does, and jobs between what is left go with what a type or tag leaves out. */
export function keeper(filters: Filters, root: string): (node: GraphNode) => boolean {
  const { type, tag, only, hideJobs } = filters;
  return (node) => {
    if (node.guid === root) return true;
    if (node.kind === "process" && hideJobs) return false;
    if (type && node.typeName !== type) return false;
    return !(tag && only) || carries(node, tag);
  };
}

/** The types and tags that one can choose from, those of most nodes first. */
export function choices(nodes: Iterable<GraphNode>): { types: [string, number][]; tags: [string, number][] } {
  const types = new Map<string, number>();
  const tags = new Map<string, number>();
  for (const node of nodes) {
    types.set(node.typeName, (types.get(node.typeName) ?? 0) + 1);
    for (const tag of node.tags) tags.set(tag.name, (tags.get(tag.name) ?? 0) + 1);
  }
  const most = (counts: Map<string, number>) => [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return { types: most(types), tags: most(tags) };
}
