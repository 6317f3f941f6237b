import { type FormEvent, useId, useState } from "react";
import { Link } from "../app/router";
import { Icon } from "../look/Icon";
import { Fault } from "../look/States";
import { addressOf, type SavedSearch, useKeeping, useSavedSearches, whereTo, wordsOf } from "./saved";
import type { Asked } from "./search";

/** The searches that one has kept, where one begins. */
export function SavedList() {
  const saved = useSavedSearches();
  if (saved.isError) return <Fault fault={saved.error} retry={() => void saved.refetch()} />;
  if (!saved.data?.length) return null;
  return (
    <section aria-labelledby="saved">
      <h2 id="saved">Your searches</h2>
      <ul className="saved">
        {saved.data.map((each) => (
          <li key={each.guid}>
            <SavedItem saved={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SavedItem({ saved }: { saved: SavedSearch }) {
  const [naming, setNaming] = useState(false);
  const { rename, remove } = useKeeping();
  const guid = saved.guid ?? "";
  if (naming) {
    return (
      <NameForm
        label="New name"
        name={saved.name ?? ""}
        action="Rename"
        fault={rename.error}
        submit={(name) => rename.mutate({ guid, name }, { onSuccess: () => setNaming(false) })}
        cancel={() => setNaming(false)}
      />
    );
  }
  return (
    <>
      <Link to={whereTo(saved)}>
        <Icon name="search" size={14} /> {saved.name}
      </Link>
      <button type="button" className="link" aria-label={`Rename ${saved.name}`} onClick={() => setNaming(true)}>
        Rename
      </button>
      <button type="button" className="link" aria-label={`Remove ${saved.name}`} onClick={() => remove.mutate(guid)}>
        Remove
      </button>
      {remove.isError && <Fault fault={remove.error} />}
    </>
  );
}

/** Keeps what is asked for, or tells under which name it is kept. */
export function SaveSearch({ asked }: { asked: Asked }) {
  const [naming, setNaming] = useState(false);
  const saved = useSavedSearches();
  const { save } = useKeeping();
  const known = saved.data?.find((each) => whereTo(each) === addressOf(asked));
  if (known) {
    return (
      <span className="kept quiet">
        <Icon name="check" size={14} /> kept as <strong>{known.name}</strong>
      </span>
    );
  }
  if (!naming) {
    return (
      <button type="button" className="kept" onClick={() => setNaming(true)}>
        Save this search
      </button>
    );
  }
  return (
    <NameForm
      label="Name of the search"
      name={wordsOf(asked)}
      action="Save"
      fault={save.error}
      submit={(name) => save.mutate({ name, asked }, { onSuccess: () => setNaming(false) })}
      cancel={() => {
        save.reset();
        setNaming(false);
      }}
    />
  );
}

interface NameFormProps {
  label: string;
  name: string;
  action: string;
  fault: Error | null;
  submit: (name: string) => void;
  cancel: () => void;
}

function NameForm({ label, name, action, fault, submit, cancel }: NameFormProps) {
  const [text, setText] = useState(name);
  const told = useId();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(text.trim());
  };
  return (
    <form className="naming" onSubmit={onSubmit} onKeyDown={(event) => event.key === "Escape" && cancel()}>
      <input
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={fault ? told : undefined}
        value={text}
        maxLength={200}
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="primary" disabled={!text.trim()}>
        {action}
      </button>
      <button type="button" className="plain" onClick={cancel}>
        Cancel
      </button>
      {fault && (
        <p id={told} className="fault" role="alert">
          {fault.message}
        </p>
      )}
    </form>
  );
}
