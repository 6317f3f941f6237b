import { useState } from "react";
import { change, Refusal } from "../api/client";
import { Drawer } from "../look/Drawer";
import { Fault, Waiting } from "../look/States";
import { Forecast } from "../propagation/Forecast";
import { LARGE, type Preview, sizeOf, usePreview } from "../propagation/forecast";
import { useSubmit } from "../propagation/useSubmit";
import { bodyOf, type Flow, flowInWords, flowOf, FLOWS, type Type } from "./types";

/** Lets tags pass another way over all relationships of a type, after showing what that does. */
export function FlowDrawer({ type, onClose }: { type: Type; onClose: () => void }) {
  const now = flowOf(type.def);
  const [chosen, setChosen] = useState<Flow | null>(null);
  const body = chosen ? bodyOf(type.kind, { ...type.def, propagateTags: chosen }) : null;
  const preview = usePreview(body ? { types: body } : null);
  const submission = useSubmit();
  const apply = async (confirm: number) => {
    const path = `/api/atlas/v2/types/typedefs${confirm > 0 ? `?confirm=${confirm}` : ""}`;
    if (await submission.submit(() => change("PUT", path, body))) onClose();
  };
  const wanted = submission.fault instanceof Refusal && submission.fault.status === 409 ? /confirm=(\d+)/.exec(submission.fault.message)?.[1] : undefined;
  return (
    <Drawer title={`What passes over ${type.name}`} onClose={onClose}>
      <div className="choices">
        {FLOWS.map((flow) => (
          <button type="button" key={flow} className="flow-choice" disabled={flow === now} aria-pressed={flow === chosen} onClick={() => setChosen(flow)}>
            <span>{flowInWords(type.def, flow)}</span>
            {flow === now && <span className="badge">now</span>}
          </button>
        ))}
      </div>
      <p className="hint">Single relationships that say something of their own keep it.</p>
      {chosen && preview.isPending && <Waiting what="what it would do" />}
      {chosen && preview.isError && <Fault fault={preview.error} retry={() => void preview.refetch()} />}
      {chosen && preview.data && (
        <>
          <div className="told">
            <Forecast preview={preview.data} />
          </div>
          {submission.fault !== null && <Fault fault={submission.fault} />}
          <div className="drawer-actions">
            <button type="button" className="primary" disabled={submission.busy} onClick={() => void apply(Number(wanted ?? confirmed(preview.data)))}>
              {wanted ? `Change all ${Number(wanted).toLocaleString("en")}` : chosen === "NONE" ? "Let no tag pass" : "Let tags pass so"}
            </button>
            <span className="quiet">Nothing has been changed yet.</span>
          </div>
        </>
      )}
    </Drawer>
  );
}

/** What somebody saw here counts as confirmed; of other tenants the server tells the number. */
function confirmed(preview: Preview): number {
  const most = Math.max(preview.relationshipCount ?? 0, sizeOf(preview));
  return most > LARGE ? most : 0;
}
