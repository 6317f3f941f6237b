import type { Graph, Scene } from "./graph";
import type { Asked } from "./useGraph";

/** What is shown, as programs read it. */
export function jsonOf(graph: Graph, asked: Asked, scene: Scene | null): string {
  return `${JSON.stringify(
    {
      ...asked,
      position: scene?.position,
      truncated: scene?.truncated ?? false,
      total: scene?.total,
      nodes: [...graph.nodes.values()].map(({ guid, kind, typeName, qualifiedName, deleted, tags, members, neighbours }) => ({
        guid,
        kind,
        typeName,
        qualifiedName,
        deleted,
        classifications: tags.map((tag) => ({ name: tag.name, origin: tag.own ? "own" : "propagated" })),
        ...(members > 0 ? { members } : {}),
        neighbours,
      })),
      edges: [...graph.edges.values()].map(({ from, to, stop, count }) => ({ from, to, count, ...(stop ? { stopReason: stop } : {}) })),
    },
    null,
    1,
  )}\n`;
}

/** Gives something to the browser's downloads. */
export function saved(what: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(what);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
