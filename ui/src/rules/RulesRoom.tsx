import { useEffect } from "react";
import { Link, go, useAddress, withQuery } from "../app/router";
import { Fault, Waiting } from "../look/States";
import "../propagation/propagation.css";
import type { Signed } from "../session/session";
import { RuleDrawer } from "./RuleDrawer";
import { RuleList } from "./RuleList";
import { Passage, Progress } from "./Passage";
import { freeId, type Rule, sameRules } from "./rules";
import "./rules.css";
import { RulesJson } from "./RulesJson";
import { SaveBar } from "./SaveBar";
import { type RuleVersion, useDraft, useRules } from "./useRules";
import { Versions } from "./Versions";

/** What stops tags, what derives them, what is handed on: told, changed, tried, and taken back. */
export default function RulesRoom({ signed }: { signed: Signed }) {
  const rules = useRules();
  useEffect(() => {
    document.title = "Propagation rules · Lily";
  }, []);
  if (rules.isPending) return <Waiting what="rules" />;
  if (rules.isError) {
    return (
      <main id="content" className="page narrow">
        <Fault fault={rules.error} retry={() => void rules.refetch()} />
      </main>
    );
  }
  return <Room current={rules.data} signed={signed} />;
}

const VIEWS = [
  ["", "Rules"],
  ["json", "JSON"],
  ["versions", "Versions"],
] as const;

function Room({ current, signed }: { current: RuleVersion; signed: Signed }) {
  const address = useAddress();
  const view = address.query.get("view") ?? "";
  const [draft, setDraft] = useDraft();
  const rules = draft?.rules ?? current.rules;
  const change = (changed: readonly Rule[]) => {
    const base = draft?.base ?? current;
    setDraft(sameRules(changed, base.rules) ? null : { rules: changed, base });
  };
  const id = address.query.get("rule") ?? "";
  const close = () => go(withQuery(address, { rule: undefined }));
  const opened = id === "new" ? { id: freeId(rules), type: "BLOCK" } : rules.find((rule) => rule.id === id);
  return (
    <main id="content" className="page rules">
      <header className="room-head">
        <div>
          <h1>Propagation rules</h1>
          <p>
            A tag follows the data, and the rules of <strong>{signed.tenant}</strong> say where it stops and what else comes of it. Version {current.version}
            {current.updateTime > 0 && ` by ${current.updatedBy}`}
            {current.comment && `: ${current.comment}`}.
          </p>
        </div>
        {signed.mayWrite && (
          <Link to={withQuery(address, { rule: "new", view: undefined })} className="button primary">
            New rule…
          </Link>
        )}
      </header>
      <nav className="tabs" aria-label="Views of the rules">
        {VIEWS.map(([name, text]) => (
          <Link key={name} to={withQuery(address, { view: name, rule: undefined })} aria-current={name === view ? "page" : undefined}>
            {text}
          </Link>
        ))}
      </nav>
      <div className="tab-content">
        {view === "" && (
          <div className="overview">
            <RuleList rules={rules} saved={draft?.base.rules ?? rules} change={signed.mayWrite ? change : undefined} />
            <div>
              <Progress />
              <Passage />
            </div>
          </div>
        )}
        {view === "json" && <RulesJson rules={rules} change={signed.mayWrite ? change : undefined} />}
        {view === "versions" && <Versions mayWrite={signed.mayWrite && draft === null} />}
      </div>
      {draft && (
        <SaveBar
          draft={draft.rules}
          base={draft.base}
          current={current}
          onSaved={() => setDraft(null)}
          onDiscard={() => setDraft(null)}
          onRebase={() => setDraft({ rules: draft.rules, base: current })}
        />
      )}
      {opened && (
        <RuleDrawer
          key={id}
          rule={opened}
          isNew={id === "new"}
          others={rules.filter((rule) => rule.id !== id)}
          place={id === "new" ? rules.length : rules.findIndex((rule) => rule.id === id)}
          onKeep={signed.mayWrite ? (kept) => change(id === "new" ? [...rules, kept] : rules.map((rule) => (rule.id === id ? kept : rule))) : undefined}
          onRemove={signed.mayWrite && id !== "new" ? () => change(rules.filter((rule) => rule.id !== id)) : undefined}
          onClose={close}
        />
      )}
    </main>
  );
}
