import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { go, useAddress, withQuery } from "../app/router";
import { kindOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import { TagChip } from "../look/TagChip";
import { useSuggestions } from "./search";

/** Search with type-ahead; `/` brings the cursor here from anywhere. */
export function SearchBox({ large = false }: { large?: boolean }) {
  const address = useAddress();
  const [text, setText] = useState(address.path === "/" ? (address.query.get("q") ?? "") : "");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const suggestions = useSuggestions(open ? text : "");
  const assets = open && text.trim() ? (suggestions.data?.assets ?? []) : [];

  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const within = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(within.tagName)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);

  const leave = (to: string) => {
    setOpen(false);
    input.current?.blur();
    go(to);
  };
  const submit = () => {
    const chosen = assets[at];
    if (chosen) leave(`/asset/${chosen.guid}`);
    else if (address.path === "/") leave(withQuery(address, { q: text.trim(), page: undefined }));
    else leave(text.trim() ? `/?q=${encodeURIComponent(text.trim())}` : "/");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt(((at + 1 + step + assets.length + 1) % (assets.length + 1)) - 1);
    } else if (event.key === "Escape") {
      setOpen(false);
      if (!open) input.current?.blur();
    }
  };

  return (
    <form
      role="search"
      className={large ? "search large" : "search"}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Icon name="search" size={large ? 20 : 16} />
      <input
        ref={input}
        type="search"
        name="q"
        value={text}
        autoFocus={large}
        autoComplete="off"
        spellCheck={false}
        placeholder="Search tables, columns, jobs…"
        aria-label="Search"
        role="combobox"
        aria-expanded={assets.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id={list} role="listbox" aria-label="Suggestions" className="suggestions" hidden={assets.length === 0}>
        {assets.map((asset, index) => (
          <li
            key={asset.guid}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              leave(`/asset/${asset.guid}`);
            }}
            onPointerMove={() => setAt(index)}
          >
            <Icon name={kindOf(asset.typeName)} />
            <span className="suggestion-name">
              <Marked text={asset.title} sought={text.trim()} />
            </span>
            <span className="place">{asset.place}</span>
            {asset.tags.slice(0, 2).map((tag) => (
              <TagChip key={tag.name} tag={tag} />
            ))}
          </li>
        ))}
      </ul>
    </form>
  );
}

function Marked({ text, sought }: { text: string; sought: string }) {
  const begin = text.toLowerCase().indexOf(sought.toLowerCase());
  if (begin < 0 || !sought) return text;
  return (
    <>
      {text.slice(0, begin)}
      <mark>{text.slice(begin, begin + sought.length)}</mark>
      {text.slice(begin + sought.length)}
    </>
  );
}
