import { useEffect, useState } from "react";
import { go, Link, useAddress, withQuery } from "../app/router";
import { moment } from "../asset/details";
import { Icon } from "../look/Icon";
import { Empty, Fault, Waiting } from "../look/States";
import type { Signed } from "../session/session";
import { KindBadge, StateBadge } from "./Badges";
import { type Asked, askedFrom, listOf, type Order } from "./list";
import { usePolicies, useServices } from "./policies";
import { KINDS, type Policy, sentence, servicesOf, STATES } from "./policy";

/** So many are drawn at once; more on demand. */
const SHOWN = 200;

export function PolicyList({ signed }: { signed: Signed }) {
  const address = useAddress();
  const asked = askedFrom(address.query);
  const policies = usePolicies();
  useEffect(() => {
    document.title = "Policies · Lily";
  }, []);
  return (
    <main id="content" className="page policies">
      <header className="policies-head">
        <div>
          <h1>Policies</h1>
          <p className="quiet">Who may see what, in every engine. Engines follow at their next question or poll.</p>
        </div>
        {signed.mayWrite && (
          <Link className="button primary" to="/policies/new">
            <Icon name="plus" size={14} /> New policy
          </Link>
        )}
      </header>
      <Filters asked={asked} />
      {policies.isPending && <Waiting what="policies" />}
      {policies.isError && <Fault fault={policies.error} retry={() => void policies.refetch()} />}
      {policies.data && <Found all={policies.data} asked={asked} signed={signed} />}
    </main>
  );
}

function Filters({ asked }: { asked: Asked }) {
  const address = useAddress();
  const services = useServices();
  const set = (name: string) => (value: string) => go(withQuery(address, { [name]: value }), "replace");
  const engines = (services.data ?? []).map((each): [string, string] => [each.name, each.name]);
  return (
    <div className="columns-tools">
      <input
        type="search"
        aria-label="Find a policy"
        placeholder="Name, tag, user, group, label…"
        spellCheck={false}
        value={address.query.get("q") ?? ""}
        onChange={(event) => set("q")(event.target.value)}
      />
      <Choice label="Effect" none="every effect" value={asked.kind} choose={set("kind")} options={Object.entries(KINDS).map(([name, { text }]) => [name, text])} />
      <Choice label="State" none="every state" value={asked.state} choose={set("state")} options={Object.entries(STATES).map(([name, { text }]) => [name, text])} />
      {engines.length > 0 && <Choice label="Engine" none="every engine" value={asked.service} choose={set("service")} options={engines} />}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  none: string;
  value: string;
  options: [string, string][];
  choose: (value: string) => void;
}

function Choice({ label, none, value, options, choose }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => choose(event.target.value)}>
      <option value="">{none}</option>
      {options.map(([name, text]) => (
        <option key={name} value={name}>
          {text}
        </option>
      ))}
    </select>
  );
}

function Found({ all, asked, signed }: { all: Policy[]; asked: Asked; signed: Signed }) {
  const [most, setMost] = useState(SHOWN);
  const found = listOf(all, asked);
  if (all.length === 0) return <None signed={signed} />;
  if (found.length === 0) {
    return (
      <Empty title="No policy is like that">
        <p>
          There are {all.length.toLocaleString("en")}. <Link to="/policies">Show all of them</Link>
        </p>
      </Empty>
    );
  }
  return (
    <>
      <table className="listing">
        <thead>
          <tr>
            <Heading asked={asked} order="name" text="Policy" />
            <Heading asked={asked} order="kind" text="Effect" />
            <Heading asked={asked} order="state" text="State" />
            <th>Engines</th>
            <Heading asked={asked} order="changed" text="Changed" />
          </tr>
        </thead>
        <tbody>
          {found.slice(0, most).map((policy) => (
            <Row key={policy.id} policy={policy} />
          ))}
        </tbody>
      </table>
      <p className="count">
        <strong>{found.length.toLocaleString("en")}</strong> of {all.length.toLocaleString("en")} policies
        {found.length > most && (
          <button type="button" className="link policy-more" onClick={() => setMost(most + SHOWN)}>
            Show {Math.min(SHOWN, found.length - most)} more
          </button>
        )}
      </p>
    </>
  );
}

function None({ signed }: { signed: Signed }) {
  return (
    <Empty title="There is no policy yet">
      <p>Without one, nobody gets anything from an engine that asks Lily. A policy allows, denies, masks columns or filters rows.</p>
      {signed.mayWrite && (
        <p>
          <Link to="/policies/new">Write the first, from a template</Link>
        </p>
      )}
    </Empty>
  );
}

function Heading({ asked, order, text }: { asked: Asked; order: Order; text: string }) {
  const address = useAddress();
  const isIt = asked.order === order;
  const down = isIt && !asked.down ? "true" : undefined;
  return (
    <th aria-sort={isIt ? (asked.down ? "descending" : "ascending") : undefined}>
      <button type="button" className="plain" onClick={() => go(withQuery(address, { order, down }), "replace")}>
        {text}
        <span aria-hidden="true">{isIt ? (asked.down ? "↓" : "↑") : ""}</span>
      </button>
    </th>
  );
}

function Row({ policy }: { policy: Policy }) {
  const services = servicesOf(policy);
  return (
    <tr>
      <td>
        <Link to={`/policies/${policy.id}`}>{policy.name}</Link>
        <span className="quiet said">{sentence(policy)}</span>
      </td>
      <td>
        <KindBadge policy={policy} />
      </td>
      <td>
        <StateBadge policy={policy} />
      </td>
      <td>{services[0] === "*" ? <span className="quiet">all</span> : services.join(", ")}</td>
      <td className="quiet">
        {policy.updatedBy}
        <span className="said">{policy.updateTime ? moment(policy.updateTime) : "at the beginning"}</span>
      </td>
    </tr>
  );
}
