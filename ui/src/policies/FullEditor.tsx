import { useRef, useState } from "react";
import { get } from "../api/client";
import { go } from "../app/router";
import { ForecastTold } from "./Affected";
import { replace } from "./changes";
import { type Checked, check, Consequence } from "./Consequence";
import { editable, locate, pathIn, type Place } from "./fields";
import { useForgetting } from "./policies";
import { type Policy, sentence } from "./policy";
import { isOutdated, Refused } from "./Refused";

type FullEditorProps = { draft: string } | { policy: Policy };

/** A policy as JSON: a new one, or one to be replaced. The server checks it before it is stored. */
export function FullEditor(props: FullEditorProps) {
  const isNew = "draft" in props;
  // What was read when the editing began: another's change meanwhile must not be lost.
  const [base, setBase] = useState<Policy | null>(isNew ? null : props.policy);
  const [text, setText] = useState(isNew ? props.draft : editable(props.policy));
  const [checked, setChecked] = useState<Checked | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [warnings, setWarnings] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const forget = useForgetting();

  const attempt = async (what: (policy: Policy) => Promise<void>) => {
    setBusy(true);
    setFault(null);
    try {
      await what(parsed(text, base));
    } catch (refused) {
      setFault(refused);
    }
    setBusy(false);
  };
  const look = () => attempt(async (policy) => setChecked(await check(policy)));
  const save = (version: number | undefined, force: boolean) =>
    attempt(async (policy) => {
      const stored = await replace({ ...policy, ...(version === undefined ? {} : { version }) }, force);
      await forget();
      if (stored.warnings?.length) {
        setBase(stored);
        setWarnings(stored.warnings);
      } else go(`/policies/${stored.id}`);
    });
  const latest = async () => (await get("/api/lily/v1/policies/{id}", { id: String(base?.id) })) as Policy;
  const takeTheirs = async () => {
    const theirs = await latest();
    setBase(theirs);
    setText(editable(theirs));
    setFault(null);
  };
  const insist = () => (base ? void save(undefined, true) : setChecked({ policy: parsed(text, base), forecast: null, insists: true }));

  const place = fault instanceof Error && !isOutdated(fault) ? locate(text, pathIn(fault.message)) : null;
  return (
    <div className="editor full">
      <div className="policy-field">
        <div className="editor-head">
          <label htmlFor="policy-json">The policy</label>
          <a href="/openapi.yaml">What each part may hold</a>
          <div className="policy-doing">
            {base && (
              <button type="button" className="primary" disabled={busy} onClick={() => void save(undefined, false)}>
                Save
              </button>
            )}
            <button type="button" disabled={busy} onClick={() => void look()}>
              Show what it would change
            </button>
          </div>
        </div>
        <textarea
          id="policy-json"
          ref={area}
          className="mono"
          rows={Math.min(30, Math.max(12, text.split("\n").length + 1))}
          spellCheck={false}
          value={text}
          aria-invalid={fault !== null}
          aria-describedby="policy-json-fault"
          onChange={(event) => {
            setText(event.target.value);
            setChecked(null);
            setFault(null);
          }}
        />
        <div id="policy-json-fault">
          {place && <AtPlace place={place} text={text} area={area.current} />}
          {isOutdated(fault) && base ? (
            <Outdated base={base} latest={latest} takeTheirs={() => void takeTheirs()} putMine={(version) => void save(version, false)} />
          ) : (
            fault !== null && <Refused fault={fault} insist={insist} />
          )}
          {warnings.map((warning) => (
            <p className="policy-warning" key={warning}>
              Stored, with a warning: {warning}
            </p>
          ))}
        </div>
      </div>
      {checked && !base ? (
        <Consequence key={text} checked={checked} />
      ) : (
        <section className="card" aria-label="In words">
          <p className="description">{inWords(text)}</p>
          {checked?.forecast && (
            <>
              <h3>Who would see something else if it were enforced</h3>
              <ForecastTold forecast={checked.forecast} />
            </>
          )}
        </section>
      )}
    </div>
  );
}

function parsed(text: string, base: Policy | null): Policy {
  let policy: Policy;
  try {
    policy = JSON.parse(text) as Policy;
  } catch (fault) {
    throw new Error(`This is not JSON: ${fault instanceof Error ? fault.message : "it does not parse"}`, { cause: fault });
  }
  return base ? { ...policy, id: base.id ?? 0, version: base.version ?? 0 } : policy;
}

/** What it says as far as it is written; the server alone knows whether it is right. */
function inWords(text: string): string {
  try {
    return sentence(JSON.parse(text) as Policy);
  } catch {
    return "This says nothing yet.";
  }
}

function AtPlace({ place, text, area }: { place: Place; text: string; area: HTMLTextAreaElement | null }) {
  const show = () => {
    area?.focus();
    area?.setSelectionRange(place.start, place.end);
  };
  const said = text.slice(place.start, place.end);
  return (
    <p className="fault">
      At line {place.line}: <code>{said.length > 60 ? `${said.slice(0, 60)}…` : said}</code>{" "}
      <button type="button" className="link" onClick={show}>
        Go there
      </button>
    </p>
  );
}

interface OutdatedProps {
  base: Policy;
  latest: () => Promise<Policy>;
  takeTheirs: () => void;
  putMine: (version: number | undefined) => void;
}

function Outdated({ base, latest, takeTheirs, putMine }: OutdatedProps) {
  return (
    <div className="state fault-state" role="alert">
      <h2>Somebody else saved it meanwhile</h2>
      <p>
        You began with version {base.version}. Nothing of yours is lost: it is still in the text above.{" "}
        <a href={`/policies/${base.id}/versions`} target="_blank" rel="noreferrer">
          What they changed
        </a>
      </p>
      <div className="policy-doing">
        <button type="button" onClick={takeTheirs}>
          Take theirs
        </button>
        <button type="button" onClick={() => void latest().then(({ version }) => putMine(version))}>
          Put mine in its place
        </button>
      </div>
    </div>
  );
}
