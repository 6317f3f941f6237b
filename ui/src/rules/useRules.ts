import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "../api/client";
import type { Rule } from "./rules";

/** The rules of one moment, and who wrote them. */
export interface RuleVersion {
  readonly version: number;
  readonly updatedBy: string;
  /** Milliseconds; 0 for what every tenant begins with. */
  readonly updateTime: number;
  readonly comment: string;
  readonly rules: readonly Rule[];
}

interface Sent {
  version?: number;
  updatedBy?: string;
  updateTime?: number;
  comment?: string;
  rules?: unknown[];
}

function versionFrom(sent: Sent): RuleVersion {
  return {
    version: sent.version ?? 0,
    updatedBy: sent.updatedBy ?? "",
    updateTime: sent.updateTime ?? 0,
    comment: sent.comment ?? "",
    rules: (sent.rules ?? []) as Rule[],
  };
}

export function useRules() {
  return useQuery({
    queryKey: ["rules"],
    queryFn: async ({ signal }) => versionFrom((await get("/api/lily/v1/propagation/rules", {}, {}, signal)) as Sent),
  });
}

/** What somebody changed and has not saved, and the version that it began with. */
export interface Draft {
  readonly rules: readonly Rule[];
  readonly base: RuleVersion;
}

/** Stays while one looks at something else in the application, and goes with the page. */
export function useDraft(): [Draft | null, (draft: Draft | null) => void] {
  const client = useQueryClient();
  const queryKey = ["rules", "draft"];
  const draft = useQuery<Draft | null>({ queryKey, queryFn: skipToken, initialData: null, gcTime: Infinity, staleTime: Infinity });
  return [draft.data ?? null, (changed) => client.setQueryData(queryKey, changed)];
}

/** The newest first; the server keeps the last ten before it. */
export function useRuleVersions() {
  return useQuery({
    queryKey: ["rules", "versions"],
    queryFn: async ({ signal }) => ((await get("/api/lily/v1/propagation/rules/versions", {}, {}, signal)).versions ?? []).map((each) => versionFrom(each as Sent)),
  });
}
