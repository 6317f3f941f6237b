import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, get } from "../api/client";
import { Link, useAddress, withQuery } from "../app/router";
import { moment } from "../asset/details";
import { Fault, Waiting } from "../look/States";
import type { Signed } from "../session/session";
import { ChangeDrawer } from "./ChangeDrawer";
import { restore } from "./changes";
import { useForgetting, useVersions, type Version } from "./policies";
import { sentence } from "./policy";

const DIFF = "/api/lily/v1/policies/{id}/diff";

type Change = NonNullable<Answer<typeof DIFF>["changes"]>[number];

/** Every version, what differs between two of them, and the way back. */
export function Versions({ id, signed }: { id: string; signed: Signed }) {
  const versions = useVersions(id);
  if (versions.isPending) return <Waiting what="versions" />;
  if (versions.isError) return <Fault fault={versions.error} retry={() => void versions.refetch()} />;
  return <Compared id={id} versions={versions.data} signed={signed} reread={() => void versions.refetch()} />;
}

interface ComparedProps {
  id: string;
  versions: Version[];
  signed: Signed;
  reread: () => void;
}

function Compared({ id, versions, signed, reread }: ComparedProps) {
  const address = useAddress();
  const [back, setBack] = useState<Version | null>(null);
  const last = versions.at(-1);
  const newest = last?.version ?? 1;
  const to = numberIn(address.query.get("to")) || newest;
  const from = numberIn(address.query.get("from")) || Math.max(1, to - 1);
  return (
    <div className="policy-versions">
      <ol className="version-list" aria-label="Versions, the newest first" reversed>
        {[...versions].reverse().map((each) => (
          <li key={each.version} className={each.version === to ? "chosen" : ""}>
            <Link to={withQuery(address, { to: String(each.version), from: undefined })} aria-current={each.version === to ? "true" : undefined}>
              <strong>Version {each.version}</strong> {each.version === newest && !each.removed && <span className="badge good">now</span>}
              {each.removed && <span className="badge bad">removed</span>}
              <span className="quiet">
                {each.updatedBy}, {each.updateTime ? moment(each.updateTime) : "at the beginning"}
              </span>
            </Link>
            {signed.mayWrite && !each.removed && (each.version !== newest || last?.removed) && (
              <button type="button" onClick={() => setBack(each)}>
                Restore…
              </button>
            )}
          </li>
        ))}
      </ol>
      <section aria-label="What differs">
        <Sides versions={versions} from={from} to={to} />
        {to === from ? <First version={versions.find((each) => each.version === to)} /> : <Diff id={id} from={from} to={to} />}
      </section>
      {back && last && <Restore id={id} version={back} last={last} onClose={() => setBack(null)} reread={reread} />}
    </div>
  );
}

function numberIn(text: string | null): number {
  return Number.parseInt(text ?? "", 10) || 0;
}

function Sides({ versions, from, to }: { versions: Version[]; from: number; to: number }) {
  const address = useAddress();
  if (versions.length < 2) return null;
  return (
    <p className="sides">
      <span>Version {to} compared with</span>
      <span className="chips">
        {versions
          .filter((each) => each.version !== to)
          .slice(-12)
          .map((each) => (
            <Link key={each.version} className="button" aria-current={each.version === from ? "true" : undefined} to={withQuery(address, { to: String(to), from: String(each.version) })}>
              {each.version}
            </Link>
          ))}
      </span>
    </p>
  );
}

function First({ version }: { version: Version | undefined }) {
  return <p>{version ? sentence(version) : "There is no such version."}</p>;
}

function Diff({ id, from, to }: { id: string; from: number; to: number }) {
  const diff = useQuery({
    queryKey: ["policy diff", id, from, to],
    queryFn: ({ signal }) => get(DIFF, { id }, { from, to }, signal),
  });
  if (diff.isPending) return <Waiting what="what differs" />;
  if (diff.isError) return <Fault fault={diff.error} retry={() => void diff.refetch()} />;
  const changes = diff.data.changes ?? [];
  if (changes.length === 0) return <p>Nothing differs.</p>;
  return (
    <table className="listing policy-diff">
      <thead>
        <tr>
          <th>Field</th>
          <th>Version {from}</th>
          <th>Version {to}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((each) => (
          <DiffRow key={each.field} change={each} />
        ))}
      </tbody>
    </table>
  );
}

function DiffRow({ change }: { change: Change }) {
  return (
    <tr>
      <td>
        <code>{change.field}</code>
      </td>
      <td>
        <del>{shown(change.before)}</del>
      </td>
      <td>
        <ins>{shown(change.after)}</ins>
      </td>
    </tr>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.join(", ") || "nothing";
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}

interface RestoreProps {
  id: string;
  version: Version;
  last: Version;
  onClose: () => void;
  reread: () => void;
}

function Restore({ id, version, last, onClose, reread }: RestoreProps) {
  const forget = useForgetting();
  const { removed: _, ...former } = version;
  const act = async (force: boolean) => {
    await restore(id, version.version ?? 0, last.version ?? 0, force);
    await forget();
  };
  // Of a removed policy nothing is there that it could take the place of.
  const proposed = last.removed ? { ...former, id: 0 } : former;
  return (
    <ChangeDrawer title={`Restore version ${version.version}`} verb={`Restore version ${version.version}`} proposal={{ policy: proposed }} act={act} onClose={onClose} reread={reread}>
      <p>{sentence(version)}</p>
      <p className="hint">It becomes a new version; those between stay to be read.</p>
    </ChangeDrawer>
  );
}
