import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, post, type Posted } from "../api/client";
import { type Asset, assetFrom, kindOf } from "../asset/asset";

const QUICK = "/api/atlas/v2/search/quick";
export const PAGE = 50;
/** As many tags are counted: each is a question of its own. */
const MOST_TAGS = 12;
const KINDS = ["container", "dataset", "process", "column"];

/** What is asked for; all of it is in the address. */
export interface Asked {
  readonly q: string;
  readonly type: string;
  readonly tag: string;
  readonly owner: string;
  readonly deleted: boolean;
  readonly page: number;
}

export interface Facet {
  readonly name: string;
  readonly count: number;
}

export interface Found {
  readonly assets: Asset[];
  readonly total: number;
  readonly types: Facet[];
  readonly owners: Facet[];
}

export function askedFrom(query: URLSearchParams): Asked {
  return {
    q: query.get("q")?.trim() ?? "",
    type: query.get("type") ?? "",
    tag: query.get("tag") ?? "",
    owner: query.get("owner") ?? "",
    deleted: query.get("deleted") === "true",
    page: Math.max(1, Number.parseInt(query.get("page") ?? "1", 10) || 1),
  };
}

export function isNothing(asked: Asked): boolean {
  return !asked.q && !asked.type && !asked.tag && !asked.owner;
}

export function parametersOf(asked: Asked, limit: number): Record<string, unknown> {
  return {
    ...(asked.q ? { query: asked.q } : {}),
    ...(asked.tag ? { classification: asked.tag } : {}),
    ...(asked.type ? { typeName: asked.type } : asked.q || asked.tag ? {} : { typeName: "_ALL_ENTITY_TYPES" }),
    ...(asked.owner
      ? { entityFilters: { attributeName: "owner", operator: "eq", attributeValue: asked.owner } }
      : {}),
    excludeDeletedEntities: !asked.deleted,
    limit,
    offset: (asked.page - 1) * PAGE,
  };
}

export function foundFrom(answer: Posted<typeof QUICK>): Found {
  const facet = (name: string): Facet[] =>
    (answer.aggregationMetrics?.[name] ?? [])
      .map((each) => ({ name: each.name ?? "", count: each.count ?? 0 }))
      .filter((each) => each.name !== "" && each.count > 0)
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  return {
    assets: (answer.searchResults?.entities ?? []).map(assetFrom),
    total: answer.searchResults?.approximateCount ?? 0,
    types: facet("__typeName"),
    owners: facet("owner"),
  };
}

/**
 * Exact names first, then those that begin so, then those with a word that does, then the rest;
 * among equals tables before columns and jobs, of which there are many of one name.
 */
export function ranked(assets: readonly Asset[], q: string): Asset[] {
  const sought = q.trim().toLowerCase();
  const rank = (asset: Asset): number => {
    const title = asset.title.toLowerCase();
    if (title === sought || asset.qualifiedName.toLowerCase() === sought) return 0;
    if (title.startsWith(sought)) return 1;
    return title.split(/[^a-z0-9]+/).some((word) => word.startsWith(sought)) ? 2 : 3;
  };
  return assets
    .map((asset, index) => ({ asset, index, rank: rank(asset), kind: KINDS.indexOf(kindOf(asset.typeName)) }))
    .sort((a, b) => a.rank - b.rank || a.kind - b.kind || a.index - b.index)
    .map((each) => each.asset);
}

export function useFound(asked: Asked) {
  return useQuery({
    queryKey: ["found", asked],
    queryFn: async ({ signal }) => foundFrom(await post(QUICK, parametersOf(asked, PAGE), {}, signal)),
    placeholderData: keepPreviousData,
  });
}

/** What one may mean while one types; without counts, which cost more than the search. */
export function useSuggestions(q: string) {
  const asked = q.trim();
  return useQuery({
    queryKey: ["suggestions", asked],
    enabled: asked.length > 0,
    queryFn: async ({ signal }) => {
      const all = { q: asked, type: "", tag: "", owner: "", deleted: false, page: 1 };
      const found = await post("/api/atlas/v2/search/basic", parametersOf(all, 40), {}, signal);
      return { assets: ranked((found.entities ?? []).map(assetFrom), asked).slice(0, 8) };
    },
    placeholderData: keepPreviousData,
  });
}

/** How many of what is asked for carry each tag; what is counted is what the caller may see. */
export function useTagCounts(asked: Asked, names: readonly string[]) {
  const counted = names.slice(0, MOST_TAGS);
  return useQuery({
    queryKey: ["tag counts", { ...asked, tag: "", page: 1 }, counted],
    enabled: counted.length > 0,
    queryFn: async ({ signal }) =>
      Promise.all(
        counted.map(async (tag): Promise<Facet> => {
          const answer = await post(QUICK, parametersOf({ ...asked, tag, page: 1 }, 1), {}, signal);
          return { name: tag, count: answer.searchResults?.approximateCount ?? 0 };
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** The classifications that one may choose from, with what they mean. */
export function useClassificationTypes() {
  return useQuery({
    queryKey: ["classification types"],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const answer = await get("/api/atlas/v2/types/typedefs", {}, { type: "classification" }, signal);
      return (answer.classificationDefs ?? [])
        .filter((each) => each.serviceType !== "lily")
        .map((each) => ({ name: each.name ?? "", description: each.description ?? "" }))
        .sort((a, b) => a.name.localeCompare(b.name));
    },
  });
}
