import type { Graph, Scene } from "./graph";
import type { Live } from "./useLive";
import { news } from "./live";
import type { View } from "./view";

interface ToldProps {
  scene: Scene | null;
  graph: Graph | null;
  view: View | null;
  isBusy: boolean;
  live: Live;
  /** Why something could not be added to a picture that is there. */
  fault: unknown;
  onRetry: () => void;
  onNext: () => void;
}

/** How much of what there is one sees, and whether it is as it is now. */
export function Told({ scene, graph, view, isBusy, live, fault, onRetry, onNext }: ToldProps) {
  const cycles = scene?.cycles?.length ?? 0;
  const count = (graph?.nodes.size ?? 0) - (view?.leftOut ?? 0);
  const cards = view?.graph.nodes.size ?? 0;
  const hasGroups = [...(view?.graph.nodes.values() ?? [])].some((node) => node.kind === "group");
  return (
    <div className="lineage-told">
      <p role="status">
        {isBusy ? "Loading…" : `${count.toLocaleString("en")} shown${hasGroups ? ` on ${cards.toLocaleString("en")} cards` : ""}`}
        {scene?.truncated && (
          <>
            {" "}
            of {(scene.total ?? 0).toLocaleString("en")}
            {scene.totalIsLowerBound ? " or more" : ""}, the nearest first{" "}
            <button type="button" className="link" onClick={onNext}>
              Show more
            </button>
          </>
        )}
        {view && view.leftOut > 0 && ` · ${view.leftOut.toLocaleString("en")} left out: filtered or collapsed`}
        {(scene?.edgesTruncated || view?.isWhole === false) && <span className="badge warn">partial: too many edges to draw them all</span>}
        {scene?.hiddenIsLowerBound && " · there is more beyond than the marks say"}
        {cycles > 0 && <span className="badge warn">{cycles === 1 ? "a cycle" : `${cycles} cycles`}: data feeds itself</span>}
        {live.fault !== null && !isBusy && <span className="badge warn">not live: {live.fault instanceof Error ? live.fault.message : "no answer"}</span>}
      </p>
      {fault !== null && (
        <p role="alert" className="lineage-news lineage-fault">
          {fault instanceof Error ? fault.message : "It did not work."}{" "}
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
      {live.change && (
        <p role="status" className="lineage-news">
          {news(live.change)}{" "}
          <button type="button" onClick={live.show}>
            Show
          </button>
        </p>
      )}
    </div>
  );
}
