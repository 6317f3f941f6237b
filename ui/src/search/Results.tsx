import { Link, useAddress, withQuery } from "../app/router";
import { type Asset, kindOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import { Empty, Fault, Waiting } from "../look/States";
import { TagChip } from "../look/TagChip";
import { SaveSearch } from "./SavedSearches";
import { addressOf } from "./saved";
import { type Asked, type Facet, PAGE, ranked, useClassificationTypes, useFound, useTagCounts } from "./search";

export function Results({ asked }: { asked: Asked }) {
  const found = useFound(asked);
  const classifications = useClassificationTypes();
  const counts = useTagCounts(asked, (classifications.data ?? []).map((each) => each.name));
  const tags = (counts.data ?? []).filter((each) => each.count > 0).sort((a, b) => b.count - a.count);
  return (
    <main id="content" className="results">
      <aside aria-label="Filters">
        <FacetList title="Type" name="type" chosen={asked.type} facets={found.data?.types ?? []} />
        <FacetList title="Tag" name="tag" chosen={asked.tag} facets={tags} />
        <FacetList title="Owner" name="owner" chosen={asked.owner} facets={found.data?.owners ?? []} />
        <Deleted asked={asked} />
      </aside>
      <section aria-label="Results" aria-busy={found.isFetching}>
        {found.isPending && <Waiting what="results" />}
        {found.isError && <Fault fault={found.error} retry={() => void found.refetch()} />}
        {found.data && <List asked={asked} assets={found.data.assets} total={found.data.total} />}
      </section>
    </main>
  );
}

function List({ asked, assets, total }: { asked: Asked; assets: Asset[]; total: number }) {
  if (total === 0 || assets.length === 0) return <NothingFound asked={asked} />;
  const first = (asked.page - 1) * PAGE;
  return (
    <>
      <div className="count-line">
      <p className="count" role="status">
        {total > PAGE ? `${first + 1}–${first + assets.length} of ` : ""}
        <strong>{total.toLocaleString("en")}</strong> {total === 1 ? "asset" : "assets"}
        {asked.q && (
          <>
            {" "}
            for <q>{asked.q}</q>
          </>
        )}
      </p>
      <SaveSearch key={addressOf(asked)} asked={asked} />
      </div>
      <ol className="hits">
        {(asked.q ? ranked(assets, asked.q) : assets).map((asset) => (
          <li key={asset.guid}>
            <Hit asset={asset} />
          </li>
        ))}
      </ol>
      <Pages asked={asked} total={total} />
    </>
  );
}

function Hit({ asset }: { asset: Asset }) {
  return (
    <Link to={`/asset/${asset.guid}`} className={asset.deleted ? "hit deleted" : "hit"}>
      <Icon name={kindOf(asset.typeName)} size={18} />
      <span className="hit-name">
        <strong>{asset.title}</strong>
        {asset.deleted && <em>deleted</em>}
      </span>
      <span className="place">{asset.place}</span>
      <span className="hit-tags">
        {asset.tags.map((tag) => (
          <TagChip key={tag.name} tag={tag} />
        ))}
      </span>
      <span className="quiet hit-type">{asset.typeName.replaceAll("_", " ")}</span>
    </Link>
  );
}

function FacetList({ title, name, chosen, facets }: { title: string; name: string; chosen: string; facets: Facet[] }) {
  const address = useAddress();
  const shown = chosen && !facets.some((each) => each.name === chosen) ? [{ name: chosen, count: -1 }, ...facets] : facets;
  if (shown.length === 0) return null;
  return (
    <section className="facet">
      <h2>{title}</h2>
      <ul>
        {shown.slice(0, 12).map((each) => (
          <li key={each.name}>
            <Link
              to={withQuery(address, { [name]: each.name === chosen ? undefined : each.name, page: undefined })}
              className={each.name === chosen ? "chosen" : ""}
              aria-current={each.name === chosen ? "true" : undefined}
            >
              <span>{each.name.replaceAll("_", " ")}</span>
              {each.name === chosen ? <Icon name="close" size={12} /> : each.count >= 0 && <small>{each.count.toLocaleString("en")}</small>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Deleted({ asked }: { asked: Asked }) {
  const address = useAddress();
  return (
    <section className="facet">
      <Link to={withQuery(address, { deleted: asked.deleted ? undefined : "true", page: undefined })} className={asked.deleted ? "chosen" : ""}>
        <span>Deleted ones too</span>
        {asked.deleted && <Icon name="close" size={12} />}
      </Link>
    </section>
  );
}

function Pages({ asked, total }: { asked: Asked; total: number }) {
  const address = useAddress();
  const last = Math.ceil(total / PAGE);
  if (last <= 1) return null;
  return (
    <nav className="pages" aria-label="Pages">
      {asked.page > 1 && <Link to={withQuery(address, { page: String(asked.page - 1) })}>Earlier</Link>}
      <span className="quiet">
        Page {asked.page} of {last}
      </span>
      {asked.page < last && <Link to={withQuery(address, { page: String(asked.page + 1) })}>Later</Link>}
    </nav>
  );
}

function NothingFound({ asked }: { asked: Asked }) {
  const filtered = asked.type || asked.tag || asked.owner;
  return (
    <Empty title={asked.q ? `Nothing is called “${asked.q}”` : "Nothing matches"}>
      <ul>
        {filtered && asked.q && (
          <li>
            <Link to={`/?q=${encodeURIComponent(asked.q)}`}>Search without filters</Link>
          </li>
        )}
        <li>Words are found from their beginning: “cust” finds customer_id.</li>
        <li>You see what you may see; an asset may be hidden from you.</li>
        <li>
          <Link to="/">See what there is</Link>
        </li>
      </ul>
    </Empty>
  );
}
