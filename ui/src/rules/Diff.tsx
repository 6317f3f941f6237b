import { type Change, changesBetween, type Rule, tidy } from "./rules";
import { inWords } from "./words";

/** What is different between two versions, rule by rule, in words. */
export function Diff({ before, after }: { before: readonly Rule[]; after: readonly Rule[] }) {
  const changes = changesBetween(before, after);
  if (changes.length === 0) return <p className="quiet">The rules are the same.</p>;
  return (
    <ul className="diff">
      {changes.map((each) => (
        <li key={"after" in each ? each.after.id : each.before.id}>
          <One change={each} />
        </li>
      ))}
    </ul>
  );
}

function One({ change }: { change: Change }) {
  switch (change.kind) {
    case "added":
      return <Line sign="+" rule={change.after} />;
    case "removed":
      return <Line sign="−" rule={change.before} />;
    case "moved":
      return (
        <p>
          <code>{change.after.id}</code> <span className="quiet">has another place in the order</span>
        </p>
      );
    case "changed":
      return <Changed before={change.before} after={change.after} />;
  }
}

function Changed({ before, after }: { before: Rule; after: Rule }) {
  if (inWords(before) !== inWords(after)) {
    return (
      <>
        <Line sign="−" rule={before} />
        <Line sign="+" rule={after} />
      </>
    );
  }
  return (
    <p>
      <code>{after.id}</code> <span className="quiet">{details(before, after)}</span>
    </p>
  );
}

function details(before: Rule, after: Rule): string {
  const [old, now] = [tidy(before), tidy(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]))
    .map((field) => (field === "disabled" ? (now.disabled ? "is turned off" : "is turned on") : `has another ${field}: ${String(now[field] ?? "none")}`))
    .join(", ");
}

function Line({ sign, rule }: { sign: "+" | "−"; rule: Rule }) {
  return (
    <p className={sign === "+" ? "plus" : "minus"}>
      <span aria-hidden="true">{sign}</span>
      <span>
        <span className="unseen">{sign === "+" ? "Added: " : "Taken away: "}</span>
        <code>{rule.id}</code> {inWords(rule)}
        {rule.disabled && " (off)"}
      </span>
    </p>
  );
}
