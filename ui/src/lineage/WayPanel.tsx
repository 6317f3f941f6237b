import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { get } from "../api/client";
import { kindOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import { useSuggestions } from "../search/search";
import { type Path, said } from "./path";
import { WAY } from "./useGraph";

/** The way between two assets; null while nobody asks for one, or it is not known yet. */
export function useWay(from: string, to: string, lens: string) {
  return useQuery({
    queryKey: ["way", from, to, lens],
    enabled: to !== "" && from !== to,
    queryFn: ({ signal }) => get(WAY, {}, { from, to, lens }, signal),
  });
}

interface WayPanelProps {
  from: { guid: string; title: string };
  to: string;
  way: ReturnType<typeof useWay>;
  nameOf: (guid: string) => string;
  onTo: (guid: string) => void;
  onTurn: () => void;
  onStep: (guid: string) => void;
  onClose: () => void;
}

/** Asks for B, and says in words how data gets there from A, or that it does not. */
export function WayPanel({ from, to, way, nameOf, onTo, onTurn, onStep, onClose }: WayPanelProps) {
  return (
    <aside className="way-panel" aria-label="Way from A to B">
      <header>
        <strong>Way from {from.title} to…</strong>
        <button type="button" className="plain icon-button small" aria-label="Close the way" onClick={onClose}>
          <Icon name="close" size={13} />
        </button>
      </header>
      <PickAsset key={to} chosen={to ? nameOf(to) : ""} onPick={onTo} />
      {!to && <p className="hint">Search for the other end, or click its card with Shift.</p>}
      {to === from.guid && <p className="hint">That is where the way begins. Choose another end.</p>}
      {way.isFetching && <p className="hint">Looking for a way…</p>}
      {way.isError && (
        <p className="fault" role="alert">
          {way.error.message}{" "}
          <button type="button" className="link" onClick={() => void way.refetch()}>
            Try again
          </button>
        </p>
      )}
      {way.data && !way.isFetching && <Words path={way.data} onTurn={onTurn} onStep={onStep} />}
    </aside>
  );
}

function Words({ path, onTurn, onStep }: { path: Path; onTurn: () => void; onStep: (guid: string) => void }) {
  const { headline, steps, turn } = said(path);
  return (
    <>
      <p role="status">{headline}</p>
      {turn && (
        <button type="button" onClick={onTurn}>
          Turn it round
        </button>
      )}
      {steps.length > 0 && (
        <ol className="way-steps" aria-label="Steps of the way">
          {steps.map((step) => (
            <li key={step.guid}>
              {step.stop && (
                <span className="stop" title={`Tags stop here: ${step.stop}`}>
                  <Icon name="lock" size={12} />
                  <span className="unseen">Tags stop here: {step.stop}. </span>
                </span>
              )}
              <button type="button" className="link" onClick={() => onStep(step.guid)}>
                {step.isJob ? `▸ ${step.title}` : step.title}
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Searches for an asset as the search at the top does, and gives it on. */
function PickAsset({ chosen, onPick }: { chosen: string; onPick: (guid: string) => void }) {
  const [text, setText] = useState(chosen);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const list = useId();
  const found = useSuggestions(open ? text : "");
  const assets = open && text.trim() ? (found.data?.assets ?? []) : [];
  useEffect(() => setText(chosen), [chosen]);
  const pick = (guid: string | undefined) => {
    if (!guid) return;
    setOpen(false);
    onPick(guid);
  };
  return (
    <div className="search pick" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <input
        type="search"
        placeholder="The other end"
        aria-label="The other end of the way"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        autoFocus={!chosen}
        aria-expanded={assets.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={assets.length > 0 ? `${list}-${at}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            setAt((assets.length + at + (event.key === "ArrowDown" ? 1 : -1)) % Math.max(1, assets.length));
          } else if (event.key === "Enter") pick(assets[at]?.guid);
          else if (event.key === "Escape") setOpen(false);
        }}
      />
      <ul id={list} role="listbox" aria-label="Assets" className="suggestions" hidden={assets.length === 0}>
        {assets.map((asset, index) => (
          <li
            key={asset.guid}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            title={asset.qualifiedName}
            onPointerDown={(event) => {
              event.preventDefault();
              pick(asset.guid);
            }}
          >
            <Icon name={kindOf(asset.typeName)} size={14} />
            <span className="suggestion-name">{asset.title}</span>
            <span className="place">{asset.place}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
