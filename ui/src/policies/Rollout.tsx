import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, get } from "../api/client";
import { moment } from "../asset/details";
import { Empty, Fault, Waiting } from "../look/States";
import type { Signed } from "../session/session";
import { Affected, count } from "./Affected";
import { ChangeDrawer } from "./ChangeDrawer";
import { replace } from "./changes";
import { useForgetting } from "./policies";
import { type Policy, stateOf } from "./policy";

const PATH = "/api/lily/v1/policies/{id}/observations";

type Observed = Answer<typeof PATH>;

const OUTCOMES: Record<string, { text: string; look: string }> = {
  ALLOWED: { text: "would be allowed", look: "good" },
  DENIED: { text: "would be refused", look: "bad" },
  MASKED: { text: "would be masked", look: "masked" },
  SHOWN: { text: "would be in clear", look: "good" },
  FILTERED: { text: "would see fewer rows", look: "warn" },
  UNFILTERED: { text: "would see every row", look: "good" },
};

interface RolloutProps {
  policy: Policy;
  signed: Signed;
  reread: () => void;
}

/** First watched, then enforced: what it would change for whom, and the step between. */
export function Rollout({ policy, signed, reread }: RolloutProps) {
  const [asks, setAsks] = useState(false);
  const state = stateOf(policy);
  const isOn = state === "enforced";
  return (
    <div className="rollout">
      <ol className="policy-steps" aria-label="Rollout">
        <li aria-current={state === "disabled" ? "step" : undefined}>Disabled</li>
        <li aria-current={state === "monitor" ? "step" : undefined}>Monitor: it is watched, and changes nothing</li>
        <li aria-current={isOn ? "step" : undefined}>Enforced</li>
        {signed.mayWrite && state !== "disabled" && (
          <li className="policy-steps-do">
            <button type="button" className={isOn ? "" : "primary"} onClick={() => setAsks(true)}>
              {isOn ? "Back to monitor…" : "Enforce…"}
            </button>
          </li>
        )}
      </ol>
      <div className="overview">
        <section>
          <h2>What engines asked {isOn && "while it was watched"}</h2>
          <Observations policy={policy} signed={signed} />
        </section>
        {!isOn && (
          <aside>
            <div className="card">
              <h2>What it would change, for everybody</h2>
              <Affected proposal={{ policy: { ...policy, enabled: true, mode: "ENFORCE" } }} />
            </div>
          </aside>
        )}
      </div>
      {asks && <Step policy={policy} reread={reread} onClose={() => setAsks(false)} />}
    </div>
  );
}

function Step({ policy, reread, onClose }: { policy: Policy; reread: () => void; onClose: () => void }) {
  const forget = useForgetting();
  const mode = policy.mode === "MONITOR" ? "ENFORCE" : "MONITOR";
  const changed: Policy = { ...policy, mode };
  const act = async (force: boolean) => {
    await replace(changed, force);
    await forget();
  };
  const enforces = mode === "ENFORCE";
  return (
    <ChangeDrawer
      title={enforces ? `Enforce “${policy.name}”` : `Only watch “${policy.name}”`}
      verb={enforces ? "Enforce it" : "Only watch it"}
      proposal={{ policy: changed }}
      act={act}
      onClose={onClose}
      reread={reread}
    >
      <p>{enforces ? "It decides from then on; engines follow at their next question or poll." : "It decides nothing any more, and what it would do is counted."}</p>
    </ChangeDrawer>
  );
}

/** Names who asked for what: who may not read the audit may ask, and is told by the server. */
function Observations({ policy, signed }: { policy: Policy; signed: Signed }) {
  const [wanted, setWanted] = useState(signed.roles.includes("admin"));
  const observed = useQuery({
    queryKey: ["observations", policy.id, policy.version],
    enabled: wanted,
    queryFn: ({ signal }) => get(PATH, { id: String(policy.id) }, {}, signal),
  });
  if (!wanted) {
    return (
      <Empty title="It names who asked for what">
        <p>So it is for those who may read the audit. Admins may; a rule of the catalog can let others.</p>
        <button type="button" onClick={() => setWanted(true)}>
          Ask for it
        </button>
      </Empty>
    );
  }
  if (observed.isPending) return <Waiting what="what was seen" />;
  if (observed.isError) return <Fault fault={observed.error} retry={() => void observed.refetch()} />;
  return <Seen observed={observed.data} state={stateOf(policy)} />;
}

function Seen({ observed, state }: { observed: Observed; state: string }) {
  const seen = observed.observations ?? [];
  if (seen.length === 0) {
    return (
      <Empty title="Nothing was seen">
        <p>
          {state === "monitor"
            ? "No engine has asked yet for anything that it would change. Trino is counted as it asks; Ranger's plug-ins and PostgreSQL do not ask."
            : "Put it to monitor to have it watched: what it would change for whom is counted then, and nobody notices."}
        </p>
      </Empty>
    );
  }
  return (
    <>
      <p className="policy-seen">
        <strong>{count(observed.total ?? 0, "answer", "answers")}</strong> would have been another
        {observed.since && `, since ${moment(Date.parse(observed.since))}`} (version {observed.version})
      </p>
      <table className="listing">
        <thead>
          <tr>
            <th>Who</th>
            <th>Asked for</th>
            <th>What would be</th>
            <th className="number">Times</th>
            <th>Last</th>
          </tr>
        </thead>
        <tbody>
          {seen.map((each) => (
            <tr key={`${each.user} ${each.service} ${each.resource} ${each.outcome}`}>
              <td>
                <strong>{each.user}</strong>
              </td>
              <td>
                <code>{each.resource}</code> <span className="quiet said">in {each.service}</span>
              </td>
              <td>
                <span className={`badge ${OUTCOMES[each.outcome ?? ""]?.look ?? ""}`}>{OUTCOMES[each.outcome ?? ""]?.text ?? each.outcome}</span>
              </td>
              <td className="number">{(each.count ?? 0).toLocaleString("en")}</td>
              <td className="quiet">{moment(Date.parse(each.lastSeen ?? ""))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(observed.others ?? 0) > 0 && <p className="hint">And {count(observed.others ?? 0, "answer", "answers")} that are not told apart.</p>}
    </>
  );
}
