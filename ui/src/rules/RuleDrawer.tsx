import { type FormEvent, useState } from "react";
import { Drawer } from "../look/Drawer";
import { Fault } from "../look/States";
import { ChoiceField, NamesField, TextField } from "../propagation/Fields";
import { faultAt } from "../propagation/faults";
import { check } from "../propagation/forecast";
import { useSubmit } from "../propagation/useSubmit";
import { type Kind, ofKind, type Types } from "../types/types";
import { useTypes } from "../types/useTypes";
import { FIELDS, KIND_OPTIONS, type RuleField } from "./fields";
import { type Rule, tidy, valueAt, withValue } from "./rules";
import { inWords } from "./words";

interface RuleDrawerProps {
  rule: Rule;
  isNew: boolean;
  others: readonly Rule[];
  /** Where it stands among all, by which the server names it. */
  place: number;
  /** Absent for those who may only read. */
  onKeep: ((rule: Rule) => void) | undefined;
  onRemove: (() => void) | undefined;
  onClose: () => void;
}

/** One rule as a form; what it says is told in words while one fills it in. */
export function RuleDrawer({ rule, isNew, others, place, onKeep, onRemove, onClose }: RuleDrawerProps) {
  const [draft, setDraft] = useState(rule);
  const types = useTypes();
  const submission = useSubmit();
  const at = `rules[${place}]`;
  const set = (path: string) => (value: unknown) => setDraft(withValue(draft, path, value));
  const mine = submission.faults.filter((fault) => fault.path === at || fault.path.startsWith(`${at}.`));
  const fields = FIELDS[draft.type] ?? [];
  const placed = (path: string) => [`id`, `description`, ...fields.map((field) => field.path)].some((field) => path.startsWith(`${at}.${field}`));
  const rare = fields.filter((field) => field.rare);
  const faultOf = (field: RuleField) => faultAt(mine, `${at}.${field.path}`);
  const input = (field: RuleField) => (
    <Input
      key={`${draft.type} ${field.path}`}
      field={field}
      value={valueAt(draft, field.path)}
      onChange={set(field.path)}
      fault={faultOf(field)}
      suggestions={field.suggests && types.data && namesOf(types.data, field.suggests)}
    />
  );
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const kept = tidy(draft);
    const all = [...others.slice(0, place), kept, ...others.slice(place)];
    if (!(await submission.attempt(() => check({ rules: all as never })))) return;
    onKeep?.(kept);
    onClose();
  };
  return (
    <Drawer title={isNew ? "New rule" : `Rule ${rule.id}`} onClose={onClose}>
      <p className="rule-words">{inWords(draft)}</p>
      {!onKeep && <p className="quiet">{rule.description}</p>}
      {onKeep && (
        <form className="fields" onSubmit={(event) => void keep(event)}>
          <TextField label="Name" value={draft.id} onChange={(id) => setDraft({ ...draft, id })} fault={faultAt(mine, `${at}.id`)} />
          <TextField label="Why there is this rule" value={draft.description ?? ""} onChange={set("description")} fault={faultAt(mine, `${at}.description`)} />
          <ChoiceField
            label="What it does"
            value={draft.type}
            options={KIND_OPTIONS}
            onChange={(type) => setDraft({ id: draft.id, type, ...(draft.description ? { description: draft.description } : {}) })}
          />
          {fields.filter((field) => !field.rare).map(input)}
          {rare.length > 0 && (
            <details key={draft.type} open={rare.some((field) => valueAt(rule, field.path) !== undefined || faultOf(field) !== undefined)}>
              <summary>More to narrow it down</summary>
              <div className="fields">{rare.map(input)}</div>
            </details>
          )}
          {mine
            .filter((fault) => !placed(fault.path))
            .map((fault) => (
              <p key={fault.path + fault.text} className="fault" role="alert">
                {fault.path === at ? fault.text : `${fault.path.slice(at.length + 1)}: ${fault.text}`}
              </p>
            ))}
          {submission.fault !== null && mine.length === 0 && <Fault fault={submission.fault} />}
          <div className="drawer-actions">
            <button className="primary" disabled={submission.busy}>
              Keep in the draft
            </button>
            {onRemove && (
              <button
                type="button"
                onClick={() => {
                  onRemove();
                  onClose();
                }}
              >
                Remove
              </button>
            )}
            <span className="quiet">Nothing is saved yet.</span>
          </div>
        </form>
      )}
    </Drawer>
  );
}

function namesOf(types: Types, kind: Kind): string[] {
  return ofKind(types, kind).map((type) => type.name);
}

interface InputProps {
  field: RuleField;
  value: unknown;
  onChange: (value: unknown) => void;
  fault: string | undefined;
  suggestions: readonly string[] | undefined;
}

function Input({ field, value, onChange, fault, suggestions }: InputProps) {
  const { label, hint, options = [] } = field;
  const shown = value === undefined ? "" : String(value);
  switch (field.input) {
    case "names":
      return <NamesField label={label} hint={hint} fault={fault} names={Array.isArray(value) ? value.map(String) : []} onChange={onChange} suggestions={suggestions} />;
    case "choice":
      return <ChoiceField label={label} hint={hint} fault={fault} options={options} value={shown} onChange={onChange} />;
    case "flag":
      return (
        <ChoiceField
          label={label}
          hint={hint}
          fault={fault}
          options={options}
          value={shown}
          onChange={(text) => onChange(text === "" ? undefined : text === "true")}
        />
      );
    case "number":
      return <TextField label={label} hint={hint} fault={fault} value={shown} onChange={(text) => onChange(/^\d+$/.test(text) ? Number(text) : text)} />;
    case "text":
      return <TextField label={label} hint={hint} fault={fault} value={shown} onChange={onChange} suggestions={suggestions} />;
  }
}
