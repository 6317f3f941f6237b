import { KINDS, type Policy, stateOf, STATES } from "./policy";

export function KindBadge({ policy }: { policy: Policy }) {
  const kind = KINDS[policy.effect.kind];
  return <span className={`badge ${kind.look}`}>{kind.text}</span>;
}

export function StateBadge({ policy }: { policy: Policy }) {
  const state = STATES[stateOf(policy)];
  return <span className={`badge ${state.look}`}>{state.text}</span>;
}
