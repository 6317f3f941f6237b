import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from "react";
import { go, useAddress, withQuery } from "../app/router";
import { titleOf } from "../asset/asset";
import { Empty, Fault, Waiting } from "../look/States";
import { chosenFrom } from "./address";
import { Canvas, type Moves, PANEL } from "./Canvas";
import { Corner } from "./Corner";
import { deedsOf } from "./deeds";
import { jsonOf, saved } from "./exports";
import { onKey } from "./keys";
import { Legend } from "./Legend";
import { NodePanel } from "./NodePanel";
import { Outline } from "./Outline";
import { marksOf } from "./overlays";
import type { Stay } from "./stay";
import { Told } from "./Told";
import { Tools } from "./Tools";
import { useGraph } from "./useGraph";
import { useMarks } from "./useMarks";
import { useShownWay } from "./useShownWay";
import { useStage } from "./useStage";
import { carriers, litWay, viewOf } from "./view";
import { useWay, WayPanel } from "./WayPanel";
import { related } from "./ways";

/** As many nodes are loaded without being asked for where they are put into groups. */
const MOST_GROUPED = 5000;

/** Lineage around an asset. Everything that one chooses is in the address, so it can be sent to others. */
export default function LineageView({ guid }: { guid: string }) {
  const address = useAddress();
  const search = address.query.toString();
  const chosen = useMemo(() => chosenFrom(new URLSearchParams(search), guid), [search, guid]);
  const { direction, lens, depth, filters, overlays, from, to } = chosen;
  const asked = useMemo(() => ({ root: guid, direction, depth, lens }), [guid, direction, depth, lens]);
  const loaded = useGraph(asked);
  const { graph, home, era, scene, live, fault, retry, isBusy } = loaded;
  const looks = useLooks(home, chosen);
  const view = useMemo(() => (graph ? viewOf(graph, looks) : null), [graph, looks]);
  const staged = useStage(view?.graph ?? null, era);
  const stage = staged?.stage ?? null;
  const selected = view?.at(chosen.selected) ?? chosen.selected;
  const root = view?.at(home) ?? home;
  const way = useWay(from, to, lens);
  const steps = way.data?.found ? way.data.nodes : undefined;
  const lit = useMemo(() => {
    if (!view) return null;
    if (steps) return litWay(view, steps.map((node) => node.guid));
    if (view.graph.nodes.has(selected)) return related(view.graph, selected);
    return filters.tag && !filters.only ? carriers(view.graph, filters.tag) : null;
  }, [view, steps, selected, filters]);
  const marks = useMarks(graph, overlays);
  const { incidents, enforced } = marks;
  const put = useMemo(() => (graph && view ? marksOf(graph, view.graph, view.at, incidents, enforced) : new Map()), [graph, view, incidents, enforced]);
  const moves = useRef<Moves | null>(null);
  const stay = useRef<Stay | null>(null);
  const choose = useCallback((changes: Record<string, string | undefined>) => go(withQuery(address, changes), "replace"), [address]);

  useShownWay(way.data, loaded, lit, stage, moves);

  // Groups tell something only of all that there is, and few cards are soon drawn.
  const more = loaded.next;
  const wantsMore = chosen.isGrouped && (scene?.truncated ?? false) && !isBusy && fault === null && (graph?.nodes.size ?? 0) < MOST_GROUPED;
  useEffect(() => {
    if (wantsMore) more();
    // Each page asks for the next one once.
  }, [wantsMore, scene]);

  const select = (node: string) => {
    choose({ selected: node || undefined });
    live.seen();
    if (node) moves.current?.show(view?.at(node) ?? node);
  };
  const deeds = deedsOf({ chosen, choose, loaded, view, stay, select });
  const onMoves = useCallback((given: Moves) => {
    moves.current = given;
  }, []);
  const nameOf = (node: string) => {
    const end = [way.data?.from, way.data?.to].find((asset) => asset?.guid === node)?.qualifiedName ?? "";
    return graph?.nodes.get(node)?.title ?? titleOf(end, end);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target === event.currentTarget && stage && onKey(event, stage, root, selected, deeds, moves.current)) event.preventDefault();
  };
  const shown = useMemo(
    () => (stage ? { stage, root, selected, lit, marks: put, showTags: overlays.has("tags"), fresh: live.fresh } : null),
    [stage, root, selected, lit, put, overlays, live.fresh],
  );
  const node = view?.graph.nodes.get(selected);
  const exports = [
    ["PNG", "The picture as you see it", () => void moves.current?.picture().then((picture) => picture && saved(picture, "lineage.png"))],
    ["SVG", "All that is shown, as a drawing", () => saved(new Blob([moves.current?.svg() ?? ""], { type: "image/svg+xml" }), "lineage.svg")],
    ["JSON", "All that is shown, for programs", () => view && saved(new Blob([jsonOf(view.graph, asked, scene)], { type: "application/json" }), "lineage.json")],
  ] as const;

  return (
    <div className="lineage">
      <Tools root={guid} chosen={chosen} graph={graph} choose={choose} onFound={select} exports={chosen.asList ? exports.slice(2) : exports} />
      <div className="lineage-room">
        <Told scene={scene} graph={graph} view={view} isBusy={isBusy} live={live} fault={stage ? fault : null} onRetry={retry} onNext={loaded.next} />
        {fault !== null && !stage && <Fault fault={fault} retry={retry} />}
        {!stage && fault === null && <Waiting what="lineage" />}
        {stage && chosen.asList && view && <Outline graph={view.graph} root={root} deeds={deeds} />}
        {shown && view && graph && !chosen.asList && (
          <div className="lineage-stage" role="group" tabIndex={0} aria-label="Lineage as a picture; arrow keys go from card to card" aria-describedby="lineage-keys" onKeyDown={onKeyDown}>
            <Canvas
              shown={shown}
              era={staged?.era ?? 0}
              stay={stay}
              covered={{ left: chosen.isAskingForWay ? PANEL : 0, right: node ? PANEL : 0 }}
              onSelect={select}
              onWay={deeds.way}
              onExpand={deeds.expand}
              onOpen={(id) => deeds.open(view.graph.nodes.get(id)?.group ?? "", true)}
              onMoves={onMoves}
            />
            {shown.stage.places.size === 1 && graph.nodes.size === 1 && (
              <div className="lineage-alone">
                <Empty title="Nothing feeds it, and it feeds nothing">As far as anybody has told Lily yet.</Empty>
              </div>
            )}
            {node && (
              <NodePanel
                graph={view.graph}
                node={node}
                lens={lens}
                members={node.kind === "group" ? [...graph.nodes.values()].filter((each) => view.at(each.guid) === node.guid) : []}
                mark={put.get(node.guid)}
                collapsed={chosen.collapsed}
                isInOpenGroup={chosen.isGrouped && chosen.open.has(node.group)}
                deeds={deeds}
              />
            )}
            {chosen.isAskingForWay && (
              <WayPanel
                from={{ guid: from, title: nameOf(from) || "it" }}
                to={to}
                way={way}
                nameOf={nameOf}
                onTo={(end) => choose({ way: undefined, to: end })}
                onTurn={() => choose({ from: to, to: from })}
                onStep={select}
                onClose={() => choose({ way: undefined, to: undefined, from: undefined })}
              />
            )}
            <p className="unseen" role="status">
              {node ? `${node.title}, ${node.typeName.replaceAll("_", " ")}` : ""}
            </p>
            <Corner moves={moves} />
            <Legend overlays={overlays} marks={marks} graph={graph} />
          </div>
        )}
      </div>
    </div>
  );
}

/** How one looks at the graph; another one only where it differs. */
function useLooks(root: string, { filters, isGrouped, open, collapsed }: ReturnType<typeof chosenFrom>) {
  const key = JSON.stringify([root, filters, isGrouped, [...open], [...collapsed]]);
  return useMemo(() => ({ root, filters, isGrouped, open, collapsed }), [key]);
}
