import { type Answer } from "../api/client";
import { Link } from "../app/router";
import { Icon } from "../look/Icon";
import { Empty } from "../look/States";

export type View = NonNullable<Answer<"/api/lily/v1/entity/guid/{guid}/access">["views"]>[number];

const SIGHTS: Record<string, { text: string; look: string }> = {
  CLEAR: { text: "sees it in clear", look: "good" },
  ROWS_FILTERED: { text: "sees some rows", look: "warn" },
  MASKED: { text: "sees it masked", look: "masked" },
  DENIED: { text: "sees nothing", look: "bad" },
};

interface AccessViewsProps {
  views: View[];
  /** The asset, where one may look at each of them alone. */
  guid?: string;
}

/** Who sees what of an asset in each engine: the decision, the policies behind it, and the path of the tag. */
export function AccessViews({ views, guid }: AccessViewsProps) {
  if (views.length === 0) {
    return (
      <Empty title="No engine serves it">
        <p>A policy decides about it once a service's resources name it.</p>
      </Empty>
    );
  }
  return (
    <ul className="views">
      {views.map((view) => (
        <li key={`${view.service} ${view.resource} ${view.kind} ${view.name}`}>
          <span className="view-who">
            <strong>{who(view)}</strong>
            <span className="quiet">in {view.service}</span>
            {guid && <Simulate view={view} guid={guid} />}
          </span>
          <Sight sight={view.sight ?? ""} />
          <Reasons view={view} />
        </li>
      ))}
    </ul>
  );
}

/** Users and groups can be looked at alone; roles are not a question that this report takes. */
function Simulate({ view, guid }: { view: View; guid: string }) {
  const { kind, name = "" } = view;
  if (kind === "ROLE") return null;
  const query = new URLSearchParams({ asset: guid, user: kind === "USER" ? name : "somebody", ...(kind === "GROUP" ? { groups: name } : {}) });
  return (
    <Link className="simulate" to={`/simulator?${query}`}>
      Simulate<span className="unseen"> as {who(view)}</span>
    </Link>
  );
}

function Reasons({ view }: { view: View }) {
  const monitored = view.monitored;
  return (
    <div>
      <p>{view.reason}</p>
      {view.mask?.expression && <code className="mask">{view.mask.expression}</code>}
      {view.rowFilter && <code className="mask">{view.rowFilter}</code>}
      <Policies policies={view.policies ?? []} otherwise="" />
      <Paths classifications={view.classifications ?? []} />
      <Others view={view} />
      {monitored && (
        <p className="monitored">
          <Sight sight={monitored.sight ?? ""} /> if the watched policies were enforced: {monitored.reason}
        </p>
      )}
    </div>
  );
}

/** The columns of a table that are seen otherwise than the rest. */
function Others({ view }: { view: View }) {
  const other = view.columns?.other ?? [];
  if (other.length === 0) return null;
  return (
    <details className="others">
      <summary>
        {other.length} of {view.columns?.count} columns otherwise
      </summary>
      <ul className="rows">
        {other.map((each) => (
          <li key={each.name}>
            <code>{each.name}</code> <Sight sight={each.sight ?? ""} />
            <span className="quiet">{each.reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Sight({ sight }: { sight: string }) {
  const words = SIGHTS[sight] ?? { text: sight.toLowerCase(), look: "dim" };
  return <span className={`badge ${words.look}`}>{words.text}</span>;
}

interface PoliciesProps {
  policies: { id?: number; name?: string; version?: number }[];
  /** What to say where none decided. */
  otherwise: string;
}

/** The policies by which it was decided, in their order, each with the version that did. */
export function Policies({ policies, otherwise }: PoliciesProps) {
  if (policies.length === 0) return otherwise ? <p className="quiet">{otherwise}</p> : null;
  return (
    <p className="policy-path">
      {policies.map((each) => (
        <Link key={each.id} to={`/policies/${each.id}`}>
          <Icon name="lock" size={12} /> {each.name} <span className="quiet">version {each.version}</span>
        </Link>
      ))}
    </p>
  );
}

/** Where the tags came from that a decision is about. */
export function Paths({ classifications }: { classifications: { typeName?: string; path?: string[] }[] }) {
  return classifications.map((each) => (
    <p className="quiet" key={each.typeName}>
      {each.typeName} {(each.path ?? []).length > 1 ? `came by ${(each.path ?? []).map(near).join(" → ")}` : "was put here"}
    </p>
  ));
}

export function who(view: { kind?: string; name?: string }): string {
  switch (view.kind) {
    case "EVERYONE_ELSE":
      return "Everybody else";
    case "GROUP":
      return `Group ${view.name}`;
    case "ROLE":
      return `Role ${view.name}`;
    default:
      return view.name ?? "";
  }
}

/** The last two parts of a name, which tell people what it is. */
export function near(qualifiedName: string): string {
  return qualifiedName.split("/").slice(-2).join("/");
}
