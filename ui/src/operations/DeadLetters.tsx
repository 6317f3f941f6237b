import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, type Posted, post } from "../api/client";
import { go, useAddress, withQuery } from "../app/router";
import { Empty, Fault, Waiting } from "../look/States";
import { EVERY } from "./Fresh";
import { LetterPanel } from "./LetterPanel";
import { type Letter, LETTERS, STATES } from "./letters";
import { moment, number } from "./words";

const PAGE = 50;
const REDRIVE = `${LETTERS}/redrive` as const;

/** What was put aside, why, and what became of it. */
export function DeadLetters() {
  const address = useAddress();
  const [source, reason, state, id] = ["source", "reason", "state", "letter"].map((name) => address.query.get(name) ?? "");
  const page = Math.max(1, Number(address.query.get("page") ?? 1) || 1);
  const filter = { source, reason, state: state === "all" ? "" : state || "waiting,refused,redriving" };
  const letters = useQuery({
    queryKey: ["dead-letters", filter, page],
    queryFn: ({ signal }) => get(LETTERS, {}, { ...filter, limit: PAGE, offset: (page - 1) * PAGE }, signal),
    refetchInterval: EVERY * 2,
    placeholderData: (before) => before,
  });
  const show = (changes: Record<string, string | undefined>) => go(withQuery(address, changes), "replace");
  if (letters.isPending) return <Waiting what="dead letters" />;
  if (!letters.data) return <Fault fault={letters.error} retry={() => void letters.refetch()} />;
  const found = letters.data;
  return (
    <>
      <div className="letters-tools">
        <Filter sources={found.sources} show={show} given={{ source: source ?? "", reason: reason ?? "", state: state ?? "" }} />
        <Bulk key={`${source} ${reason}`} open={found.open} filter={{ source: source ?? "", reason: reason ?? "" }} />
      </div>
      {letters.isError && <Fault fault={letters.error} retry={() => void letters.refetch()} />}
      {found.letters.length === 0 ? <Nothing filtered={Boolean(source || reason || state)} /> : <List letters={found.letters} choose={(letter) => show({ letter })} />}
      {found.total > PAGE && (
        <p className="pages">
          {page > 1 && (
            <button type="button" onClick={() => show({ page: String(page - 1) })}>
              Newer
            </button>
          )}
          <span className="quiet">
            Page {page} of {Math.ceil(found.total / PAGE)}
          </span>
          {page * PAGE < found.total && (
            <button type="button" onClick={() => show({ page: String(page + 1) })}>
              Older
            </button>
          )}
        </p>
      )}
      {id && <LetterPanel key={id} id={id} onClose={() => show({ letter: undefined })} />}
    </>
  );
}

interface FilterProps {
  sources: string[];
  given: { source: string; reason: string; state: string };
  show: (changes: Record<string, string | undefined>) => void;
}

function Filter({ sources, given, show }: FilterProps) {
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    show({ reason: String(new FormData(event.currentTarget).get("reason")).trim(), page: undefined });
  };
  return (
    <form className="columns-tools" onSubmit={ask}>
      <select aria-label="State" value={given.state} onChange={(event) => show({ state: event.target.value, page: undefined })}>
        <option value="">Not settled</option>
        <option value="applied">Applied</option>
        <option value="discarded">Discarded</option>
        <option value="all">All</option>
      </select>
      <select aria-label="Source" value={given.source} onChange={(event) => show({ source: event.target.value, page: undefined })}>
        <option value="">Any source</option>
        {sources.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <input name="reason" type="search" defaultValue={given.reason} placeholder="Words of the reason" aria-label="Words of the reason" spellCheck={false} />
      <button>Filter</button>
    </form>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <Empty title={filtered ? "No dead letter matches" : "Nothing was put aside"}>
      <p className="quiet">{filtered ? "Choose another state or source, or fewer words." : "What a consumer cannot use, and what an OpenLineage event is refused for, appears here with its reason."}</p>
    </Empty>
  );
}

function List({ letters, choose }: { letters: Letter[]; choose: (id: string) => void }) {
  return (
    <ul className="hits letters" aria-label="Dead letters">
      {letters.map((letter) => (
        <li key={letter.id}>
          <button type="button" className="plain letter" onClick={() => choose(letter.id)}>
            <time className="quiet" dateTime={letter.time}>
              {moment(letter.time)}
            </time>
            <span>{letter.source}</span>
            <strong title={letter.reason}>{letter.reason}</strong>
            <LetterState letter={letter} />
          </button>
        </li>
      ))}
    </ul>
  );
}

export function LetterState({ letter }: { letter: Letter }) {
  const words = STATES[letter.state];
  return <span className={`badge ${words.look}`}>{words.text}</span>;
}

/** Redrives all that match, once the person has confirmed how many. */
function Bulk({ open, filter }: { open: number; filter: { source: string; reason: string } }) {
  const [asked, setAsked] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Posted<typeof REDRIVE> | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const redrive = async (expected: number) => {
    setBusy(true);
    setFault(null);
    try {
      setOutcome(await post(REDRIVE, { ...filter, expected }));
      setAsked(null);
    } catch (refused) {
      setFault(refused);
      setAsked(null);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: ["dead-letters"] });
  };
  const letters = (count: number) => (count === 1 ? "1 letter" : `${number(count)} letters`);
  return (
    <div className="ops-bulk" aria-live="polite">
      {outcome && (
        <p>
          <span className="badge good">{letters(outcome.applied)} applied</span> <span className={`badge ${outcome.refused > 0 ? "bad" : ""}`}>{letters(outcome.refused)} refused again</span>{" "}
          {outcome.stopped && <span className="fault">The rest was not tried: {outcome.stopped}</span>}
        </p>
      )}
      {fault !== null && <Fault fault={fault} />}
      {asked === null && open > 1 && (
        <button type="button" onClick={() => setAsked(open)}>
          Redrive all {number(open)}…
        </button>
      )}
      {asked !== null && (
        <p className="ops-ask">
          Feed {letters(asked)} in again, oldest first?
          <button type="button" className="primary" disabled={busy} onClick={() => void redrive(asked)}>
            Redrive {letters(asked)}
          </button>
          <button type="button" disabled={busy} onClick={() => setAsked(null)}>
            Cancel
          </button>
        </p>
      )}
    </div>
  );
}

