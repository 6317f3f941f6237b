import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { Link } from "../app/router";
import { Icon } from "../look/Icon";
import { Empty } from "../look/States";
import { TagChip } from "../look/TagChip";
import { MOST_TARGETS } from "../tags/proposal";
import { TagPanel } from "../tags/TagPanel";
import type { Column, Details } from "./details";
import { all, clicked, NOTHING_CHOSEN, type Selection } from "./selection";

const ROW = 36;

/** The columns of a table; only those in sight are in the page, so thousands scroll as fast as ten. */
export function Columns({ details, mayTag }: { details: Details; mayTag: boolean }) {
  const [sought, setSought] = useState("");
  const [tag, setTag] = useState("");
  const [selection, setSelection] = useState(NOTHING_CHOSEN);
  const [tagging, setTagging] = useState(false);
  const tags = useMemo(
    () => [...new Set(details.columns.flatMap((column) => column.tags.map((each) => each.name)))].sort(),
    [details.columns],
  );
  const shown = useMemo(() => filtered(details.columns, sought, tag), [details.columns, sought, tag]);
  const chosen = useMemo(
    () => details.columns.filter((column) => selection.chosen.has(column.guid)).map((column) => ({ guid: column.guid, title: column.name, tags: column.tags })),
    [details.columns, selection],
  );
  if (details.columns.length === 0) {
    return <Empty title="No columns are known">A column appears here once a job reported it.</Empty>;
  }
  return (
    <div className="columns">
      <div className="columns-tools">
        <input
          type="search"
          placeholder="Filter columns…"
          aria-label="Filter columns"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
        {tags.map((name) => (
          <button type="button" key={name} className={name === tag ? "chosen" : ""} aria-pressed={name === tag} onClick={() => setTag(name === tag ? "" : name)}>
            {name}
          </button>
        ))}
        <span className="quiet" role="status">
          {shown.length === details.columns.length ? `${shown.length} columns` : `${shown.length} of ${details.columns.length} columns`}
        </span>
        {chosen.length > 0 && <Chosen count={chosen.length} onTag={() => setTagging(true)} onClear={() => setSelection(NOTHING_CHOSEN)} />}
      </div>
      <Rows columns={shown} {...(mayTag ? { selection, select: setSelection } : {})} />
      {tagging && <TagPanel targets={chosen} onClose={() => setTagging(false)} />}
    </div>
  );
}

export function filtered(columns: readonly Column[], sought: string, tag: string): Column[] {
  const text = sought.trim().toLowerCase();
  return columns.filter(
    (column) =>
      (column.name.toLowerCase().includes(text) || column.description.toLowerCase().includes(text)) &&
      (!tag || column.tags.some((each) => each.name === tag)),
  );
}

function Chosen({ count, onTag, onClear }: { count: number; onTag: () => void; onClear: () => void }) {
  return (
    <span className="columns-chosen">
      <strong>{count.toLocaleString("en")} chosen</strong>
      {count > MOST_TARGETS && <span className="quiet">at most {MOST_TARGETS.toLocaleString("en")} at once</span>}
      <button type="button" className="primary" disabled={count > MOST_TARGETS} onClick={onTag}>
        <Icon name="tag" size={14} /> Tag…
      </button>
      <button type="button" className="plain" onClick={onClear}>
        Clear
      </button>
    </span>
  );
}

interface RowsProps {
  columns: Column[];
  /** Absent where one may not tag. */
  selection?: Selection;
  select?: (selection: Selection) => void;
}

function Rows({ columns, selection, select }: RowsProps) {
  const guids = useMemo(() => columns.map((column) => column.guid), [columns]);
  const isAll = selection !== undefined && guids.length > 0 && guids.every((guid) => selection.chosen.has(guid));
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: columns.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  return (
    <div className={selection ? "table choosing" : "table"} role="table" aria-label="Columns" aria-rowcount={columns.length + 1}>
      <div className="table-head" role="row">
        {selection && (
          <span role="columnheader">
            <input
              type="checkbox"
              aria-label={`All ${columns.length.toLocaleString("en")} columns that are shown`}
              checked={isAll}
              onChange={() => select?.(all(selection, guids))}
            />
          </span>
        )}
        <span role="columnheader">Name</span>
        <span role="columnheader">Type</span>
        <span role="columnheader">Tags</span>
        <span role="columnheader">Description</span>
      </div>
      <div className="table-body" role="rowgroup" ref={box} tabIndex={0} aria-label="Columns, to scroll">
        <div role="presentation" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const column = columns[item.index];
            return (
              column && (
                <div
                  role="row"
                  aria-rowindex={item.index + 2}
                  key={column.guid}
                  className={selection?.chosen.has(column.guid) ? "table-row picked" : "table-row"}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {selection && (
                    <span role="cell">
                      <input
                        type="checkbox"
                        aria-label={`Choose ${column.name}`}
                        checked={selection.chosen.has(column.guid)}
                        onChange={(event) => select?.(clicked(selection, guids, column.guid, (event.nativeEvent as MouseEvent).shiftKey))}
                      />
                    </span>
                  )}
                  <span role="cell">
                    <Link to={`/asset/${column.guid}`}>{column.name}</Link>
                  </span>
                  <span role="cell" className="quiet mono">
                    {column.dataType}
                  </span>
                  <span role="cell" className="chips">
                    {column.tags.map((each) => (
                      <TagChip key={each.name} tag={each} />
                    ))}
                  </span>
                  <span role="cell" className="quiet">
                    {column.description}
                    <Link className="row-link" to={`/asset/${column.guid}/lineage?lens=column`} aria-label={`Lineage of ${column.name}`} title="Its lineage">
                      <Icon name="process" size={14} />
                    </Link>
                  </span>
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}
