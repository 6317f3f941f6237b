import { Link } from "../app/router";
import { type Attribute, attributesOf, partsOf, type Type, type Types } from "./types";

/** All that an asset of the type can say, with the type that each is from. */
export function Attributes({ type, types }: { type: Type; types: Types }) {
  const all = attributesOf(types, type.name);
  if (all.length === 0) {
    return type.kind === "classification" || type.kind === "relationship" ? null : <p className="quiet">It has no attributes.</p>;
  }
  const inherits = all.some(({ from }) => from !== type.name);
  return (
    <section>
      <h2>
        {all.length} {all.length === 1 ? "attribute" : "attributes"}
      </h2>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Of type</th>
            <th scope="col">Must be there</th>
            {inherits && <th scope="col">From</th>}
          </tr>
        </thead>
        <tbody>
          {all.map(({ attribute, from }) => (
            <tr key={attribute.name}>
              <td>
                <strong>{attribute.name}</strong>
                {attribute.description && <small>{attribute.description}</small>}
              </td>
              <td>
                <TypeName name={attribute.typeName} types={types} />
              </td>
              <td>{marks(attribute)}</td>
              {inherits && (
                <td>{from === type.name ? <span className="quiet">itself</span> : <Link to={`/types/${encodeURIComponent(from)}`}>{from}</Link>}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function marks(attribute: Attribute): string {
  const all = [attribute.isOptional === false ? "yes" : "", attribute.isUnique ? "unique" : ""];
  return all.filter(Boolean).join(", ");
}

/** A type of an attribute; what is a type of its own inside it leads there. */
export function TypeName({ name, types }: { name: string; types: Types }) {
  const known = partsOf(name).find((part) => types.has(part));
  if (!known) return <code>{name}</code>;
  const at = name.indexOf(known);
  return (
    <code>
      {name.slice(0, at)}
      <Link to={`/types/${encodeURIComponent(known)}`}>{known}</Link>
      {name.slice(at + known.length)}
    </code>
  );
}
