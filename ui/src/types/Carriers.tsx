import { Link } from "../app/router";
import type { Asset } from "../asset/asset";
import { Fault, Waiting } from "../look/States";
import { Figure } from "../propagation/Forecast";
import { useCarriers, useSpread } from "./useTypes";

/** What carries a tag, where it was put, and how far it went from there. */
export function Carriers({ name }: { name: string }) {
  const carriers = useCarriers(name);
  if (carriers.isPending) return <Waiting what="what carries it" />;
  if (carriers.isError) return <Fault fault={carriers.error} retry={() => void carriers.refetch()} />;
  const { total, seen, origins } = carriers.data;
  return (
    <section>
      <h2>What carries it</h2>
      {total === 0 ? (
        <p className="quiet">Nothing that you may see. An asset's page has “Tag…”.</p>
      ) : (
        <>
          <div className="told-figures carried">
            <Link to={`/?tag=${encodeURIComponent(name)}`} className="figure">
              <strong>{total.toLocaleString("en")}</strong>
              <span className="quiet">{total === 1 ? "asset carries it" : "assets carry it"}</span>
            </Link>
            <Figure value={origins.length} text={seen < total ? `put on, of the first ${seen.toLocaleString("en")}` : "put on"} />
            <Figure value={seen - origins.length} text="came from elsewhere" />
          </div>
          <Spread name={name} origins={origins} />
        </>
      )}
    </section>
  );
}

function Spread({ name, origins }: { name: string; origins: Asset[] }) {
  const spread = useSpread(
    name,
    origins.map((asset) => asset.guid),
  );
  if (origins.length === 0) return null;
  if (spread.isPending) return <Waiting what="how far it goes" />;
  if (spread.isError) return <Fault fault={spread.error} />;
  return (
    <table className="grid">
      <thead>
        <tr>
          <th scope="col">Put on</th>
          <th scope="col">Reaches</th>
          <th scope="col">Stops</th>
        </tr>
      </thead>
      <tbody>
        {spread.data.map((each) => {
          const asset = origins.find((origin) => origin.guid === each.guid);
          return (
            <tr key={each.guid}>
              <td>
                <Link to={`/asset/${each.guid}`}>{asset?.title}</Link>
                <small>{asset?.place}</small>
              </td>
              <td>
                <Link to={`/asset/${each.guid}/lineage`}>
                  {each.reached.toLocaleString("en")} {each.reached === 1 ? "asset" : "assets"}
                </Link>
              </td>
              <td>
                {each.reasons.length === 0 && <span className="quiet">nowhere</span>}
                <span className="chips">
                  {each.reasons.map(([reason, count]) => (
                    <span key={reason} className="badge">
                      {count} × {reason}
                    </span>
                  ))}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
      {origins.length > spread.data.length && (
        <caption>
          The first {spread.data.length} of {origins.length.toLocaleString("en")} it was put on.
        </caption>
      )}
    </table>
  );
}
