import { Link } from "../app/router";
import { useRules } from "../rules/useRules";
import { namesIn } from "../rules/rules";
import { TypeLinks } from "./TypeLinks";
import { applicableTo, type Type, type Types, usesOf } from "./types";
import { useCount } from "./useTypes";

/** How many assets there are of an entity type, as a way to them. */
export function InTheCatalog({ type }: { type: Type }) {
  if (type.kind === "entity") return <Assets name={type.name} />;
  if (type.kind === "classification" || type.kind === "relationship") return <RulesAbout type={type} />;
  return null;
}

function Assets({ name }: { name: string }) {
  const count = useCount({ typeName: name });
  if (count.isError) return null;
  return (
    <Link to={`/?type=${encodeURIComponent(name)}`} className="figure used-count">
      <strong>{count.data?.toLocaleString("en") ?? "…"}</strong>
      <span className="quiet">{count.data === 1 ? "asset of it" : "assets of it"}, with those of its kinds</span>
    </Link>
  );
}

/** The rules that name the type. */
function RulesAbout({ type }: { type: Type }) {
  const rules = useRules();
  const about = (rules.data?.rules ?? []).filter((rule) => namesIn(rule).includes(type.name));
  return (
    <section className="card">
      <h2>Rules about it</h2>
      {about.length === 0 && <p className="quiet">No rule names it; those about everything hold for it, too.</p>}
      <ul className="rows">
        {about.map((rule) => (
          <li key={rule.id}>
            <Link to={`/rules?rule=${encodeURIComponent(rule.id)}`}>{rule.id}</Link>
            <span className="quiet">{rule.description}</span>
          </li>
        ))}
      </ul>
      <Link to="/rules">All rules</Link>
    </section>
  );
}

/** The types that name it in an attribute, and for business metadata the assets that may have it. */
export function UsedBy({ type, types }: { type: Type; types: Types }) {
  const uses = usesOf(types, type.name);
  const hosts = type.kind === "business metadata" ? applicableTo(type) : [];
  if (uses.length + hosts.length === 0) return null;
  return (
    <section className="card">
      {hosts.length > 0 && (
        <>
          <h2>On assets of</h2>
          <TypeLinks names={hosts} />
        </>
      )}
      {uses.length > 0 && (
        <>
          <h2>Used in</h2>
          <ul className="rows">
            {uses.map((use) => (
              <li key={`${use.type.name} ${use.attribute.name}`}>
                <span>
                  <Link to={`/types/${encodeURIComponent(use.type.name)}`}>{use.type.name}</Link>
                  <span className="quiet"> . {use.attribute.name}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
