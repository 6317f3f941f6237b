import { Link } from "../app/router";
import { type Flow, flowOf, type Related, relationshipsOf, type Type, type Types } from "./types";

/** What an asset of the type can be related to, and whether tags go along. */
export function Relationships({ type, types }: { type: Type; types: Types }) {
  const all = relationshipsOf(types, type.name);
  if (all.length === 0) return null;
  return (
    <section>
      <h2>
        {all.length} {all.length === 1 ? "relationship" : "relationships"}
      </h2>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Attribute</th>
            <th scope="col">Leads to</th>
            <th scope="col">Tags</th>
            <th scope="col">Relationship</th>
          </tr>
        </thead>
        <tbody>
          {all.map((related) => (
            <Row key={related.relationship.name} related={related} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ related: { relationship, from } }: { related: Related }) {
  const { endDef1: one, endDef2: two } = relationship.def;
  const isFirst = one?.type === from;
  const isBoth = isFirst && two?.type === from;
  const here = isFirst ? one : two;
  const there = isFirst ? two : one;
  return (
    <tr>
      <td>
        <strong>{here?.name}</strong>
        {isBoth && <strong>, {there?.name}</strong>}
      </td>
      <td>
        <Link to={`/types/${encodeURIComponent(there?.type ?? "")}`}>{there?.type}</Link>
      </td>
      <td>
        <Way flow={flowOf(relationship.def)} isFirst={isFirst} isBoth={isBoth} here={here?.name ?? ""} />
      </td>
      <td>
        <Link to={`/types/${encodeURIComponent(relationship.name)}`}>{relationship.name}</Link>
      </td>
    </tr>
  );
}

interface WayProps {
  flow: Flow;
  isFirst: boolean;
  isBoth: boolean;
  here: string;
}

function Way({ flow, isFirst, isBoth, here }: WayProps) {
  if (flow === "NONE") return <span className="quiet">do not pass</span>;
  if (flow === "BOTH") return <span className="badge masked">both ways</span>;
  const goes = (flow === "ONE_TO_TWO") === isFirst;
  return <span className="badge masked">{isBoth ? `${goes ? "to" : "from"} ${here}` : goes ? "go there" : "come from there"}</span>;
}
