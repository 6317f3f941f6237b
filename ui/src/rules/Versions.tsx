import { useState } from "react";
import { change } from "../api/client";
import { Fault, Waiting } from "../look/States";
import { Diff } from "./Diff";
import { RulesForecast } from "./SaveBar";
import { type RuleVersion, useRuleVersions } from "./useRules";

/** What the rules were, what changed from one to the next, and the way back. */
export function Versions({ mayWrite }: { mayWrite: boolean }) {
  const versions = useRuleVersions();
  const [back, setBack] = useState<RuleVersion | null>(null);
  if (versions.isPending) return <Waiting what="versions" />;
  if (versions.isError) return <Fault fault={versions.error} retry={() => void versions.refetch()} />;
  const [current, ...earlier] = versions.data;
  if (!current) return null;
  return (
    <>
      <ol className="versions">
        {versions.data.map((version, index) => (
          <li key={version.version}>
            <header>
              <h2>Version {version.version}</h2>
              {version === current && <span className="badge good">holds now</span>}
              <span className="quiet">{version.updateTime > 0 && `${version.updatedBy}, ${when(version.updateTime)}`}</span>
              {mayWrite && version !== current && (
                <button type="button" onClick={() => setBack(version)}>
                  {version === earlier[0] ? "Undo the last change…" : `Back to version ${version.version}…`}
                </button>
              )}
            </header>
            {version.comment && <p>{version.comment}</p>}
            <WhatChanged version={version} before={versions.data[index + 1]} />
          </li>
        ))}
      </ol>
      {back && (
        <RulesForecast
          title={`Back to version ${back.version}`}
          rules={back.rules}
          base={current}
          action={`Bring version ${back.version} back`}
          send={(comment, confirm) =>
            change("POST", "/api/lily/v1/propagation/rules/undo", {
              version: current.version,
              to: back.version,
              ...(comment ? { comment } : {}),
              ...confirm,
            })
          }
          onDone={() => setBack(null)}
          onClose={() => setBack(null)}
        />
      )}
    </>
  );
}

function WhatChanged({ version, before }: { version: RuleVersion; before: RuleVersion | undefined }) {
  if (version.version > 0 && !before) return <p className="quiet">What was before is not kept any more. It had {version.rules.length} rules.</p>;
  return <Diff before={before?.rules ?? []} after={version.rules} />;
}

function when(time: number): string {
  return new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
