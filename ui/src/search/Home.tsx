import { Link } from "../app/router";
import { kindOf } from "../asset/asset";
import { Icon } from "../look/Icon";
import { Fault } from "../look/States";
import { TagChip } from "../look/TagChip";
import { SavedList } from "./SavedSearches";
import { askedFrom, useClassificationTypes, useFound } from "./search";
import { SearchBox } from "./SearchBox";

/** Where one begins: the search, and what there is to find. */
export function Home() {
  const everything = useFound(askedFrom(new URLSearchParams()));
  const classifications = useClassificationTypes();
  const types = everything.data?.types ?? [];
  return (
    <main id="content" className="home">
      <h1 className="home-title">What are you looking for?</h1>
      <SearchBox large />
      {everything.isError && <Fault fault={everything.error} retry={() => void everything.refetch()} />}
      {everything.data?.total === 0 && <Nothing />}
      <SavedList />
      {types.length > 0 && (
        <section aria-labelledby="by-type">
          <h2 id="by-type">In this catalog</h2>
          <ul className="tiles">
            {types.slice(0, 8).map((type) => (
              <li key={type.name}>
                <Link to={`/?type=${encodeURIComponent(type.name)}`} className="tile">
                  <Icon name={kindOf(type.name)} size={18} />
                  <strong>{type.count.toLocaleString("en")}</strong>
                  <span>{type.name.replaceAll("_", " ")}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(classifications.data?.length ?? 0) > 0 && (
        <section aria-labelledby="by-tag">
          <h2 id="by-tag">Tagged as</h2>
          <ul className="tag-list">
            {classifications.data?.map((each) => (
              <li key={each.name}>
                <Link to={`/?tag=${encodeURIComponent(each.name)}`}>
                  <TagChip tag={{ name: each.name, own: true }} />
                  <span className="quiet">{each.description}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="hint keys">
        <kbd>/</kbd> search <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open
      </p>
    </main>
  );
}

function Nothing() {
  return (
    <section className="state empty">
      <h2>The catalog is empty</h2>
      <p>
        Point a Spark, Airflow or dbt with OpenLineage at <code>{window.location.origin}/api/v1/lineage</code>, or an
        Apache Atlas hook at this server, and what they read and write appears here.
      </p>
      <p>
        <code>./lily demo</code> fills it with a shop's example data.
      </p>
    </section>
  );
}
