import { type ReactNode, useState } from "react";
import { Drawer } from "../look/Drawer";
import { Affected } from "./Affected";
import type { Proposal } from "./policies";
import { Refused } from "./Refused";

interface ChangeDrawerProps {
  title: string;
  /** The words on the button. */
  verb: string;
  danger?: boolean;
  /** What to tell the effect of; null where there is none on what people see. */
  proposal: Proposal | null;
  children?: ReactNode;
  act: (force: boolean) => Promise<void>;
  onClose: () => void;
  reread: () => void;
}

/** Asks before a change of a policy, and tells whom it affects. */
export function ChangeDrawer({ title, verb, danger = false, proposal, children, act, onClose, reread }: ChangeDrawerProps) {
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const go = async (force: boolean) => {
    setBusy(true);
    setFault(null);
    try {
      await act(force);
      onClose();
    } catch (refused) {
      setFault(refused);
      setBusy(false);
    }
  };
  return (
    <Drawer title={title} onClose={onClose}>
      {children}
      {proposal && (
        <section>
          <h3>Who would see something else</h3>
          <Affected proposal={proposal} />
        </section>
      )}
      {fault !== null && <Refused fault={fault} insist={() => void go(true)} reread={reread} />}
      <div className="drawer-actions">
        <button type="button" className={danger ? "danger" : "primary"} disabled={busy} onClick={() => void go(false)}>
          {verb}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          Leave it as it is
        </button>
      </div>
    </Drawer>
  );
}
