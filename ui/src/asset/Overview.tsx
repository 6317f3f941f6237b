import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import { Link } from "../app/router";
import { TagChip } from "../look/TagChip";
import type { Tag } from "./asset";
import { type Column, type Details, moment } from "./details";
import { Enforcement } from "./Enforcement";

export function Overview({ details, onWhy }: { details: Details; onWhy: (classification: string) => void }) {
  return (
    <div className="overview">
      <div>
        <section aria-labelledby="about">
          <h2 id="about">About</h2>
          <p className={details.description ? "description" : "description quiet"}>
            {details.description || "Nobody has described it yet."}
          </p>
          <dl className="facts">
            <dt>owner</dt>
            <dd>{details.asset.owner || <span className="quiet">nobody named</span>}</dd>
            {details.facts.map(([name, value]) => (
              <Fact key={name} name={name} value={value} />
            ))}
            <dt>last change</dt>
            <dd>
              {moment(details.changed.at)} <span className="quiet">by {details.changed.by || "unknown"}</span>
            </dd>
          </dl>
        </section>
        {details.sql && (
          <section aria-labelledby="sql">
            <h2 id="sql">What it runs</h2>
            <pre className="sql" tabIndex={0}>
              {details.sql}
            </pre>
          </section>
        )}
      </div>
      <div>
        <TagsHere details={details} onWhy={onWhy} />
        <Around guid={details.asset.guid} />
        <Enforcement />
      </div>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function TagsHere({ details, onWhy }: { details: Details; onWhy: (classification: string) => void }) {
  const inside = tagsInside(details.columns);
  return (
    <section className="card" aria-labelledby="tags">
      <h2 id="tags">Tags</h2>
      {details.asset.tags.length === 0 && inside.length === 0 && <p className="quiet">None, here or on a column.</p>}
      <ul className="rows">
        {details.asset.tags.map((tag) => (
          <li key={tag.name}>
            <TagChip tag={tag} onWhy={() => onWhy(tag.name)} />
            <span className="quiet">{tag.own ? "put here" : "came by lineage"}</span>
            <button type="button" className="link" onClick={() => onWhy(tag.name)}>
              Why?
            </button>
          </li>
        ))}
        {inside.map(({ tag, count }) => (
          <li key={`inside ${tag.name}`}>
            <TagChip tag={tag} />
            <span className="quiet">
              on{" "}
              <Link to={`/asset/${details.asset.guid}/columns`}>
                {count} of {details.columns.length} columns
              </Link>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many columns carry each tag; hollow where none of them has it from itself. */
export function tagsInside(columns: readonly Column[]): { tag: Tag; count: number }[] {
  const inside = new Map<string, { tag: Tag; count: number }>();
  for (const tag of columns.flatMap((column) => column.tags)) {
    const known = inside.get(tag.name);
    inside.set(tag.name, {
      tag: { name: tag.name, own: tag.own || (known?.tag.own ?? false) },
      count: (known?.count ?? 0) + 1,
    });
  }
  return [...inside.values()];
}

function Around({ guid }: { guid: string }) {
  const counts = useQuery({
    queryKey: ["counts", guid],
    queryFn: ({ signal }) => get("/api/lily/v1/lineage/counts", {}, { root: guid }, signal),
  });
  if (!counts.data) return null;
  const sides = [
    { name: "Upstream", side: counts.data.upstream, to: "upstream" },
    { name: "Downstream", side: counts.data.downstream, to: "downstream" },
  ];
  return (
    <section className="card" aria-labelledby="around">
      <h2 id="around">Lineage</h2>
      <div className="around">
        {sides.map(({ name, side, to }) => (
          <Link key={name} to={`/asset/${guid}/lineage?direction=${to}`} className="figure">
            <span className="quiet">{name}</span>
            <strong>
              {(side?.total?.datasets ?? 0).toLocaleString("en")}
              {side?.totalIsLowerBound ? "+" : ""}
            </strong>
            <span className="quiet">
              datasets, {(side?.total?.columns ?? 0).toLocaleString("en")} columns,{" "}
              {(side?.total?.processes ?? 0).toLocaleString("en")} jobs
            </span>
          </Link>
        ))}
      </div>
      {counts.data.inCycle && (
        <p className="badge warn">It feeds itself: a cycle of {counts.data.cycle?.columns ? `${counts.data.cycle.columns} columns` : `${counts.data.cycle?.datasets ?? 0} datasets`}.</p>
      )}
    </section>
  );
}
