import { type ReactNode, useState } from "react";
import { url } from "../api/client";
import { usePopup } from "../look/usePopup";
import { type Chosen, DIRECTIONS, LEVELS } from "./address";
import { choices, countOf } from "./filters";
import type { Graph } from "./graph";
import { OVERLAYS, overlaysTo } from "./overlays";

type Choose = (changes: Record<string, string | undefined>) => void;

interface ToolsProps {
  root: string;
  chosen: Chosen;
  graph: Graph | null;
  choose: Choose;
  onFound: (guid: string) => void;
  exports: readonly (readonly [name: string, title: string, take: () => void])[];
}

export function Tools({ root, chosen, graph, choose, onFound, exports }: ToolsProps) {
  const { direction, level, depth, filters, overlays, asList } = chosen;
  const inForce = countOf(filters);
  const show = (lens: string) => choose({ lens, selected: undefined, open: undefined, collapsed: undefined });
  return (
    <div className="lineage-tools" role="toolbar" aria-label="Lineage">
      <Choice name="Direction" options={DIRECTIONS} value={direction} onChoose={(value) => choose({ direction: value })} />
      <Choice name="Show" options={LEVELS} value={level === "tables" ? "column" : level} onChoose={show} />
      {chosen.lens === "column" && (
        <button type="button" aria-pressed={level === "tables"} title="One card for each table" onClick={() => show(level === "tables" ? "column" : "tables")}>
          By table
        </button>
      )}
      <label>
        Steps
        <input type="number" min={1} max={20} value={depth} onChange={(event) => choose({ depth: event.target.value })} />
      </label>
      <FindNode graph={graph} onFound={onFound} />
      <Menu name={inForce > 0 ? `Filter · ${inForce}` : "Filter"} isOn={inForce > 0}>
        <FilterFields chosen={chosen} graph={graph} choose={choose} />
      </Menu>
      <Menu name="Marks" isOn={overlays.size > 0 && overlaysTo(overlays) !== undefined}>
        {OVERLAYS.map((overlay) => (
          <label key={overlay}>
            <input
              type="checkbox"
              checked={overlays.has(overlay)}
              onChange={(event) =>
                choose({ marks: overlaysTo(new Set(OVERLAYS.filter((each) => (each === overlay ? event.target.checked : overlays.has(each))))) })
              }
            />
            {overlay === "tags" ? "Tags" : overlay === "incidents" ? "Incidents" : "Enforcement"}
          </label>
        ))}
      </Menu>
      <button type="button" aria-pressed={chosen.isAskingForWay} onClick={() => choose(chosen.isAskingForWay ? { way: undefined, to: undefined, from: undefined } : { way: "ask", as: undefined })}>
        Way…
      </button>
      <button type="button" aria-label="As a list" aria-pressed={asList} onClick={() => choose({ as: asList ? undefined : "list" })}>
        List
      </button>
      <Menu name="Export" isAtEnd>
        {exports.map(([name, title, take]) => (
          <button type="button" key={name} className="plain" title={title} onClick={take}>
            {name}
          </button>
        ))}
        <a className="button plain" title="Everything that hangs on it, as a table" href={url("/api/lily/v1/lineage/impact", {}, { root, direction, format: "csv" })} download="lineage.csv">
          CSV
        </a>
      </Menu>
    </div>
  );
}

function FilterFields({ chosen, graph, choose }: Pick<ToolsProps, "chosen" | "graph" | "choose">) {
  const { types, tags } = choices(graph?.nodes.values() ?? []);
  const { type, tag, only, hideJobs } = chosen.filters;
  const option = ([name, count]: [string, number]) => (
    <option key={name} value={name}>
      {name.replaceAll("_", " ")} ({count.toLocaleString("en")})
    </option>
  );
  const unknown = (name: string, known: [string, number][]): [string, number][] => (name && !known.some(([each]) => each === name) ? [[name, 0]] : []);
  return (
    <>
      <label className="field">
        Type
        <select value={type} onChange={(event) => choose({ type: event.target.value })}>
          <option value="">every type</option>
          {[...types, ...unknown(type, types)].map(option)}
        </select>
      </label>
      <label className="field">
        Tag
        <select value={tag} onChange={(event) => choose({ tag: event.target.value, only: undefined })}>
          <option value="">with and without tags</option>
          {[...tags, ...unknown(tag, tags)].map(option)}
        </select>
      </label>
      <label>
        <input type="checkbox" disabled={!tag} checked={only && tag !== ""} onChange={(event) => choose({ only: event.target.checked ? "tag" : undefined })} />
        Only what carries it
      </label>
      <label>
        <input type="checkbox" checked={hideJobs} onChange={(event) => choose({ jobs: event.target.checked ? "hidden" : undefined })} />
        Hide jobs
      </label>
      {countOf(chosen.filters) > 0 && (
        <button type="button" className="link" onClick={() => choose({ type: undefined, tag: undefined, only: undefined, jobs: undefined })}>
          Show everything
        </button>
      )}
    </>
  );
}

interface MenuProps {
  name: string;
  isOn?: boolean;
  isAtEnd?: boolean;
  children: ReactNode;
}

/** What opens below its button; Escape and a click elsewhere close it. */
function Menu({ name, isOn = false, isAtEnd = false, children }: MenuProps) {
  const { open, toggle, box } = usePopup();
  return (
    <div className={isAtEnd ? "menu at-end" : "menu"} ref={box}>
      <button type="button" aria-expanded={open} className={isOn ? "chosen" : ""} onClick={toggle}>
        {name} <span aria-hidden="true">▾</span>
      </button>
      {open && <div className="menu-list">{children}</div>}
    </div>
  );
}

interface ChoiceProps {
  name: string;
  options: readonly (readonly [string, string])[];
  value: string;
  onChoose: (value: string) => void;
}

function Choice({ name, options, value, onChoose }: ChoiceProps) {
  return (
    <div className="choice" role="group" aria-label={name}>
      {options.map(([option, text]) => (
        <button type="button" key={option} aria-pressed={option === value} onClick={() => onChoose(option)}>
          {text}
        </button>
      ))}
    </div>
  );
}

function FindNode({ graph, onFound }: { graph: Graph | null; onFound: (guid: string) => void }) {
  const [text, setText] = useState("");
  const find = () => {
    const sought = text.trim().toLowerCase();
    const hit = sought && [...(graph?.nodes.values() ?? [])].find((node) => node.qualifiedName.toLowerCase().includes(sought));
    if (hit) onFound(hit.guid);
  };
  return (
    <input
      type="search"
      className="find"
      placeholder="Find in the picture"
      aria-label="Find in the picture"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && find()}
    />
  );
}
