import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, change, chooseTenant, get } from "../api/client";

const PATH = "/api/lily/v1/session";
const CHOSEN = "lily.tenant";

/** Who is signed in, and what they are in the tenant that they look at. */
export interface Signed {
  readonly user: string;
  readonly tenant: string;
  readonly tenants: string[];
  readonly roles: string[];
  /** Whether the roles let one change data at all; rules of the tenant may still say no. */
  readonly mayWrite: boolean;
}

export function signedFrom(session: Answer<typeof PATH>, chosen: string): Signed | null {
  if (!session.signedIn) return null;
  const all = session.tenants ?? {};
  const tenants = Object.keys(all);
  const standard = session.standardTenant ?? "default";
  const tenant = [chosen, standard, tenants[0] ?? standard].find((name) => name in all) ?? standard;
  const roles = all[tenant] ?? [];
  return {
    user: session.user ?? "",
    tenant,
    tenants,
    roles,
    mayWrite: roles.some((role) => role === "admin" || role === "steward"),
  };
}

export function useSession() {
  return useQuery({
    queryKey: ["session"],
    staleTime: Infinity,
    queryFn: async () => {
      const signed = signedFrom(await get(PATH), sessionStorage.getItem(CHOSEN) ?? "");
      chooseTenant(signed?.tenant ?? "");
      return signed;
    },
  });
}

/** Signing in and out and choosing a tenant: everything known before is forgotten, by a new page if need be. */
export function useSignIn() {
  const client = useQueryClient();
  return {
    signIn: async (user: string, password: string) => {
      await change("POST", PATH, { user, password });
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      await client.refetchQueries({ queryKey: ["session"] });
    },
    signOut: async () => {
      await change("DELETE", PATH);
      sessionStorage.removeItem(CHOSEN);
      window.location.assign("/");
    },
    choose: (tenant: string) => {
      sessionStorage.setItem(CHOSEN, tenant);
      window.location.assign("/");
    },
  };
}
