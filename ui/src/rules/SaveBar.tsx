import { useState } from "react";
import { change, Refusal } from "../api/client";
import { Drawer } from "../look/Drawer";
import { Fault, Waiting } from "../look/States";
import { TextField } from "../propagation/Fields";
import { Forecast } from "../propagation/Forecast";
import { LARGE, sizeOf, usePreview } from "../propagation/forecast";
import { useSubmit } from "../propagation/useSubmit";
import { Diff } from "./Diff";
import { changesBetween, type Rule } from "./rules";
import type { RuleVersion } from "./useRules";

const PATH = "/api/lily/v1/propagation/rules";

interface SaveBarProps {
  draft: readonly Rule[];
  /** The version that the draft began with. */
  base: RuleVersion;
  /** The version that holds now: somebody else may have been faster. */
  current: RuleVersion;
  onSaved: () => void;
  onDiscard: () => void;
  onRebase: () => void;
}

/** Stays in sight while there is something that is not saved. */
export function SaveBar({ draft, base, current, onSaved, onDiscard, onRebase }: SaveBarProps) {
  const [trying, setTrying] = useState(false);
  const count = changesBetween(base.rules, draft).length;
  return (
    <div className="save-bar">
      <strong>
        {count} {count === 1 ? "change" : "changes"} not saved
      </strong>
      {current.version === base.version ? (
        <span className="quiet">Tags travel by version {base.version} until then.</span>
      ) : (
        <span className="fault">
          {current.updatedBy} saved version {current.version} in between.{" "}
          <button type="button" className="link" onClick={onRebase}>
            Compare mine with it
          </button>
        </span>
      )}
      <button type="button" className="plain" onClick={onDiscard}>
        Discard
      </button>
      <button type="button" className="primary" onClick={() => setTrying(true)}>
        See what it changes…
      </button>
      {trying && (
        <RulesForecast
          title="What the rules would change"
          rules={draft}
          base={base}
          action={`Save as version ${base.version + 1}`}
          send={(comment, confirm) => change("PUT", PATH, { version: base.version, comment, rules: draft, ...confirm })}
          onDone={onSaved}
          onClose={() => setTrying(false)}
        />
      )}
    </div>
  );
}

interface RulesForecastProps {
  title: string;
  rules: readonly Rule[];
  base: RuleVersion;
  action: string;
  send: (comment: string, confirm: { confirm?: number }) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

/** What other rules would do, before they hold. */
export function RulesForecast({ title, rules, base, action, send, onDone, onClose }: RulesForecastProps) {
  const [comment, setComment] = useState("");
  const preview = usePreview({ rules: rules as never });
  const submission = useSubmit();
  const size = preview.data ? sizeOf(preview.data) : 0;
  const wanted = submission.fault instanceof Refusal ? /"confirm": (\d+)/.exec(submission.fault.message)?.[1] : undefined;
  const confirm = wanted ? Number(wanted) : size > LARGE ? size : 0;
  const save = async () => {
    if (await submission.submit(() => send(comment.trim(), confirm > 0 ? { confirm } : {}))) onDone();
  };
  return (
    <Drawer title={title} onClose={onClose}>
      <Diff before={base.rules} after={rules} />
      {preview.isPending && <Waiting what="what it would do" />}
      {preview.isError && <Fault fault={preview.error} retry={() => void preview.refetch()} />}
      {preview.data && (
        <>
          <div className="told">
            <Forecast preview={preview.data} />
          </div>
          <div className="comment">
            <TextField label="Why?" value={comment} onChange={setComment} hint="Others read it among the versions." />
          </div>
          {submission.fault !== null && <Fault fault={submission.fault} />}
          <div className="drawer-actions">
            <button type="button" className="primary" disabled={submission.busy} onClick={() => void save()}>
              {wanted ? `${action}: ${Number(wanted).toLocaleString("en")} assets` : action}
            </button>
            <span className="quiet">Nothing has been changed yet.</span>
          </div>
        </>
      )}
    </Drawer>
  );
}
