import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "../api/client";
import { type FieldFault, faultsOf } from "./faults";

export interface Submission {
  readonly busy: boolean;
  readonly fault: unknown;
  /** What the server said, by field; empty where it said nothing about fields. */
  readonly faults: readonly FieldFault[];
  /** Does it; afterwards everything that is shown is asked for anew. True where it was done. */
  readonly submit: (work: () => Promise<unknown>) => Promise<boolean>;
  /** Asks whether it would be refused; nothing is different afterwards. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<boolean>;
  /** Asks anew for everything that is shown. */
  readonly renew: () => Promise<void>;
}

/** One change at a time, and what became of it. */
export function useSubmit(): Submission {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  // A preview is of a world that is no more: asked again, it would be refused.
  const renew = () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "preview" });
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    try {
      await work();
      return true;
    } catch (refused) {
      setFault(refused);
      // Somebody else was faster: what they did is shown.
      if (refused instanceof Refusal && refused.status === 409) await renew();
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    fault,
    faults: fault instanceof Refusal && fault.status >= 400 && fault.status < 500 ? faultsOf(fault.message) : [],
    attempt,
    renew,
    submit: async (work) => {
      const done = await attempt(work);
      if (done) await renew();
      return done;
    },
  };
}
