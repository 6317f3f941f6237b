import { either, type Kind, KINDS, type Policy, sentence, servicesOf, type State, stateOf, STATES, what, whom } from "./policy";

export type Order = "name" | "kind" | "state" | "changed";

/** What is asked of the list; all of it is in the address. */
export interface Asked {
  readonly q: string;
  readonly service: string;
  readonly kind: Kind | "";
  readonly state: State | "";
  readonly order: Order;
  readonly down: boolean;
}

const ORDERS: readonly string[] = ["name", "kind", "state", "changed"];

export function askedFrom(query: URLSearchParams): Asked {
  const kind = query.get("kind") ?? "";
  const state = query.get("state") ?? "";
  const order = query.get("order") ?? "";
  return {
    q: query.get("q")?.trim() ?? "",
    service: query.get("service") ?? "",
    kind: kind in KINDS ? (kind as Kind) : "",
    state: state in STATES ? (state as State) : "",
    order: ORDERS.includes(order) ? (order as Order) : "name",
    down: query.get("down") === "true",
  };
}

/** Those that are asked for, in the order that is asked for; each word must be somewhere in what one reads. */
export function listOf(policies: readonly Policy[], asked: Asked): Policy[] {
  const words = asked.q.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (policy: Policy): boolean => {
    const services = servicesOf(policy);
    if (asked.kind && policy.effect.kind !== asked.kind) return false;
    if (asked.state && stateOf(policy) !== asked.state) return false;
    if (asked.service && !services.includes("*") && !services.includes(asked.service)) return false;
    const said = textOf(policy);
    return words.every((word) => said.includes(word));
  };
  const sign = asked.down ? -1 : 1;
  return policies.filter(fits).sort((a, b) => sign * compare(a, b, asked.order) || a.name.localeCompare(b.name));
}

function textOf(policy: Policy): string {
  const everything = [policy.name, policy.description ?? "", sentence(policy), either(whom(policy.exceptions)), ...what(policy), ...(policy.labels ?? [])];
  return everything.join(" ").toLowerCase();
}

function compare(a: Policy, b: Policy, order: Order): number {
  switch (order) {
    case "name":
      return a.name.localeCompare(b.name);
    case "kind":
      return a.effect.kind.localeCompare(b.effect.kind);
    case "state":
      return stateOf(a).localeCompare(stateOf(b));
    case "changed":
      return (a.updateTime ?? 0) - (b.updateTime ?? 0);
  }
}
