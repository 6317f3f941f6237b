import { change, send, url } from "../api/client";
import type { Policy } from "./policy";

const ALL = "/api/lily/v1/policies";

/** A policy as stored, with what the server warns of. */
export type Stored = Policy & { warnings?: string[] };

/** Without `force` the server refuses what nobody can want. */
const forced = (force: boolean) => ({ force: force || undefined });

export function create(policy: Policy, force = false): Promise<Stored> {
  return send("POST", url(ALL, {}, forced(force)), policy);
}

/** Its `version` must be the one that was read. */
export function replace(policy: Policy, force = false): Promise<Stored> {
  return send("PUT", url(`${ALL}/{id}`, { id: String(policy.id) }, forced(force)), policy);
}

export async function remove(policy: Policy, force = false): Promise<void> {
  await change("DELETE", url(`${ALL}/{id}`, { id: String(policy.id) }, { ...forced(force), version: policy.version }));
}

/** `version` is the last that was read, of a removed policy that of its removal. */
export function restore(id: string, to: number, version: number, force = false): Promise<Stored> {
  return send("POST", url(`${ALL}/{id}/restore`, { id }, forced(force)), { to, version });
}

/** The policy that a template makes; nothing is stored, and nobody is locked out by that. */
export function fromTemplate(name: string, values: Record<string, string | string[]>): Promise<Policy> {
  return send("POST", url("/api/lily/v1/policy-templates/{name}", { name }, { dryRun: true, force: true }), values);
}
