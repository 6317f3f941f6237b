import type { Graph, Piece, Side } from "./graph";

/**
 * The next neighbours of a node out of a scene around it that are not shown yet, and with a job what
 * it leads to. The edges stay whole: how many there are is counted by them.
 */
export function nextOf(known: Graph, scene: Piece, guid: string, side: Side, most: number): Piece {
  const ends = new Map<string, string[]>();
  for (const { from, to } of scene.edges ?? []) {
    const [near, far] = side === "downstream" ? [from, to] : [to, from];
    const there = ends.get(near);
    if (there) there.push(far);
    else ends.set(near, [far]);
  }
  const nodes = new Map((scene.nodes ?? []).map((node) => [node.guid, node]));
  const direct = (ends.get(guid) ?? []).filter((end) => nodes.has(end) && !known.nodes.has(end)).slice(0, most);
  const taken = new Set(direct);
  for (const end of direct) {
    if (nodes.get(end)?.kind === "process") for (const far of ends.get(end) ?? []) taken.add(far);
  }
  if (taken.size > 0) taken.add(guid);
  return { nodes: [...nodes.values()].filter((node) => taken.has(node.guid)), edges: scene.edges ?? [] };
}
