import { Link } from "../app/router";
import { flowInWords, flowOf, flowSign, type Relationship, type Type, type Types } from "./types";

type End = Relationship["endDef1"];

/** What a relationship connects, and which way tags take over it. */
export function Ends({ type, types }: { type: Type; types: Types }) {
  const flow = flowOf(type.def);
  return (
    <section>
      <div className="ends">
        <EndCard end={type.def.endDef1} types={types} number={1} />
        <span className={flow === "NONE" ? "ends-flow none" : "ends-flow"} aria-hidden="true">
          {flow === "NONE" ? "–" : flowSign(flow)}
        </span>
        <EndCard end={type.def.endDef2} types={types} number={2} />
      </div>
      <p className="ends-words">
        {flowInWords(type.def, flow)}
        <span className="quiet">{flow === "NONE" ? "." : ", where no rule and no single relationship stops them."}</span>
      </p>
    </section>
  );
}

function EndCard({ end, types, number }: { end: End; types: Types; number: number }) {
  const name = end?.type ?? "";
  return (
    <div className="card">
      <p className="hint">End {number}</p>
      <p>{types.has(name) ? <Link to={`/types/${encodeURIComponent(name)}`}>{name}</Link> : name}</p>
      <p className="quiet">
        calls the other {end?.cardinality === "SINGLE" ? "" : "ones "}
        <code>{end?.name}</code>
        {end?.isContainer ? ", contains it" : ""}
      </p>
    </div>
  );
}
