import { Refusal } from "../api/client";
import { Fault } from "../look/States";

const VERSION_CONFLICT = "ATLAS-409-00-L02";

/** Whether somebody else saved since it was read. */
export function isOutdated(fault: unknown): boolean {
  return fault instanceof Refusal && fault.code === VERSION_CONFLICT;
}

interface RefusedProps {
  fault: unknown;
  /** Does it in spite of what the server warns of. */
  insist: () => void;
  /** Reads what somebody else saved. */
  reread?: (() => void) | undefined;
}

/** Why a change was not done, in the server's words; and what one may do about it. */
export function Refused({ fault, insist, reread }: RefusedProps) {
  const words = fault instanceof Error ? fault.message : "";
  return (
    <div className="refused">
      <Fault fault={fault} />
      {isOutdated(fault) && reread && (
        <button type="button" onClick={reread}>
          Read it again
        </button>
      )}
      {words.includes("force=true") && (
        <button type="button" className="danger" onClick={insist}>
          Do it nevertheless
        </button>
      )}
    </div>
  );
}
