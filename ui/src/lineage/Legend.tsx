import { Icon } from "../look/Icon";
import type { Graph } from "./graph";
import type { Overlay } from "./overlays";
import { MOST_ENFORCED, MOST_INCIDENTS, type Marks } from "./useMarks";

interface LegendProps {
  overlays: ReadonlySet<Overlay>;
  marks: Marks;
  graph: Graph;
}

/** What the marks mean that are switched on. */
export function Legend({ overlays, marks, graph }: LegendProps) {
  const hasDeleted = [...graph.nodes.values()].some((node) => node.deleted);
  const incidents = marks.incidents.size;
  return (
    <ul className="legend" aria-label="Legend">
      {overlays.has("tags") && (
        <>
          <Sign shape={<circle cx="6" cy="6" r="4" className="filled" />}>tagged here</Sign>
          <Sign shape={<circle cx="6" cy="6" r="4" className="hollow" />}>tag came by lineage</Sign>
        </>
      )}
      <li className="legend-stop">
        <Icon name="lock" size={12} /> tags stop here
      </li>
      {overlays.has("incidents") && (
        <>
          <Sign look={incidents > 0 ? "legend-bad" : undefined} shape={<path d="M6 1 11 10.5H1z" className="filled" />}>
            {marks.isBusy ? "looking for incidents…" : `${incidents === 0 ? "no" : incidents} open incident${incidents === 1 ? "" : "s"}`}
            {graph.nodes.size > MOST_INCIDENTS && ` among the nearest ${MOST_INCIDENTS}`}
          </Sign>
          <Sign look={incidents > 0 ? "legend-bad" : undefined} shape={<rect x="4.5" y="1" width="3" height="10" className="filled" />}>gets data from one</Sign>
        </>
      )}
      {overlays.has("enforcement") && (
        <>
          <Sign look="legend-good" shape={<path d="M2 6.5 5 9.5 10.5 2.5" className="hollow" />}>every engine has its tags</Sign>
          <Sign look="legend-warn" shape={<path d="M6 2v4.5L9 8" className="hollow" />}>an engine is behind</Sign>
          <Sign shape={<path d="M2 6h8" className="hollow" />}>no engine knows it</Sign>
          {marks.enforced.size >= MOST_ENFORCED && <li>of the nearest {MOST_ENFORCED} with tags</li>}
        </>
      )}
      {hasDeleted && <Sign shape={<rect x="1.5" y="2.5" width="9" height="7" rx="2" className="hollow dashed" />}>deleted</Sign>}
      {marks.fault !== null && <li className="legend-bad">Marks are missing: {marks.fault instanceof Error ? marks.fault.message : "no answer"}</li>}
    </ul>
  );
}

function Sign({ shape, look, children }: { shape: React.ReactNode; look?: string | undefined; children: React.ReactNode }) {
  return (
    <li className={look}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {shape}
      </svg>
      <span>{children}</span>
    </li>
  );
}
