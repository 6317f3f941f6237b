import { useQuery } from "@tanstack/react-query";
import { get, post } from "../api/client";
import { assetFrom } from "../asset/asset";
import { typesFrom } from "./types";

const PROPAGATION = "/api/lily/v1/entity/guid/{guid}/classification/{name}/propagation";
/** As many assets that carry a tag are looked at, and as many of its origins are followed. */
const CARRIERS = 1000;
const ORIGINS = 10;

export function useTypes() {
  return useQuery({
    queryKey: ["types"],
    staleTime: 60_000,
    queryFn: async ({ signal }) => typesFrom(await get("/api/atlas/v2/types/typedefs", {}, {}, signal)),
  });
}

/** How many assets there are of a type and its sub-types, or with a tag; what one may see of them. */
export function useCount(of: { typeName: string } | { classification: string }) {
  return useQuery({
    queryKey: ["count", of],
    queryFn: async ({ signal }) => {
      const asked = { ...of, excludeDeletedEntities: true, excludeHeaderAttributes: true, limit: 1 };
      return (await post("/api/atlas/v2/search/quick", asked, {}, signal)).searchResults?.approximateCount ?? 0;
    },
  });
}

/** Who carries a tag: where it was put, and to how many it came. */
export function useCarriers(classification: string) {
  return useQuery({
    queryKey: ["carriers", classification],
    queryFn: async ({ signal }) => {
      const asked = { classification, excludeDeletedEntities: true, limit: CARRIERS };
      const found = await post("/api/atlas/v2/search/basic", asked, {}, signal);
      const assets = (found.entities ?? []).map(assetFrom);
      const origins = assets.filter((asset) => asset.tags.some((tag) => tag.name === classification && tag.own));
      return { total: found.approximateCount ?? assets.length, seen: assets.length, origins };
    },
  });
}

/** From one origin: how many it reached, and at how many edges it stops. */
export function useSpread(classification: string, guids: readonly string[]) {
  const followed = guids.slice(0, ORIGINS);
  return useQuery({
    queryKey: ["spread", classification, followed],
    enabled: followed.length > 0,
    queryFn: async ({ signal }) =>
      Promise.all(
        followed.map(async (guid) => {
          const went = await get(PROPAGATION, { guid, name: classification }, { limit: 100 }, signal);
          return { guid, reached: went.reachedCount ?? 0, reasons: reasonsOf(went.heldBack ?? []) };
        }),
      ),
  });
}

function reasonsOf(stops: { reason?: string }[]): [reason: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { reason = "" } of stops) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
