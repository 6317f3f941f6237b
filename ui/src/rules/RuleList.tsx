import { Link } from "../app/router";
import { Empty } from "../look/States";
import { type Rule, sameRule } from "./rules";
import { inWords } from "./words";

interface RuleListProps {
  rules: readonly Rule[];
  /** As they are in force; what differs is marked. */
  saved: readonly Rule[];
  /** Absent for those who may only read. */
  change: ((rules: readonly Rule[]) => void) | undefined;
}

export const KIND_WORDS: Readonly<Record<string, string>> = {
  BLOCK: "stops",
  LIFT: "lifts",
  LOWER: "lowers",
  INHERIT: "hands on",
  SEVERITY: "weighs",
};

export function RuleList({ rules, saved, change }: RuleListProps) {
  const gone = saved.filter((rule) => !rules.some((each) => each.id === rule.id));
  if (rules.length + gone.length === 0) {
    return (
      <Empty title="There are no rules">
        <p>Tags travel along all lineage, and wherever relationship types let them.</p>
      </Empty>
    );
  }
  return (
    <ul className="rule-list">
      {rules.map((rule) => (
        <li key={rule.id} className={rule.disabled ? "off" : ""}>
          <span className="badge">{KIND_WORDS[rule.type] ?? rule.type}</span>
          <div>
            <p>
              <Link to={`/rules?rule=${encodeURIComponent(rule.id)}`}>{inWords(rule)}</Link>
            </p>
            <p className="hint">
              <code>{rule.id}</code> {rule.description}
            </p>
          </div>
          <Mark rule={rule} was={saved.find((each) => each.id === rule.id)} />
          {change && (
            <button
              type="button"
              role="switch"
              aria-checked={!rule.disabled}
              aria-label={`${rule.id} holds`}
              className="switch"
              onClick={() => change(rules.map((each) => (each === rule ? { ...rule, disabled: !rule.disabled } : each)))}
            >
              {rule.disabled ? "off" : "on"}
            </button>
          )}
          {!change && rule.disabled && <span className="badge warn">off</span>}
        </li>
      ))}
      {gone.map((rule) => (
        <li key={rule.id} className="off gone">
          <span className="badge">{KIND_WORDS[rule.type] ?? rule.type}</span>
          <div>
            <p>{inWords(rule)}</p>
            <p className="hint">
              <code>{rule.id}</code>
            </p>
          </div>
          <span className="badge bad">to be removed</span>
          {change && (
            <button type="button" onClick={() => change([...rules, rule])}>
              Keep
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Mark({ rule, was }: { rule: Rule; was: Rule | undefined }) {
  if (was && sameRule(rule, was)) return null;
  return <span className="badge warn">{was ? "changed" : "new"}, not saved</span>;
}
