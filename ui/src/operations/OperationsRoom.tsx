import { useEffect } from "react";
import { Link } from "../app/router";
import type { Signed } from "../session/session";
import { DeadLetters } from "./DeadLetters";
import { Engines } from "./Engines";
import { Overview } from "./Overview";
import { Tasks } from "./Tasks";
import "./operations.css";

const TABS = [
  { name: "", text: "Overview", roles: ["admin", "monitor"] },
  { name: "dead-letters", text: "Dead letters", roles: ["admin"] },
  { name: "tasks", text: "Tasks", roles: ["admin", "steward", "reader"] },
  { name: "engines", text: "Engines", roles: ["admin", "steward"] },
] as const;

/** How the server is, what was put aside, what is being done, and how far the engines are. */
export default function OperationsRoom({ tab, signed }: { tab: string; signed: Signed }) {
  const shown = TABS.find((each) => each.name === tab);
  useEffect(() => {
    document.title = `${shown?.name ? shown.text : "Operations"} · Lily`;
  }, [shown]);
  return (
    <main id="content" className="page">
      <h1>Operations</h1>
      <nav className="tabs" aria-label="Views of operations">
        {TABS.filter(({ roles }) => roles.some((role) => signed.roles.includes(role))).map(({ name, text }) => (
          <Link key={name} to={name ? `/operations/${name}` : "/operations"} aria-current={name === tab ? "page" : undefined}>
            {text}
          </Link>
        ))}
      </nav>
      <div className="tab-content">
        {tab === "" && <Overview />}
        {tab === "dead-letters" && <DeadLetters />}
        {tab === "tasks" && <Tasks />}
        {tab === "engines" && <Engines />}
        {!shown && <p className="quiet">There is no such view.</p>}
      </div>
    </main>
  );
}
