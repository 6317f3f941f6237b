import type { ReactNode } from "react";
import { Refusal } from "../api/client";

/** What is on its way; shown only once it takes long enough to be noticed. */
export function Waiting({ what }: { what: string }) {
  return (
    <div className="state waiting" role="status">
      <span className="pulse" aria-hidden="true" />
      Loading {what}…
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What went wrong, in the server's words, and what one can do. */
export function Fault({ fault, retry }: { fault: unknown; retry?: () => void }) {
  const refusal = fault instanceof Refusal ? fault : null;
  return (
    <div className="state fault-state" role="alert">
      <h2>{refusal ? headline(refusal.status) : "This page broke"}</h2>
      <p>{fault instanceof Error ? fault.message : String(fault)}</p>
      {refusal?.requestId && <p className="hint">Request {refusal.requestId}</p>}
      {retry && refusal?.status !== 403 && refusal?.status !== 404 && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

function headline(status: number): string {
  switch (status) {
    case 0:
      return "No answer";
    case 401:
      return "The session has ended";
    case 403:
      return "You may not see or do this";
    case 404:
      return "It is not there, or not for you to see";
    case 503:
      return "A part of the server does not work at the moment";
    default:
      return status >= 500 ? "Something broke inside the server" : "The server refused this";
  }
}
