import { useEffect, useState } from "react";
import { Refusal } from "../api/client";
import { go, Link } from "../app/router";
import { moment } from "../asset/details";
import { Icon } from "../look/Icon";
import { Fault, Waiting } from "../look/States";
import type { Signed } from "../session/session";
import { KindBadge, StateBadge } from "./Badges";
import { ChangeDrawer } from "./ChangeDrawer";
import { remove, replace } from "./changes";
import { FullEditor } from "./FullEditor";
import { useForgetting, usePolicy, useVersions } from "./policies";
import { type Policy, stateOf } from "./policy";
import { ReadOnly } from "./ReadOnly";
import { Rollout } from "./Rollout";
import { Told } from "./Told";
import { Versions } from "./Versions";

export function PolicyPage({ id, tab, signed }: { id: string; tab: string; signed: Signed }) {
  const policy = usePolicy(id);
  const isGone = policy.error instanceof Refusal && policy.error.status === 404;
  useEffect(() => {
    if (policy.data) document.title = `${policy.data.name} · Policies · Lily`;
  }, [policy.data]);
  if (policy.isPending) return <Waiting what="the policy" />;
  return (
    <main id="content" className="page policies">
      {isGone ? (
        <Gone id={id} fault={policy.error} signed={signed} />
      ) : policy.isError ? (
        <Fault fault={policy.error} retry={() => void policy.refetch()} />
      ) : (
        <Loaded policy={policy.data} tab={tab} signed={signed} reread={() => void policy.refetch()} />
      )}
    </main>
  );
}

/** Who removed it is known, and it can come back. */
function Gone({ id, fault, signed }: { id: string; fault: unknown; signed: Signed }) {
  const versions = useVersions(id);
  const last = versions.data?.at(-1);
  useEffect(() => {
    if (last) document.title = `${last.name} · Policies · Lily`;
  }, [last]);
  if (versions.isPending) return <Waiting what="the policy" />;
  if (!last?.removed) return <Fault fault={versions.error ?? fault} />;
  return (
    <>
      <header className="policies-head">
        <div>
          <h1>
            {last.name} <em className="badge bad">removed</em>
          </h1>
          <p className="quiet">
            By {last.updatedBy}, {moment(last.updateTime ?? 0)}. Its versions stay, and each can be brought back.
          </p>
        </div>
      </header>
      <Versions id={id} signed={signed} />
    </>
  );
}

interface LoadedProps {
  policy: Policy;
  tab: string;
  signed: Signed;
  reread: () => void;
}

function Loaded({ policy, tab, signed, reread }: LoadedProps) {
  const id = String(policy.id);
  return (
    <>
      <Head policy={policy} signed={signed} reread={reread} />
      <Tabs id={id} tab={tab} />
      <div className="tab-content">
        {tab === "overview" && <Told policy={policy} />}
        {tab === "rollout" && <Rollout policy={policy} signed={signed} reread={reread} />}
        {tab === "versions" && <Versions id={id} signed={signed} />}
        {tab === "edit" && (signed.mayWrite ? <FullEditor policy={policy} /> : <ReadOnly user={signed.user} />)}
      </div>
    </>
  );
}

function Tabs({ id, tab }: { id: string; tab: string }) {
  const root = `/policies/${id}`;
  const tabs = [
    { name: "overview", to: root, text: "Overview" },
    { name: "rollout", to: `${root}/rollout`, text: "Rollout" },
    { name: "versions", to: `${root}/versions`, text: "Versions" },
  ];
  return (
    <nav className="tabs" aria-label="Views of the policy">
      {tabs.map((each) => (
        <Link key={each.name} to={each.to} aria-current={each.name === tab ? "page" : undefined}>
          {each.text}
        </Link>
      ))}
    </nav>
  );
}

function Head({ policy, signed, reread }: { policy: Policy; signed: Signed; reread: () => void }) {
  const [asks, setAsks] = useState<"" | "switch" | "remove">("");
  const isOff = stateOf(policy) === "disabled";
  return (
    <header className="asset-head">
      <span className="kind">
        <Icon name="lock" size={22} />
      </span>
      <div className="asset-names">
        <h1>{policy.name}</h1>
        <p className="asset-line">
          <StateBadge policy={policy} />
          <KindBadge policy={policy} />
          <span className="quiet">
            version {policy.version} by {policy.updatedBy}
            {policy.updateTime ? `, ${moment(policy.updateTime)}` : ""}
          </span>
        </p>
      </div>
      {signed.mayWrite && (
        <div className="asset-tags">
          <Link className="button" to={`/policies/${policy.id}/edit`}>
            Edit
          </Link>
          <button type="button" onClick={() => setAsks("switch")}>
            {isOff ? "Enable…" : "Disable…"}
          </button>
          <button type="button" onClick={() => setAsks("remove")}>
            Remove…
          </button>
        </div>
      )}
      {asks === "switch" && <Switch policy={policy} reread={reread} onClose={() => setAsks("")} />}
      {asks === "remove" && <Remove policy={policy} reread={reread} onClose={() => setAsks("")} />}
    </header>
  );
}

interface AskProps {
  policy: Policy;
  reread: () => void;
  onClose: () => void;
}

function Switch({ policy, reread, onClose }: AskProps) {
  const forget = useForgetting();
  const enabled = policy.enabled === false;
  const changed = { ...policy, enabled };
  const act = async (force: boolean) => {
    await replace(changed, force);
    await forget();
  };
  const verb = enabled ? "Enable it" : "Disable it";
  return (
    <ChangeDrawer title={`${enabled ? "Enable" : "Disable"} “${policy.name}”`} verb={verb} danger={!enabled} proposal={{ policy: changed }} act={act} onClose={onClose} reread={reread}>
      <p>
        {enabled
          ? policy.mode === "MONITOR"
            ? "It is watched again, and decides nothing."
            : "It decides again, in every engine."
          : "It decides nothing any more, and stays in the list."}
      </p>
    </ChangeDrawer>
  );
}

function Remove({ policy, reread, onClose }: AskProps) {
  const forget = useForgetting();
  const act = async (force: boolean) => {
    await remove(policy, force);
    await forget();
    go(`/policies/${policy.id}/versions`);
  };
  return (
    <ChangeDrawer title={`Remove “${policy.name}”`} verb="Remove it" danger proposal={{ remove: policy.id ?? 0 }} act={act} onClose={onClose} reread={reread}>
      <p>It is gone from every engine and from the list. Its versions stay, and each can be brought back.</p>
    </ChangeDrawer>
  );
}
