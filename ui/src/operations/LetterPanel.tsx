import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, send } from "../api/client";
import { Drawer } from "../look/Drawer";
import { Fault, Waiting } from "../look/States";
import { LetterState } from "./DeadLetters";
import { isOpen, laidOut, type Letter, letterPath, LETTERS } from "./letters";
import { bytes, moment } from "./words";

/** One dead letter: why it is there, what is in it, and what can be done. */
export function LetterPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const letter = useQuery({
    queryKey: ["dead-letter", id],
    queryFn: ({ signal }) => get(`${LETTERS}/{id}`, { id }, {}, signal),
  });
  return (
    <Drawer title="Dead letter" onClose={onClose}>
      {letter.isPending && <Waiting what="the letter" />}
      {letter.isError && <Fault fault={letter.error} retry={() => void letter.refetch()} />}
      {letter.data && <Content letter={letter.data} />}
    </Drawer>
  );
}

function Content({ letter }: { letter: Letter }) {
  return (
    <>
      <p className="letter-reason">{letter.reason}</p>
      <Facts letter={letter} />
      <Outcome letter={letter} />
      <h3>Content</h3>
      {(letter.payloadTruncated || letter.payloadRedacted) && (
        <p className="quiet">
          {letter.payloadTruncated && "Only its beginning is shown. "}
          {letter.payloadRedacted && "What looks like a secret is left out."}
        </p>
      )}
      <pre className="raw letter-content" tabIndex={0} aria-label="Content of the letter">
        {laidOut(letter.payload ?? "")}
      </pre>
      <Actions letter={letter} />
    </>
  );
}

function Facts({ letter }: { letter: Letter }) {
  const facts: [string, string][] = [
    ["Came", moment(letter.time)],
    ["From", letter.source],
    ["Size", bytes(letter.size)],
    ...(letter.tenant ? ([["Tenant", letter.tenant]] as [string, string][]) : []),
    ...(letter.requestId ? ([["Request", letter.requestId]] as [string, string][]) : []),
    ...Object.entries(letter.details).map(([name, text]): [string, string] => [name.charAt(0).toUpperCase() + name.slice(1), text]),
  ];
  return (
    <dl className="facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Outcome({ letter }: { letter: Letter }) {
  return (
    <div className="letter-outcome" role="status">
      <LetterState letter={letter} />
      {letter.changedBy && (
        <span className="quiet">
          {" "}
          by {letter.changedBy}, {moment(letter.changedAt ?? letter.time)}
          {letter.redrives > 1 && `, redriven ${letter.redrives} times`}
        </span>
      )}
      {letter.outcome && <p>{letter.outcome}</p>}
    </div>
  );
}

/** Redriving what is settled is offered only after saying what became of it. */
function Actions({ letter }: { letter: Letter }) {
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const act = async (path: string) => {
    setBusy(true);
    setFault(null);
    try {
      const now = await send<Letter>("POST", path, {});
      // The content is as it was; only what became of the letter is new.
      client.setQueryData(["dead-letter", letter.id], { ...letter, ...now });
    } catch (refused) {
      setFault(refused);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: ["dead-letters"] });
  };
  const redrive = letterPath(letter.id, "redrive");
  return (
    <>
      {fault !== null && <Fault fault={fault} />}
      <div className="drawer-actions">
        {isOpen(letter) ? (
          <button type="button" className="primary" disabled={busy} onClick={() => void act(redrive)}>
            Redrive
          </button>
        ) : (
          <button type="button" disabled={busy} onClick={() => void act(`${redrive}?again=true`)}>
            Redrive once more
          </button>
        )}
        {letter.state !== "APPLIED" && letter.state !== "DISCARDED" && (
          <button type="button" disabled={busy} onClick={() => void act(letterPath(letter.id, "discard"))}>
            Discard
          </button>
        )}
        {busy && <span className="quiet">Working…</span>}
      </div>
    </>
  );
}
