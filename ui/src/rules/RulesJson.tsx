import { useState } from "react";
import { type Rule, rulesFrom, sameRules } from "./rules";

interface RulesJsonProps {
  rules: readonly Rule[];
  change: ((rules: readonly Rule[]) => void) | undefined;
}

/** All rules in full, as the API has them. */
export function RulesJson({ rules, change }: RulesJsonProps) {
  const [written, setWritten] = useState(() => JSON.stringify(rules, null, 2));
  const [fault, setFault] = useState("");
  if (!change) {
    return (
      <pre className="raw" tabIndex={0}>
        {written}
      </pre>
    );
  }
  const write = (text: string) => {
    setWritten(text);
    try {
      const read = rulesFrom(text);
      setFault("");
      if (!sameRules(read, rules)) change(read);
    } catch (unreadable) {
      setFault(unreadable instanceof Error ? unreadable.message : String(unreadable));
    }
  };
  return (
    <div className="field">
      <label htmlFor="rules-json">All rules, in their order</label>
      <textarea
        id="rules-json"
        className="mono"
        rows={Math.min(40, Math.max(14, written.split("\n").length + 1))}
        spellCheck={false}
        value={written}
        aria-invalid={fault !== ""}
        aria-describedby="rules-json-fault"
        onChange={(event) => write(event.target.value)}
      />
      <p id="rules-json-fault" className="fault" role="status">
        {fault && `${fault} What was right before stays in the draft.`}
      </p>
    </div>
  );
}
