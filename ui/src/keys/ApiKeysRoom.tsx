import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { type Answer, change, get, send, url } from "../api/client";
import { Drawer } from "../look/Drawer";
import { Icon } from "../look/Icon";
import { Empty, Fault, Waiting } from "../look/States";
import { moment, span } from "../operations/words";
import type { Signed } from "../session/session";
import "./keys.css";

const PATH = "/api/lily/v1/api-keys";

type Key = NonNullable<Answer<typeof PATH>["apiKeys"]>[number];

const ROLES: readonly [role: string, about: string][] = [
  ["engine", "sends lineage, asks for decisions, downloads policies"],
  ["monitor", "reads metrics, nothing else"],
  ["reader", "reads"],
  ["steward", "reads and writes metadata and tags"],
  ["admin", "everything"],
];

const LIVES: readonly [life: string, text: string][] = [
  ["P30D", "30 days"],
  ["P90D", "90 days"],
  ["P365D", "a year"],
  ["PT0S", "for ever"],
];

/** The ways in of machines: who has one, what it may do, and until when. */
export default function ApiKeysRoom({ signed }: { signed: Signed }) {
  const [panel, setPanel] = useState<"create" | Key | null>(null);
  useEffect(() => {
    document.title = "API keys · Lily";
  }, []);
  const keys = useQuery({ queryKey: ["api-keys"], queryFn: ({ signal }) => get(PATH, {}, {}, signal) });
  const all = [...(keys.data?.apiKeys ?? [])].reverse();
  return (
    <main id="content" className="page">
      <header className="keys-head">
        <div>
          <h1>API keys</h1>
          <p className="quiet">The ways in of machines to the tenant {signed.tenant}.</p>
        </div>
        {keys.data && (
          <button type="button" className="primary" onClick={() => setPanel("create")}>
            <Icon name="plus" size={14} /> Create a key
          </button>
        )}
      </header>
      {keys.isPending && <Waiting what="API keys" />}
      {keys.isError && <Fault fault={keys.error} retry={() => void keys.refetch()} />}
      {keys.data && all.length === 0 && (
        <Empty title="No machine has a key">
          <p className="quiet">Spark, Airflow, Trino or Prometheus sign in with one: as a Bearer token, and with the roles that you give it.</p>
        </Empty>
      )}
      {all.length > 0 && <List keys={all} revoke={setPanel} />}
      {panel === "create" && <CreatePanel tenant={signed.tenant} onClose={() => setPanel(null)} />}
      {panel && panel !== "create" && <RevokePanel apiKey={panel} onClose={() => setPanel(null)} />}
    </main>
  );
}

function List({ keys, revoke }: { keys: Key[]; revoke: (key: Key) => void }) {
  return (
    <ul className="hits" aria-label="API keys">
      {keys.map((key) => (
        <li key={key.id} className="key">
          <div>
            <strong>{key.name}</strong>
            <code className="quiet">lily_{key.id}_…</code>
          </div>
          <span className="chips">
            {(key.roles ?? []).map((role) => (
              <span key={role} className="badge">
                {role}
              </span>
            ))}
          </span>
          <span className="quiet">
            by {key.createdBy}, {moment(key.createdAt ?? 0)}
          </span>
          <Life until={key.expiresAt} />
          <button type="button" aria-label={`Revoke ${key.name}`} onClick={() => revoke(key)}>
            Revoke…
          </button>
        </li>
      ))}
    </ul>
  );
}

function Life({ until }: { until: string | undefined }) {
  if (!until) return <span className="badge warn">never expires</span>;
  const left = Date.parse(until) - Date.now();
  if (left <= 0) return <span className="badge bad">expired</span>;
  return <span className={left < 7 * 86_400_000 ? "badge warn" : "quiet"}>{span(left)} left</span>;
}

function CreatePanel({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const [made, setMade] = useState<Key | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const create = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFault(null);
    try {
      setMade(await send<Key>("POST", PATH, { name: form.get("name"), roles: form.getAll("role"), life: form.get("life") }));
      await client.invalidateQueries({ queryKey: ["api-keys"] });
    } catch (refused) {
      setFault(refused);
    }
    setBusy(false);
  };
  return (
    <Drawer title={made ? `Key ${made.name}` : "Create an API key"} onClose={onClose}>
      {made ? (
        <Made apiKey={made} onClose={onClose} />
      ) : (
        <form className="key-form" onSubmit={(event) => void create(event)}>
          <label>
            Name
            <input name="name" required placeholder="What uses it, like airflow" autoComplete="off" />
          </label>
          <fieldset>
            <legend>Roles in {tenant}</legend>
            {ROLES.map(([role, about]) => (
              <label key={role} className="key-role">
                <input type="checkbox" name="role" value={role} defaultChecked={role === "engine"} />
                <span>
                  <strong>{role}</strong> <span className="quiet">{about}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <label>
            Good for
            <select name="life" defaultValue="P90D">
              {LIVES.map(([life, text]) => (
                <option key={life} value={life}>
                  {text}
                </option>
              ))}
            </select>
          </label>
          {fault !== null && <Fault fault={fault} />}
          <div className="drawer-actions">
            <button className="primary" disabled={busy}>
              Create
            </button>
            <span className="quiet">The key is shown once.</span>
          </div>
        </form>
      )}
    </Drawer>
  );
}

function Made({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(apiKey.key ?? "");
    setCopied(true);
  };
  return (
    <>
      <p>
        <strong>Copy it now.</strong> It is not shown again; only its hash is kept.
      </p>
      <output className="key-text" aria-label="The key">
        {apiKey.key}
      </output>
      <button type="button" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "copy"} size={14} /> {copied ? "Copied" : "Copy the key"}
      </button>
      <h3>How it is used</h3>
      <pre className="key-use">Authorization: Bearer lily_{apiKey.id}_…</pre>
      <div className="drawer-actions">
        <button type="button" className="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </>
  );
}

function RevokePanel({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const revoke = async () => {
    setBusy(true);
    try {
      await change("DELETE", url(`${PATH}/{id}`, { id: apiKey.id ?? "" }));
      await client.invalidateQueries({ queryKey: ["api-keys"] });
      onClose();
    } catch (refused) {
      setFault(refused);
      setBusy(false);
    }
  };
  return (
    <Drawer title={`Revoke ${apiKey.name}`} onClose={onClose}>
      <p>Whoever uses this key is refused from then on. It cannot be brought back.</p>
      {fault !== null && <Fault fault={fault} />}
      <div className="drawer-actions">
        <button type="button" className="primary" disabled={busy} onClick={() => void revoke()}>
          Revoke the key
        </button>
        <button type="button" onClick={onClose}>
          Keep it
        </button>
      </div>
    </Drawer>
  );
}
