import { lazy, Suspense } from "react";
import { AssetPage } from "../asset/AssetPage";
import { Fault, Waiting } from "../look/States";
import { SearchPage } from "../search/SearchPage";
import { SignIn } from "../session/SignIn";
import { type Signed, useSession } from "../session/session";
import { Header } from "./Header";
import { Link, useAddress } from "./router";

// Who comes to find something does not wait for these.
const Policies = lazy(() => import("../policies/PoliciesRoom"));
const Simulator = lazy(() => import("../simulator/Simulator"));
const Types = lazy(() => import("../types/TypesRoom"));
const Rules = lazy(() => import("../rules/RulesRoom"));
const Operations = lazy(() => import("../operations/OperationsRoom"));
const ApiKeys = lazy(() => import("../keys/ApiKeysRoom"));

export function App() {
  const session = useSession();
  if (session.isPending) return <Waiting what="Lily" />;
  if (session.isError) return <Fault fault={session.error} retry={() => void session.refetch()} />;
  if (!session.data) return <SignIn />;
  return <Rooms signed={session.data} />;
}

function Rooms({ signed }: { signed: Signed }) {
  const { path } = useAddress();
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <Header signed={signed} />
      <Suspense fallback={<Waiting what="the page" />}>
        <Room path={path} signed={signed} />
      </Suspense>
    </>
  );
}

function Room({ path, signed }: { path: string; signed: Signed }) {
  const [, room = "", guid = "", tab = "overview"] = path.split("/");
  if (path === "/" || room === "sign-in") return <SearchPage />;
  if (room === "asset" && guid) return <AssetPage key={guid} guid={guid} tab={tab} signed={signed} />;
  if (room === "policies") return <Policies id={guid} tab={tab} signed={signed} />;
  if (path === "/simulator") return <Simulator />;
  if (room === "types") return <Types name={decoded(guid)} signed={signed} />;
  if (path === "/rules") return <Rules signed={signed} />;
  if (room === "operations") return <Operations tab={guid} signed={signed} />;
  if (path === "/api-keys") return <ApiKeys signed={signed} />;
  return (
    <main id="content" className="page narrow">
      <h1>There is no such page</h1>
      <p className="quiet">
        <code>{path}</code> leads nowhere. <Link to="/">Search for an asset</Link> instead.
      </p>
    </main>
  );
}

/** A part of the address as people read it; what cannot be read stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
