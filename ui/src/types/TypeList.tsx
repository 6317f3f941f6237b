import { useState } from "react";
import { go, Link, useAddress, withQuery } from "../app/router";
import { kindOf } from "../asset/asset";
import { Icon, type IconName } from "../look/Icon";
import { Empty, Waiting } from "../look/States";
import { TagChip } from "../look/TagChip";
import { askedFrom, useFound, useTagCounts } from "../search/search";
import { NewClassification } from "./NewClassification";
import { endsOf, flowOf, flowSign, type Kind, KIND_NAMES, KINDS, matches, ofKind, type Type, type Types } from "./types";

const EVERYTHING = askedFrom(new URLSearchParams());

export function TypeList({ types, mayWrite }: { types: Types; mayWrite: boolean }) {
  const address = useAddress();
  const [creating, setCreating] = useState(false);
  const sought = address.query.get("q") ?? "";
  const chosen = KINDS.find((kind) => kind === address.query.get("kind"));
  const found = [...types.values()].filter((type) => matches(type, sought));
  const shown = KINDS.filter((kind) => chosen === undefined || kind === chosen)
    .map((kind) => ({ kind, list: found.filter((type) => type.kind === kind) }))
    .filter(({ list }) => list.length > 0);
  const counts = useCounts(types);
  if (!counts) return <Waiting what="types" />;
  return (
    <main id="content" className="results">
      <aside aria-label="Kinds of types">
        <div className="facet">
          <h2>Kind</h2>
          <Link to={withQuery(address, { kind: undefined })} className={chosen ? "" : "chosen"}>
            All <small>{found.length}</small>
          </Link>
          {KINDS.map((kind) => (
            <Link key={kind} to={withQuery(address, { kind })} className={kind === chosen ? "chosen" : ""}>
              {KIND_NAMES[kind]} <small>{found.filter((type) => type.kind === kind).length}</small>
            </Link>
          ))}
        </div>
      </aside>
      <section aria-label="Types">
        <header className="room-head">
          <div>
            <h1>Types</h1>
            <p>What there can be in the catalog: kinds of assets, the tags they carry, and how they hang together. All tenants share them.</p>
          </div>
          {mayWrite && (
            <button type="button" className="primary" onClick={() => setCreating(true)}>
              <Icon name="plus" size={14} /> New classification…
            </button>
          )}
        </header>
        <div className="columns-tools">
          <input
            type="search"
            value={sought}
            placeholder="Name, description or attribute"
            aria-label="Find a type"
            spellCheck={false}
            onChange={(event) => go(withQuery(address, { q: event.target.value }), "replace")}
          />
        </div>
        {shown.length === 0 && (
          <Empty title={`No type has “${sought}” in it`}>
            <p>
              <Link to="/types">Show all {types.size}</Link>
            </p>
          </Empty>
        )}
        {shown.map(({ kind, list }) => (
          <section key={kind} className="type-group" aria-label={KIND_NAMES[kind]}>
            {!chosen && <h2>{KIND_NAMES[kind]}</h2>}
            <ul className="hits">
              {inUseFirst(list, counts).map((type) => (
                <li key={type.name}>
                  <Row type={type} count={counts.get(type.name)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </section>
      {creating && <NewClassification types={types} onClose={() => setCreating(false)} />}
    </main>
  );
}

/** How many assets are of a type, or carry a tag, where that was counted; undefined until it is known. */
function useCounts(types: Types): ReadonlyMap<string, number> | undefined {
  const assets = useFound(EVERYTHING);
  const tags = useTagCounts(
    EVERYTHING,
    ofKind(types, "classification").map((type) => type.name),
  );
  if (assets.isPending) return undefined;
  return new Map([...(assets.data?.types ?? []), ...(tags.data ?? [])].map((facet) => [facet.name, facet.count]));
}

/** What is Lily's own comes last, what has assets first. */
function inUseFirst(list: Type[], counts: ReadonlyMap<string, number>): Type[] {
  const rank = (type: Type) => (type.service === "lily" ? -1 : (counts.get(type.name) ?? 0));
  return [...list].sort((a, b) => rank(b) - rank(a) || a.name.localeCompare(b.name));
}

function Row({ type, count }: { type: Type; count: number | undefined }) {
  return (
    <Link to={`/types/${encodeURIComponent(type.name)}`} className="type-row">
      <Icon name={iconOf(type)} />
      <span className="type-name">
        {type.kind === "classification" ? <TagChip tag={{ name: type.name, own: true }} /> : <strong>{type.name}</strong>}
      </span>
      <span className="type-says">{type.kind === "relationship" ? <Ends type={type} /> : type.description || afterWhat(type)}</span>
      <span className="quiet">{type.service}</span>
      <span className="type-count">{count ? `${count.toLocaleString("en")} ${count === 1 ? "asset" : "assets"}` : ""}</span>
    </Link>
  );
}

function afterWhat(type: Type): string {
  return type.superTypes.length > 0 ? `a kind of ${type.superTypes.join(", ")}` : "";
}

function Ends({ type }: { type: Type }) {
  const [one, two] = endsOf(type.def);
  const flow = flowOf(type.def);
  return (
    <>
      {one} <b className={flow === "NONE" ? "flow none" : "flow"}>{flow === "NONE" ? "–" : flowSign(flow)}</b> {two}
      {flow === "NONE" && <span className="unseen"> ({flowSign(flow)})</span>}
    </>
  );
}

const ICONS: Record<Exclude<Kind, "entity">, IconName> = {
  classification: "tag",
  relationship: "link",
  "business metadata": "dataset",
  struct: "struct",
  enum: "list",
};

export function iconOf(type: Type): IconName {
  return type.kind === "entity" ? kindOf(type.name) : ICONS[type.kind];
}
