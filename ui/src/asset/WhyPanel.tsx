import { useQuery } from "@tanstack/react-query";
import { type Answer, get } from "../api/client";
import { Link } from "../app/router";
import { Drawer } from "../look/Drawer";
import { Icon } from "../look/Icon";
import { Fault, Waiting } from "../look/States";
import { near } from "./Access";
import { kindOf, titleOf } from "./asset";
import { moment } from "./details";

const PATH = "/api/lily/v1/entity/guid/{guid}/classification/{name}/why";

type Why = Answer<typeof PATH>;
type Origin = NonNullable<Why["origins"]>[number];
type Hop = NonNullable<Origin["path"]>[number];
type Shown = { guid?: string; typeName?: string; qualifiedName?: string; displayText?: string };

interface WhyPanelProps {
  guid: string;
  classification: string;
  onClose: () => void;
}

/** Why an asset carries a tag: where it began, by whom, and each step that it took. */
export function WhyPanel({ guid, classification, onClose }: WhyPanelProps) {
  const why = useQuery({
    queryKey: ["why", guid, classification],
    queryFn: ({ signal }) => get(PATH, { guid, name: classification }, {}, signal),
  });
  return (
    <Drawer title={`Why ${classification}?`} onClose={onClose}>
      {why.isPending && <Waiting what="the reason" />}
      {why.isError && <Fault fault={why.error} retry={() => void why.refetch()} />}
      {why.data && <Reasons why={why.data} />}
    </Drawer>
  );
}

function Reasons({ why }: { why: Why }) {
  const origins = why.origins ?? [];
  if (origins.length === 0) return <p className="quiet">It does not carry it any more.</p>;
  return (
    <>
      {(why.originCount ?? 0) > 1 && (
        <p className="quiet">
          It comes from {why.originCount} places{origins.length < (why.originCount ?? 0) && `; the nearest ${origins.length} are shown`}.
        </p>
      )}
      {origins.map((origin) => (
        <OriginPath key={origin.asset?.guid} origin={origin} processes={why.processes ?? []} />
      ))}
    </>
  );
}

function OriginPath({ origin, processes }: { origin: Origin; processes: NonNullable<Why["processes"]> }) {
  const by = origin.provenance;
  return (
    <ol className="why">
      <li className="why-origin">
        <Place asset={origin.asset ?? {}} />
        <p>
          <span className="why-mark filled" aria-hidden="true" />
          {by ? (
            <>
              Put here by <strong>{by.actor}</strong>
              {by.time && <>, {moment(Date.parse(by.time))}</>}
            </>
          ) : (
            "Put here before anybody noted by whom"
          )}
        </p>
        {origin.holdsNow === false && <p className="badge warn">Its time has not come, or is over: nobody regards it now.</p>}
      </li>
      {origin.remains && <li>It stayed when its origin went: the classification says so.</li>}
      {(origin.path ?? []).map((hop) => (
        <Step key={hop.number} hop={hop} processes={processes} />
      ))}
    </ol>
  );
}

function Step({ hop, processes }: { hop: Hop; processes: NonNullable<Why["processes"]> }) {
  const jobs = processes.filter((each) => (hop.processes ?? []).includes(each.guid ?? ""));
  return (
    <>
      {jobs.map((job) => (
        <li className="why-job" key={job.guid}>
          <details>
            <summary>
              <Icon name="process" size={14} />
              <span>{titleOf(job.displayText ?? "", job.qualifiedName ?? "")}</span>
            </summary>
            {job.sql ? <pre className="sql">{job.sql}</pre> : <p className="quiet">It told no SQL.</p>}
          </details>
        </li>
      ))}
      <li className="why-step">
        <Place asset={hop.to ?? {}} />
        <p>
          <span className="why-mark hollow" aria-hidden="true" />
          {(hop.transformations ?? []).map((each) => `${each.subtype ?? each.type}`.toLowerCase()).join(", ") || "copied"}
          <span className="quiet"> by rule {hop.rule}</span>
          {hop.arrival?.latencyMillis !== undefined && <span className="latency">{hop.arrival.latencyMillis} ms after</span>}
        </p>
      </li>
    </>
  );
}

function Place({ asset }: { asset: Shown }) {
  const name = asset.qualifiedName ?? "";
  return (
    <Link to={`/asset/${asset.guid}`} className="why-place" title={name}>
      <Icon name={kindOf(asset.typeName ?? "")} />
      <strong>{titleOf(asset.displayText ?? "", name)}</strong>
      <span className="quiet">{near(name).replace(/#.*/, "")}</span>
    </Link>
  );
}
