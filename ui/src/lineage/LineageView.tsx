import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { url } from "../api/client";
import { go, useAddress, withQuery } from "../app/router";
import { Icon } from "../look/Icon";
import { Empty, Fault, Waiting } from "../look/States";
import { Canvas, type Moves } from "./Canvas";
import { type Graph, related, type Scene } from "./graph";
import { NodePanel } from "./NodePanel";
import { Outline } from "./Outline";
import { type Arrow, beside } from "./stage";
import { useGraph } from "./useGraph";
import { useStage } from "./useStage";

const DIRECTIONS = [
  ["both", "Both sides"],
  ["upstream", "Upstream"],
  ["downstream", "Downstream"],
] as const;
const LENSES = [
  ["asset", "Datasets"],
  ["column", "Columns"],
] as const;

/** Lineage around an asset. Everything that one chooses is in the address, so it can be sent to others. */
export default function LineageView({ guid }: { guid: string }) {
  const address = useAddress();
  const direction = address.query.get("direction") ?? "both";
  const lens = address.query.get("lens") ?? "asset";
  const depth = Math.min(20, Math.max(1, Number.parseInt(address.query.get("depth") ?? "3", 10) || 3));
  const selected = address.query.get("selected") ?? "";
  const asList = address.query.get("as") === "list";
  const asked = useMemo(() => ({ root: guid, direction, depth, lens }), [guid, direction, depth, lens]);
  const { graph, scene, anchor, expand, next, fault, retry, isBusy } = useGraph(asked);
  const stage = useStage(graph);
  const lit = useMemo(() => (graph?.nodes.has(selected) ? related(graph, selected) : null), [graph, selected]);
  const moves = useRef<Moves | null>(null);
  const choose = useCallback(
    (changes: Record<string, string | undefined>) => go(withQuery(address, changes), "replace"),
    [address],
  );
  const select = useCallback(
    (node: string) => {
      choose({ selected: node || undefined });
      if (node) moves.current?.show(node);
    },
    [choose],
  );
  const onMoves = useCallback((given: Moves) => {
    moves.current = given;
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !stage) return;
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      select(graph?.nodes.has(selected) ? beside(stage, selected, event.key as Arrow) : guid);
    } else if (event.key === "Escape") select("");
    else if (event.key === "Enter" && selected) go(`/asset/${selected}`);
  };

  return (
    <div className="lineage">
      <div className="lineage-tools" role="toolbar" aria-label="Lineage">
        <Choice name="Direction" options={DIRECTIONS} value={direction} onChoose={(value) => choose({ direction: value })} />
        <Choice name="Show" options={LENSES} value={lens} onChoose={(value) => choose({ lens: value, selected: undefined })} />
        <label>
          Steps
          <input type="number" min={1} max={20} value={depth} onChange={(event) => choose({ depth: event.target.value })} />
        </label>
        <FindNode graph={graph} onFound={select} />
        <button type="button" aria-pressed={asList} onClick={() => choose({ as: asList ? undefined : "list" })}>
          As a list
        </button>
        <span className="spacer" />
        {!asList && (
          <button type="button" title="The picture as you see it" onClick={() => void moves.current?.picture().then(saved)}>
            PNG
          </button>
        )}
        <a className="button" title="Everything that hangs on it, as a table" href={url("/api/lily/v1/lineage/impact", {}, { root: guid, direction, format: "csv" })} download="lineage.csv">
          CSV
        </a>
        <button type="button" className="icon-button" aria-label="Smaller" title="Smaller" onClick={() => moves.current?.zoom(0.8)}>
          <Icon name="minus" />
        </button>
        <button type="button" className="icon-button" aria-label="Larger" title="Larger" onClick={() => moves.current?.zoom(1.25)}>
          <Icon name="plus" />
        </button>
        <button type="button" className="icon-button" aria-label="Show all" title="Show all" onClick={() => moves.current?.fit()}>
          <Icon name="fit" />
        </button>
      </div>
      <Told scene={scene} graph={graph} isBusy={isBusy} onNext={() => void next()} />
      {fault !== null && <Fault fault={fault} retry={() => void retry()} />}
      {!stage && fault === null && <Waiting what="lineage" />}
      {stage && asList && graph && <Outline graph={graph} root={guid} onExpand={(node, side) => void expand(node, side)} />}
      {stage && !asList && (
        <div className="lineage-stage" role="group" tabIndex={0} aria-label="Lineage as a picture; arrow keys go from card to card" onKeyDown={onKeyDown}>
          <Canvas
            stage={stage}
            root={guid}
            selected={selected}
            lit={lit}
            anchor={anchor}
            onSelect={select}
            onExpand={(node, side) => void expand(node, side)}
            onMoves={onMoves}
          />
          {stage.places.size === 1 && (
            <div className="lineage-alone">
              <Empty title="Nothing feeds it, and it feeds nothing">As far as anybody has told Lily yet.</Empty>
            </div>
          )}
          {graph && graph.nodes.has(selected) && (
            <NodePanel graph={graph} guid={selected} onClose={() => select("")} onExpand={(node, side) => void expand(node, side)} />
          )}
          <Legend />
        </div>
      )}
    </div>
  );
}

/** Gives a picture to the browser's downloads. */
function saved(picture: Blob | null): void {
  if (!picture) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = "lineage.png";
  link.click();
  URL.revokeObjectURL(link.href);
}

interface ChoiceProps {
  name: string;
  options: readonly (readonly [string, string])[];
  value: string;
  onChoose: (value: string) => void;
}

function Choice({ name, options, value, onChoose }: ChoiceProps) {
  return (
    <div className="choice" role="group" aria-label={name}>
      {options.map(([option, text]) => (
        <button type="button" key={option} aria-pressed={option === value} onClick={() => onChoose(option)}>
          {text}
        </button>
      ))}
    </div>
  );
}

function FindNode({ graph, onFound }: { graph: Graph | null; onFound: (guid: string) => void }) {
  const [text, setText] = useState("");
  const find = () => {
    const sought = text.trim().toLowerCase();
    const hit = sought && [...(graph?.nodes.values() ?? [])].find((node) => node.qualifiedName.toLowerCase().includes(sought));
    if (hit) onFound(hit.guid);
  };
  return (
    <input
      type="search"
      className="find"
      placeholder="Find in the picture"
      aria-label="Find in the picture"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && find()}
    />
  );
}

interface ToldProps {
  scene: Scene | null;
  graph: Graph | null;
  isBusy: boolean;
  onNext: () => void;
}

/** How much of what there is one sees. */
function Told({ scene, graph, isBusy, onNext }: ToldProps) {
  const cycles = scene?.cycles?.length ?? 0;
  return (
    <p className="lineage-told" role="status">
      {isBusy ? "Loading…" : `${(graph?.nodes.size ?? 0).toLocaleString("en")} shown`}
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
      {cycles > 0 && <span className="badge warn">{cycles === 1 ? "a cycle" : `${cycles} cycles`}: data feeds itself</span>}
    </p>
  );
}

function Legend() {
  return (
    <ul className="legend" aria-label="Legend">
      <li>
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <circle cx="5" cy="5" r="3.6" className="filled" />
        </svg>
        tagged here
      </li>
      <li>
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <circle cx="5" cy="5" r="3.6" className="hollow" />
        </svg>
        tag came by lineage
      </li>
      <li className="legend-stop">
        <Icon name="lock" size={12} /> tags stop here
      </li>
    </ul>
  );
}
