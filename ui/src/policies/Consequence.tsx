import { useState } from "react";
import { post } from "../api/client";
import { go } from "../app/router";
import { ForecastTold } from "./Affected";
import { create } from "./changes";
import { type Forecast, useForgetting } from "./policies";
import { type Policy, sentence } from "./policy";
import { Refused } from "./Refused";

/** A policy that the server has looked at. */
export interface Checked {
  readonly policy: Policy;
  /** What it would change if it were enforced. */
  readonly forecast: Forecast | null;
  /** To be stored although the server doubts it. */
  readonly insists?: boolean;
}

/** Asks the server what the policy would change if it were enforced; it refuses what is wrong. */
export async function check(policy: Policy): Promise<Checked> {
  const forecast = await post("/api/lily/v1/policies/simulate", { policy: { ...policy, enabled: true, mode: "ENFORCE" } });
  return { policy, forecast };
}

/** What a new policy says and would change, and the two ways to store it. */
export function Consequence({ checked, inFull }: { checked: Checked; inFull?: (policy: Policy) => void }) {
  const [name, setName] = useState(checked.policy.name);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<NonNullable<Policy["mode"]>>("MONITOR");
  const forget = useForgetting();
  const store = async (mode: NonNullable<Policy["mode"]>, force: boolean) => {
    setBusy(true);
    setFault(null);
    setLast(mode);
    try {
      const stored = await create({ ...checked.policy, name, mode }, force);
      await forget();
      go(`/policies/${stored.id}${mode === "MONITOR" ? "/rollout" : ""}`);
    } catch (refused) {
      setFault(refused);
      setBusy(false);
    }
  };
  return (
    <section className="card consequence" aria-label="What it would change">
      <p className="description">{sentence(checked.policy)}</p>
      <h3>Who would see something else if it were enforced</h3>
      {checked.forecast ? <ForecastTold forecast={checked.forecast} /> : <p className="policy-warning">The server could not tell.</p>}
      <div className="policy-field">
        <label htmlFor="policy-name">Name</label>
        <input id="policy-name" value={name} maxLength={200} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </div>
      {fault !== null && <Refused fault={fault} insist={() => void store(last, true)} />}
      <div className="policy-doing">
        <button type="button" className="primary" disabled={busy} onClick={() => void store("MONITOR", checked.insists === true)}>
          Save and watch
        </button>
        <button type="button" disabled={busy} onClick={() => void store("ENFORCE", checked.insists === true)}>
          Save and enforce
        </button>
        {inFull && (
          <button type="button" className="link" onClick={() => inFull({ ...checked.policy, name })}>
            Go on in full
          </button>
        )}
      </div>
    </section>
  );
}
