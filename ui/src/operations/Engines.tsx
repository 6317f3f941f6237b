import { useQuery } from "@tanstack/react-query";
import { type Answer, get } from "../api/client";
import { EngineState, useEnforcement } from "../asset/Enforcement";
import { Empty, Fault, Waiting } from "../look/States";
import { EVERY, Fresh } from "./Fresh";
import { ago, moment, number, span } from "./words";

const DOWNLOADS = "/api/lily/v1/plugins/downloads";

type Service = NonNullable<Answer<"/api/lily/v1/enforcement">["services"]>[number];
type Door = NonNullable<Service["doors"]>[number];

const DOORS: Record<string, string> = { OPA: "Asks over OPA", RANGER: "Ranger plug-in", POSTGRESQL: "Database" };

/** How far each engine is, and what plug-ins fetched. */
export function Engines() {
  const enforcement = useEnforcement(EVERY);
  if (enforcement.isPending) return <Waiting what="engines" />;
  if (!enforcement.data) return <Fault fault={enforcement.error} retry={() => void enforcement.refetch()} />;
  const services = enforcement.data.services ?? [];
  return (
    <>
      <div className="ops-line">
        <span>{services.length === 1 ? "1 service" : `${number(services.length)} services`}</span>
        <Fresh at={enforcement.dataUpdatedAt} failed={enforcement.isError} />
      </div>
      {services.length === 0 && (
        <Empty title="No engine is known">
          <p className="quiet">A service says which engine enforces the policies. The services API makes one.</p>
        </Empty>
      )}
      <div className="ops-engines">
        {services.map((service) => (
          <Card key={service.service} service={service} />
        ))}
      </div>
      <Downloads />
    </>
  );
}

function Card({ service }: { service: Service }) {
  return (
    <section className="card" aria-label={service.service}>
      <header className="ops-card">
        <h2>{service.service}</h2>
        <span className="quiet">{service.type}</span>
        <EngineState state={service.state ?? ""} />
      </header>
      <p className="quiet">
        Tags version {number(service.tagVersion ?? 0)}
        {service.policyVersion !== undefined && `, policies version ${number(service.policyVersion)}`}
      </p>
      <ul className="rows">
        {(service.doors ?? []).map((door) => (
          <li key={`${door.door} ${door.instance}`}>
            <strong>{DOORS[door.door ?? ""] ?? door.door}</strong>
            {door.instance && <code>{door.instance}</code>}
            <EngineState state={door.state ?? ""} />
            <span className="quiet">{standing(door)}</span>
            {door.detail && <p className="quiet">{door.detail}</p>}
          </li>
        ))}
        {(service.canary ?? []).map((canary) => (
          <li key={`canary ${canary.door} ${canary.instance}`}>
            <strong>Canary</strong>
            <span className={`badge ${canary.failed ? "bad" : "good"}`}>{canary.failed ? `not there after ${canary.seconds} s` : `${canary.seconds} s from tag to engine`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function standing(door: Door): string {
  const parts = [
    door.lagMillis ? `${span(door.lagMillis)} behind` : "",
    door.lagVersions ? `${number(door.lagVersions)} versions` : "",
    door.lastSeen ? `heard of ${ago(door.lastSeen, Date.now())}` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

function Downloads() {
  const downloads = useQuery({
    queryKey: ["plugin-downloads"],
    queryFn: ({ signal }) => get(DOWNLOADS, {}, { limit: 20 }, signal),
    refetchInterval: EVERY,
  });
  const found = downloads.data?.downloads ?? [];
  return (
    <section className="ops-downloads" aria-label="What plug-ins fetched">
      <h2>What plug-ins fetched</h2>
      {downloads.isError && <Fault fault={downloads.error} retry={() => void downloads.refetch()} />}
      {downloads.data && found.length === 0 && <p className="quiet">No Ranger plug-in has fetched anything since the start of the server.</p>}
      {found.length > 0 && (
        <ul className="rows">
          {found.map((each) => (
            <li key={`${each.time} ${each.service} ${each.document} ${each.pluginId}`}>
              <time className="quiet">{moment(each.time ?? 0)}</time>
              <strong>{each.pluginId || each.address}</strong>
              <span>
                {each.answer === "EVERYTHING" ? "all" : "changed"} {each.document} of {each.service}, version {number(each.version ?? 0)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
