import { useEffect, useState } from "react";
import { span } from "./words";

/** How often what changes by itself is asked again; react-query pauses while the tab is hidden. */
export const EVERY = 3000;

interface FreshProps {
  /** When the last answer came. */
  at: number;
  /** Whether the last question failed, so that what is shown is old. */
  failed: boolean;
}

/** Says how old what one sees is. */
export function Fresh({ at, failed }: FreshProps) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, []);
  return <p className={failed ? "fresh fault" : "fresh quiet"}>{failed ? `The server does not answer; this is as it was ${span(now - at)} ago.` : `Refreshed every ${EVERY / 1000} s while this tab is shown.`}</p>;
}
