import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, get, post, type Posted } from "../api/client";
import type { Policy } from "./policy";

const ALL = "/api/lily/v1/policies";
const ONE = "/api/lily/v1/policies/{id}";
const VERSIONS = "/api/lily/v1/policies/{id}/versions";
const SIMULATE = "/api/lily/v1/policies/simulate";
const PAGE = 1000;

export type Version = NonNullable<Answer<typeof VERSIONS>["versions"]>[number];
export type Forecast = Posted<typeof SIMULATE>;

/** A change that is only thought of. */
export type Proposal = { policy: Policy } | { remove: number };

export function usePolicies() {
  return useQuery({
    queryKey: ["policies"],
    queryFn: async ({ signal }) => {
      const policies: Policy[] = [];
      for (let total = 1; policies.length < total; ) {
        const page = await get(ALL, {}, { limit: PAGE, offset: policies.length }, signal);
        total = page.policies?.length ? (page.total ?? 0) : 0;
        policies.push(...(page.policies ?? []));
      }
      return policies;
    },
  });
}

export function usePolicy(id: string) {
  return useQuery({
    queryKey: ["policy", id],
    queryFn: ({ signal }) => get(ONE, { id }, {}, signal) as Promise<Policy>,
  });
}

export function useVersions(id: string) {
  return useQuery({
    queryKey: ["policy versions", id],
    queryFn: async ({ signal }) => (await get(VERSIONS, { id }, {}, signal)).versions ?? [],
  });
}

/** What a change would do, and to whom; the server also says what is wrong with it. */
export function useForecast(proposal: Proposal | null) {
  return useQuery({
    queryKey: ["forecast", proposal],
    enabled: proposal !== null,
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => post(SIMULATE, proposal, {}, signal),
  });
}

export function useServices() {
  return useQuery({
    queryKey: ["services"],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await get("/api/lily/v1/services", {}, {}, signal)).services ?? [],
  });
}

/** The names of users and groups that one may mean. */
export function usePrincipals() {
  return useQuery({
    queryKey: ["principals"],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const known = await get("/api/lily/v1/principals", {}, {}, signal);
      return { users: Object.keys(known.users ?? {}), groups: Object.keys(known.groups ?? {}) };
    },
  });
}

/** After a change everything that policies decide may be another thing. */
export function useForgetting() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" && queryKey[0] !== "forecast" });
}
