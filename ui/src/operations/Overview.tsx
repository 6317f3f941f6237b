import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Answer, get } from "../api/client";
import { Link } from "../app/router";
import { Fault, Waiting } from "../look/States";
import { EVERY, Fresh } from "./Fresh";
import { ago, bytes, number, span, spoken } from "./words";

const PATH = "/api/lily/v1/operations";

type State = Answer<typeof PATH>;

export function Overview() {
  const state = useQuery({
    queryKey: ["operations"],
    queryFn: ({ signal }) => get(PATH, {}, {}, signal),
    refetchInterval: EVERY,
  });
  if (state.isPending) return <Waiting what="how the server is" />;
  if (!state.data) return <Fault fault={state.error} retry={() => void state.refetch()} />;
  return <Shown state={state.data} at={state.dataUpdatedAt} failed={state.isError} />;
}

function Shown({ state, at, failed }: { state: State; at: number; failed: boolean }) {
  const now = Date.parse(state.time);
  const troubles = state.parts.filter((part) => !part.ready);
  return (
    <>
      <div className="ops-line">
        <span className={`badge ${troubles.length > 0 ? "bad" : "good"}`}>{troubles.length > 0 ? `${troubles.length} of ${state.parts.length} parts do not work` : "every part works"}</span>
        <span className="quiet">up for {span(now - Date.parse(state.startedAt))}</span>
        <Fresh at={at} failed={failed} />
      </div>
      <div className="ops-grid">
        <Index state={state} now={now} />
        <Consumers state={state} now={now} />
        <Queues state={state} />
        <Memory state={state} />
        <Parts state={state} />
      </div>
    </>
  );
}

interface CardProps {
  title: string;
  state?: ReactNode;
  children: ReactNode;
}

function Card({ title, state, children }: CardProps) {
  return (
    <section className="card" aria-label={title}>
      <header className="ops-card">
        <h2>{title}</h2>
        {state}
      </header>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Index({ state, now }: { state: State; now: number }) {
  const { lineageIndex: index, searchIndex: search, tasks } = state;
  return (
    <Card title="Lineage and search index" state={<IndexBadge index={index} />}>
      <dl className="facts">
        <Fact name="Position">
          {number(index.position)} of {number(index.head)}
        </Fact>
        <Fact name="Holds">
          {number(index.assets)} assets, {number(index.edges)} edges, {bytes(index.bytes)}
        </Fact>
        <Fact name="Snapshot">
          {index.snapshot ? `${ago(index.snapshot.writtenAt, now)}, ${bytes(index.snapshot.bytes)}` : "none yet: a restart reads the graph"}
        </Fact>
        <Fact name="Propagation">
          {tasks.waiting === 0 ? "nothing waits" : `${number(tasks.waiting)} assets wait, ${number(tasks.perSecond)} a second${tasks.eta ? `, done in ${span(Date.parse(tasks.eta) - now)}` : ""}`}
        </Fact>
        {tasks.refused > 0 && <Fact name="Refused">{number(tasks.refused)} assets by the store</Fact>}
        <Fact name="Search">
          {search.whole ? (search.waiting > 0 ? `${number(search.waiting)} documents in memory` : "all is written") : "lacks what the last run left behind"}, {search.kind === "embedded" ? "in this process" : "on a server"}
        </Fact>
      </dl>
      {!index.whole && <p className="fault">It missed a change. A restart reads it from the graph.</p>}
      <p className="ops-more">
        <Link to="/operations/tasks">{tasks.open === 1 ? "1 task" : `${tasks.open} tasks`} under way</Link>
      </p>
    </Card>
  );
}

function IndexBadge({ index }: { index: State["lineageIndex"] }) {
  if (!index.whole) return <span className="badge bad">has a gap</span>;
  if (index.behind > 0) return <span className="badge warn">{number(index.behind)} behind</span>;
  return <span className="badge good">up to date</span>;
}

function Consumers({ state, now }: { state: State; now: number }) {
  return (
    <Card title="Consumers">
      <ul className="rows">
        {state.consumers.map((consumer) => (
          <li key={consumer.name}>
            <strong>{spoken(consumer.name)}</strong>
            <ConsumerBadge consumer={consumer} />
            <span className="quiet">
              {number(consumer.processed)} since the start
              {consumer.lastEventAt && `, the last change ${ago(consumer.lastEventAt, now)}`}
            </span>
            {consumer.deadLettered > 0 && <Link to="/operations/dead-letters">{number(consumer.deadLettered)} put aside</Link>}
            {consumer.fault && <p className="fault">{consumer.fault}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ConsumerBadge({ consumer }: { consumer: State["consumers"][number] }) {
  if (consumer.state === "RETRYING") return <span className="badge bad">does not get on</span>;
  if (consumer.state !== "RUNNING") return <span className="badge">{consumer.state === "NEW" ? "nothing came yet" : "closed"}</span>;
  return consumer.lag > 0 ? <span className="badge warn">{number(consumer.lag)} behind</span> : <span className="badge good">no lag</span>;
}

const QUEUES: Record<string, string> = {
  graph_writer: "Changes for the graph",
  graph_writer_background: "Background changes for the graph",
  outbox: "Changes to publish",
  propagated_outbox: "Propagated ones to publish",
  propagation: "Assets to write propagated tags to",
  audit: "Decisions to keep",
};

function Queues({ state }: { state: State }) {
  return (
    <Card title="Queues">
      <dl className="facts counts">
        {state.queues.map((queue) => (
          <Fact key={queue.name} name={QUEUES[queue.name] ?? spoken(queue.name)}>
            {number(queue.waiting)}
          </Fact>
        ))}
        <Fact name="Put aside since the start">
          <Link to="/operations/dead-letters">{number(state.deadLettersSinceStart)}</Link>
        </Fact>
      </dl>
    </Card>
  );
}

function Memory({ state }: { state: State }) {
  const { heap, disk } = state;
  const tight = heap.wanted > heap.max;
  return (
    <Card title="Heap and disk" state={tight ? <span className="badge warn">small heap</span> : undefined}>
      <Meter name="Heap" used={heap.used} of={heap.max} />
      {tight && <p className="quiet">With {bytes(heap.wanted)} the caches would have enough.</p>}
      <Meter name="Disk of the data folder" used={disk.total - disk.free} of={disk.total} />
    </Card>
  );
}

function Meter({ name, used, of }: { name: string; used: number; of: number }) {
  return (
    <label className="ops-meter">
      <span>{name}</span>
      <span className="quiet">
        {bytes(used)} of {bytes(of)}
      </span>
      <meter value={used} max={of} high={of * 0.9} optimum={0} />
    </label>
  );
}

function Parts({ state }: { state: State }) {
  return (
    <Card title="Parts">
      <ul className="rows ops-parts">
        {[...state.parts]
          .sort((a, b) => Number(a.ready) - Number(b.ready))
          .map((part) => (
            <li key={part.name}>
              <strong>{spoken(part.name)}</strong>
              <span className={part.ready ? "quiet" : "fault"}>{part.detail}</span>
            </li>
          ))}
      </ul>
    </Card>
  );
}
