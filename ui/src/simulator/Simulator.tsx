import { useEffect } from "react";
import { Link, useAddress, withQuery } from "../app/router";
import { AssetSimulation } from "./AssetSimulation";
import { StatementSimulation } from "./StatementSimulation";
import "../policies/policies.css";

/** What somebody would see of an asset, or get from a statement, and why. The address holds the question. */
export default function Simulator() {
  const address = useAddress();
  const bySql = address.query.get("by") === "sql";
  useEffect(() => {
    document.title = "Simulator · Lily";
  }, []);
  return (
    <main id="content" className="page policies">
      <header className="policies-head">
        <div>
          <h1>Simulator</h1>
          <p className="quiet">What somebody would see, and why. Nothing is run, and nothing is changed.</p>
        </div>
      </header>
      <nav className="tabs" aria-label="What to simulate">
        <Link to={withQuery(address, { by: undefined })} aria-current={bySql ? undefined : "page"}>
          An asset
        </Link>
        <Link to={withQuery(address, { by: "sql" })} aria-current={bySql ? "page" : undefined}>
          A SQL statement
        </Link>
      </nav>
      <div className="tab-content">{bySql ? <StatementSimulation /> : <AssetSimulation />}</div>
    </main>
  );
}
