import { type ReactNode, useId, useState } from "react";
import { Icon } from "../look/Icon";

interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** The server's words about it. */
  fault?: string | undefined;
  children: (ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ReactNode;
}

/** A label, what is filled in, and what the server said about it. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": fault !== undefined })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  fault?: string | undefined;
  placeholder?: string | undefined;
  /** Names to choose from; others may be written all the same. */
  suggestions?: readonly string[] | undefined;
}

export function TextField({ value, onChange, placeholder, suggestions, ...field }: TextProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <>
          <input
            {...ids}
            value={value}
            placeholder={placeholder}
            list={suggestions ? `${ids.id}-list` : undefined}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
          {suggestions && <Suggestions id={`${ids.id}-list`} names={suggestions} />}
        </>
      )}
    </Field>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (readonly [value: string, text: string])[];
  hint?: string | undefined;
  fault?: string | undefined;
}

export function ChoiceField({ value, onChange, options, ...field }: ChoiceProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface NamesProps {
  label: string;
  names: readonly string[];
  onChange: (names: string[]) => void;
  hint?: string | undefined;
  fault?: string | undefined;
  suggestions?: readonly string[] | undefined;
}

/** Several names in their order: Enter or leaving the field takes one, its cross takes it out. */
export function NamesField({ names, onChange, suggestions, ...field }: NamesProps) {
  const [next, setNext] = useState("");
  const take = (text: string) => {
    const added = text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !names.includes(name));
    if (added.length > 0) onChange([...names, ...added]);
    setNext("");
  };
  return (
    <Field {...field}>
      {(ids) => (
        <div className="names">
          {names.map((name) => (
            <span key={name} className="name">
              {name}
              <button type="button" className="plain" aria-label={`Without ${name}`} onClick={() => onChange(names.filter((each) => each !== name))}>
                <Icon name="close" size={10} />
              </button>
            </span>
          ))}
          <input
            {...ids}
            value={next}
            list={suggestions ? `${ids.id}-list` : undefined}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => (isChosen(event.nativeEvent) ? take(event.target.value) : setNext(event.target.value))}
            onKeyDown={(event) => {
              if (event.key === "Backspace" && next === "" && names.length > 0) onChange(names.slice(0, -1));
              if (event.key !== "Enter" || next.trim() === "") return;
              event.preventDefault();
              take(next);
            }}
            onBlur={() => take(next)}
          />
          {suggestions && <Suggestions id={`${ids.id}-list`} names={suggestions.filter((name) => !names.includes(name))} />}
        </div>
      )}
    </Field>
  );
}

/** Whether a suggestion was chosen, not written: one name may begin with another. */
function isChosen(event: Event): boolean {
  const how = (event as InputEvent).inputType as string | undefined;
  return how === undefined || how === "insertReplacementText";
}

function Suggestions({ id, names }: { id: string; names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
