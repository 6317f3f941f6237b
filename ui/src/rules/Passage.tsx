import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import { Link } from "../app/router";
import { endsOf, type Flow, flowOf, flowSign, ofKind } from "../types/types";
import { useTypes } from "../types/useTypes";

const STATUS = "/api/lily/v1/propagation/status";

/** What tags travel along at all, before a rule says anything. */
export function Passage() {
  const types = useTypes();
  const passing = types.data ? ofKind(types.data, "relationship").filter((type) => flowOf(type.def) !== "NONE") : [];
  if (!types.data) return null;
  return (
    <section className="card">
      <h2>What tags travel along</h2>
      <ul className="rows passage">
        {passing.map((type) => (
          <li key={type.name}>
            <Link to={`/types/${encodeURIComponent(type.name)}`}>{type.name}</Link>
            <span className="hint">{way(endsOf(type.def), flowOf(type.def))}</span>
          </li>
        ))}
      </ul>
      <Link to="/types?kind=relationship">All relationships</Link>
    </section>
  );
}

function way([one, two]: readonly [string, string], flow: Flow): string {
  return flow === "TWO_TO_ONE" ? `${two} → ${one}` : `${one} ${flowSign(flow)} ${two}`;
}

/** How far what is stored is behind what is decided. */
export function Progress() {
  const status = useQuery({
    queryKey: ["propagation status"],
    queryFn: ({ signal }) => get(STATUS, {}, {}, signal),
    refetchInterval: (query) => ((query.state.data?.waiting ?? 0) > 0 ? 1000 : 10_000),
  });
  if (!status.data) return null;
  const { waiting = 0, lag = 0, ratePerSecond = 0, typesBeingFollowed = [] } = status.data;
  return (
    <section className="card" aria-live="polite">
      <h2>Now</h2>
      <p>
        {lag === 0 ? "Decisions follow every change." : `Decisions follow ${lag.toLocaleString("en")} changes late.`}{" "}
        <span className="quiet">
          {waiting === 0
            ? "All assets show the tags they have."
            : `${waiting.toLocaleString("en")} assets will show theirs soon, ${Math.round(ratePerSecond).toLocaleString("en")} a second.`}
        </span>
      </p>
      {typesBeingFollowed.length > 0 && <p>Relationships still follow another {typesBeingFollowed.join(", ")}.</p>}
    </section>
  );
}
