import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { Link } from "../app/router";
import { Icon } from "../look/Icon";
import { Empty } from "../look/States";
import { TagChip } from "../look/TagChip";
import type { Column, Details } from "./details";

const ROW = 36;

/** The columns of a table; only those in sight are in the page, so thousands scroll as fast as ten. */
export function Columns({ details }: { details: Details }) {
  const [sought, setSought] = useState("");
  const [tag, setTag] = useState("");
  const tags = useMemo(
    () => [...new Set(details.columns.flatMap((column) => column.tags.map((each) => each.name)))].sort(),
    [details.columns],
  );
  const shown = useMemo(() => filtered(details.columns, sought, tag), [details.columns, sought, tag]);
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
      </div>
      <Rows columns={shown} />
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

function Rows({ columns }: { columns: Column[] }) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: columns.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  return (
    <div className="table" role="table" aria-label="Columns" aria-rowcount={columns.length + 1}>
      <div className="table-head" role="row">
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
                  className="table-row"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
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
