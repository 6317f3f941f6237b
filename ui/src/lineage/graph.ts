import type { components } from "../api/schema";
import { placeOf, type Tag, tagsOf, titleOf } from "../asset/asset";
import type { LayoutInput } from "./layout";
import { groupOf, jobTitle } from "./names";

export type Scene = components["schemas"]["LineageScene"];
/** The part of a scene that becomes a graph. */
export type Piece = Pick<Scene, "nodes" | "edges">;
export type Side = "upstream" | "downstream";

export const CARD = { width: 208, height: 46 };
const JOB = { width: 156, height: 28 };
const GAP = 18;
const LAYER_GAP = 64;

export interface GraphNode {
  readonly guid: string;
  readonly kind: string;
  readonly typeName: string;
  readonly qualifiedName: string;
  readonly title: string;
  readonly place: string;
  /** What it is in, after its name; empty where that tells nothing. */
  readonly group: string;
  readonly deleted: boolean;
  readonly tags: readonly Tag[];
  readonly members: number;
  /** How many neighbours it has on each side, shown or not. */
  readonly neighbours: Readonly<Record<Side, number>>;
  readonly width: number;
  readonly height: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Why no classification passes; empty where they may. */
  readonly stop: string;
  readonly count: number;
}

/** What is shown, put together from scenes. Never changed: each addition is a new graph. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: ReadonlyMap<string, GraphEdge>;
  /** Shown neighbours of each node on each side. */
  readonly shown: ReadonlyMap<string, Readonly<Record<Side, number>>>;
}

export const NOTHING: Graph = { nodes: new Map(), edges: new Map(), shown: new Map() };

/** The graph with what a scene adds. What is known already stays, with the larger count of neighbours. */
export function merged(graph: Graph, scene: Piece): Graph {
  const inScene = countedEnds(scene.edges ?? []);
  const nodes = new Map(graph.nodes);
  for (const node of scene.nodes ?? []) {
    const guid = node.guid ?? "";
    const here = inScene.get(guid) ?? { upstream: 0, downstream: 0 };
    const known = nodes.get(guid)?.neighbours ?? { upstream: 0, downstream: 0 };
    const qualifiedName = node.qualifiedName ?? "";
    const title = titleOf(qualifiedName, qualifiedName);
    nodes.set(guid, {
      guid,
      kind: node.kind ?? "dataset",
      typeName: node.typeName ?? "",
      qualifiedName,
      title: node.kind === "process" ? jobTitle(qualifiedName) : title,
      place: placeOf(qualifiedName, title),
      group: node.kind === "process" ? "" : groupOf(qualifiedName),
      deleted: node.deleted ?? false,
      tags: tagsOf(
        (node.classifications ?? []).map((each) => ({
          typeName: each.name ?? "",
          entityGuid: each.origin === "own" ? guid : "",
        })),
        guid,
      ),
      members: node.members ?? 0,
      neighbours: {
        upstream: Math.max(known.upstream, (node.hiddenUpstream ?? 0) + here.upstream),
        downstream: Math.max(known.downstream, (node.hiddenDownstream ?? 0) + here.downstream),
      },
      ...(node.kind === "process" ? JOB : CARD),
    });
  }
  const edges = new Map(graph.edges);
  for (const edge of scene.edges ?? []) {
    if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue;
    const blocked = (edge.blocked ?? []).length > 0 ? `blocked: ${edge.blocked?.join(", ")}` : "";
    edges.set(`${edge.from} ${edge.to}`, {
      from: edge.from,
      to: edge.to,
      stop: edge.stopReason ?? blocked,
      count: edge.count ?? 1,
    });
  }
  return { nodes, edges, shown: countedEnds(edges.values()) };
}

export function countedEnds(edges: Iterable<{ from: string; to: string }>): Map<string, Record<Side, number>> {
  const counts = new Map<string, Record<Side, number>>();
  const of = (guid: string) => {
    const known = counts.get(guid) ?? { upstream: 0, downstream: 0 };
    counts.set(guid, known);
    return known;
  };
  for (const { from, to } of edges) {
    of(from).downstream++;
    of(to).upstream++;
  }
  return counts;
}

/** How many neighbours of a node are not shown. */
export function hidden(graph: Graph, guid: string, side: Side): number {
  return Math.max(0, (graph.nodes.get(guid)?.neighbours[side] ?? 0) - (graph.shown.get(guid)?.[side] ?? 0));
}

/** The graph as the layout takes it, with the guids in the order of its numbers. */
export function layoutInput(graph: Graph): { guids: string[]; keys: string[]; input: LayoutInput } {
  const guids = [...graph.nodes.keys()];
  const number = new Map(guids.map((guid, index) => [guid, index]));
  const keys = [...graph.edges.keys()];
  const edges = new Int32Array(keys.length * 2);
  keys.forEach((key, index) => {
    const edge = graph.edges.get(key);
    edges[index * 2] = number.get(edge?.from ?? "") ?? 0;
    edges[index * 2 + 1] = number.get(edge?.to ?? "") ?? 0;
  });
  const sizes = guids.map((guid) => graph.nodes.get(guid) ?? CARD);
  const widths = Float32Array.from(sizes, (size) => size.width);
  const heights = Float32Array.from(sizes, (size) => size.height);
  return { guids, keys, input: { count: guids.length, edges, widths, heights, gap: GAP, layerGap: LAYER_GAP } };
}
