import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post, type Posted } from "../api/client";
import { go, Link, useAddress, withQuery } from "../app/router";
import { Paths, Policies, Sight, who } from "../asset/AccessViews";
import { Empty, Fault, Waiting } from "../look/States";
import { namesIn } from "../policies/fields";
import { useServices } from "../policies/policies";
import { Principal } from "./Principal";

const PATH = "/api/lily/v1/policies/explain";

type Explained = Posted<typeof PATH>;
type View = NonNullable<Explained["views"]>[number];
type Access = NonNullable<View["accesses"]>[number];
type Other = { verdict?: string; refusedBy?: string[]; accesses?: Access[] };

const VERDICTS: Record<string, { text: string; look: string }> = {
  ALLOWED: { text: "may run it", look: "good" },
  REFUSED: { text: "is refused", look: "bad" },
  UNCERTAIN: { text: "is uncertain", look: "warn" },
};

const ASKED = ["service", "catalog", "database", "schema", "user", "groups", "roles", "sql"] as const;

export function StatementSimulation() {
  const services = useServices();
  if (services.isPending) return <Waiting what="engines" />;
  if (services.isError) return <Fault fault={services.error} retry={() => void services.refetch()} />;
  return <Statement services={services.data} />;
}

function Statement({ services }: { services: { name: string; type: string }[] }) {
  const address = useAddress();
  const asked = (name: string) => address.query.get(name) ?? "";
  const [service, setService] = useState(asked("service") || (services[0]?.name ?? ""));
  const type = services.find((each) => each.name === service)?.type ?? "trino";
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    go(withQuery(address, Object.fromEntries(ASKED.map((name) => [name, String(form.get(name) ?? "").trim()]))));
  };
  return (
    <div className="simulator">
      <form className="policy-fields" onSubmit={ask} key={String(address.query)}>
        <div className="policy-field">
          <label htmlFor="service">Engine</label>
          <select id="service" name="service" value={service} onChange={(event) => setService(event.target.value)}>
            {services.map((each) => (
              <option key={each.name}>{each.name}</option>
            ))}
          </select>
        </div>
        <div className="policy-pair">
          {type !== "hive" && type !== "postgresql" && <Place name="catalog" value={asked("catalog")} />}
          {(type === "hive" || type === "postgresql") && <Place name="database" value={asked("database")} />}
          {type !== "hive" && <Place name="schema" value={asked("schema")} />}
        </div>
        <div className="policy-field">
          <label htmlFor="sql">Statement</label>
          <textarea id="sql" name="sql" className="mono" rows={7} maxLength={50_000} defaultValue={asked("sql")} placeholder="SELECT …" spellCheck={false} required />
        </div>
        <Principal user={asked("user")} groups={asked("groups")} />
        <div className="policy-field">
          <label htmlFor="roles">
            Further roles <span className="quiet">optional</span>
          </label>
          <input id="roles" name="roles" defaultValue={asked("roles")} placeholder="Several with commas" autoComplete="off" spellCheck={false} />
        </div>
        <button className="primary">Simulate</button>
      </form>
      <section aria-label="Decision" aria-live="polite">
        {asked("sql") ? (
          <Decision question={{ service: asked("service") || service, sql: asked("sql"), catalog: asked("catalog"), database: asked("database"), schema: asked("schema"), user: asked("user"), groups: asked("groups"), roles: asked("roles") }} />
        ) : (
          <Empty title="Write a statement">
            <p>Then this tells whether it would run, and for each column that it reads, in conditions too, how it is seen, by which policy, and why. It is not run.</p>
          </Empty>
        )}
      </section>
    </div>
  );
}

function Place({ name, value }: { name: string; value: string }) {
  return (
    <div className="policy-field">
      <label htmlFor={name}>{name.charAt(0).toUpperCase() + name.slice(1)}</label>
      <input id={name} name={name} defaultValue={value} placeholder="Of short names" autoComplete="off" spellCheck={false} />
    </div>
  );
}

type Question = Record<(typeof ASKED)[number], string>;

function Decision({ question }: { question: Question }) {
  const explained = useQuery({
    queryKey: ["explained", question],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => {
      const { groups, roles, ...others } = question;
      const said = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ""));
      return post(PATH, { ...said, groups: namesIn(groups), roles: namesIn(roles) }, {}, signal);
    },
  });
  if (explained.isPending) return <Waiting what="the decision" />;
  if (explained.isError) return <Fault fault={explained.error} retry={() => void explained.refetch()} />;
  const { views = [], unclear = [] } = explained.data;
  return (
    <>
      {unclear.length > 0 && (
        <div className="card unclear">
          <h2>Unclear, and so not asked about</h2>
          <ul>
            {unclear.map((each) => (
              <li key={each.what}>
                <code>{each.what}</code> {each.why}
              </li>
            ))}
          </ul>
        </div>
      )}
      {views.map((view) => (
        <Verdict key={`${view.kind} ${view.name}`} view={view} statement={explained.data.statement ?? ""} isOnly={views.length === 1} />
      ))}
    </>
  );
}

function Verdict({ view, statement, isOnly }: { view: View; statement: string; isOnly: boolean }) {
  const verdict = VERDICTS[view.verdict ?? ""];
  const monitored = view.monitored as Other | undefined;
  return (
    <details className="verdict" open={isOnly}>
      <summary>
        <strong>{who(view)}</strong>
        <span className={`badge ${verdict?.look ?? ""}`}>{verdict?.text ?? view.verdict}</span>
        <Seen accesses={view.accesses ?? []} />
        <span className="quiet">{statement}</span>
      </summary>
      {(view.refusedBy ?? []).map((reason) => (
        <p className="fault" key={reason}>
          {reason}
        </p>
      ))}
      <Accesses accesses={view.accesses ?? []} />
      {monitored && (
        <section className="monitored">
          <h3>With the policies that are only watched</h3>
          <span className={`badge ${VERDICTS[monitored.verdict ?? ""]?.look ?? ""}`}>{VERDICTS[monitored.verdict ?? ""]?.text ?? monitored.verdict}</span>
          <Accesses accesses={monitored.accesses ?? []} />
        </section>
      )}
    </details>
  );
}

/** How many of the columns are not seen in clear. */
function Seen({ accesses }: { accesses: Access[] }) {
  const columns = accesses.flatMap((each) => each.columns ?? []);
  const masked = columns.filter((each) => each.sight === "MASKED").length;
  const denied = columns.filter((each) => each.sight === "DENIED").length;
  return (
    <>
      {masked > 0 && <span className="badge masked">{masked} masked</span>}
      {denied > 0 && <span className="badge bad">{denied} denied</span>}
      {accesses.some((each) => each.rowFilter) && <span className="badge warn">some rows</span>}
    </>
  );
}

function Accesses({ accesses }: { accesses: Access[] }) {
  return (
    <table className="listing decisions">
      <thead>
        <tr>
          <th>Asked for</th>
          <th>Decision</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {accesses.map((each) => (
          <AccessRows key={`${each.resource} ${each.access}`} access={each} />
        ))}
      </tbody>
    </table>
  );
}

function AccessRows({ access }: { access: Access }) {
  const name = access.resource === "*" ? "the query itself" : access.resource;
  return (
    <>
      <tr>
        <td>
          {access.guid ? <Link to={`/asset/${access.guid}/access`}>{name}</Link> : <strong>{name}</strong>} <span className="quiet">{access.access}</span>
        </td>
        <td>
          <span className={`badge ${access.allowed ? "good" : "bad"}`}>{access.allowed ? "allowed" : "refused"}</span>
        </td>
        <td>
          <Policies policies={access.policies ?? []} otherwise={access.reason ?? ""} />
          {access.rowFilter && (
            <>
              <code className="mask">{access.rowFilter.condition}</code>
              <Policies policies={access.rowFilter.policies ?? []} otherwise="" />
            </>
          )}
        </td>
      </tr>
      {(access.columns ?? []).map((each) => (
        <tr key={each.name} className="within">
          <td>{each.guid ? <Link to={`/asset/${each.guid}/access`}>{each.name}</Link> : each.name}</td>
          <td>
            <Sight sight={each.sight ?? ""} />
          </td>
          <td>
            {each.mask?.expression && <code className="mask">{each.mask.expression}</code>}
            <Policies policies={each.policies ?? []} otherwise={each.reason ?? ""} />
            <Paths classifications={each.classifications ?? []} />
          </td>
        </tr>
      ))}
    </>
  );
}
