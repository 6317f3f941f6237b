import type { ReactNode } from "react";
import { Link, useAddress, withQuery } from "../app/router";
import { titleOf } from "../asset/asset";
import { words } from "../asset/details";
import { Empty, Fault, Waiting } from "../look/States";
import { TagChip } from "../look/TagChip";
import { type Activity, attributeName, type AttributeChange, byDay, edgeWords, KINDS, type TagChange, useActivity } from "./activity";
import { pieces, shown } from "./diff";
import "./activity.css";

type Other = NonNullable<TagChange["origin"]>;

/** Who changed what about an asset, the newest first, with what was before. */
export default function ActivityTab({ guid }: { guid: string }) {
  const address = useAddress();
  const kind = address.query.get("kind") ?? "";
  const found = useActivity(guid, kind);
  const activities = found.data?.pages.flatMap((page) => page.activities) ?? [];
  return (
    <div className="activity">
      <nav className="activity-kinds" aria-label="What to show">
        {KINDS.map(([name, text]) => (
          <Link key={name} to={withQuery(address, { kind: name })} className={name === kind ? "button chosen" : "button"} aria-current={name === kind ? "true" : undefined}>
            {text}
          </Link>
        ))}
      </nav>
      {found.isPending && <Waiting what="what happened" />}
      {found.isError && <Fault fault={found.error} retry={() => void found.refetch()} />}
      {found.data && activities.length === 0 && <Nothing />}
      {byDay(activities).map(({ day, activities: those }) => (
        <section key={day} aria-label={day}>
          <h2>{day}</h2>
          <ol>
            {those.map((one) => (
              <Entry key={one.id} one={one} />
            ))}
          </ol>
        </section>
      ))}
      {found.hasNextPage && (
        <button type="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show earlier
        </button>
      )}
    </div>
  );
}

function Nothing() {
  const address = useAddress();
  return (
    <Empty title="Nothing of this kind happened">
      <p>
        <Link to={withQuery(address, { kind: undefined })}>Show everything</Link> that happened to it, as far as you may see it.
      </p>
    </Empty>
  );
}

function Entry({ one }: { one: Activity }) {
  const at = new Date(one.time);
  return (
    <li className={one.propagated ? "entry followed" : "entry"}>
      <time dateTime={one.time} title={one.time}>
        {at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })}
      </time>
      <div className="entry-what">
        {one.kind === "CREATED" && <Told one={one}>made it</Told>}
        {one.kind === "DELETED" && <Told one={one}>deleted it</Told>}
        {one.classifications.map((change) => (
          <Told key={`${change.operation} ${change.typeName} ${change.origin?.guid}`} one={one}>
            <Tagged change={change} />
          </Told>
        ))}
        {one.attributes.length > 0 && (
          <>
            <Told one={one}>
              changed {one.attributes.length === 1 ? <strong>{words(attributeName(one.attributes[0]?.name ?? ""))}</strong> : `${one.attributes.length} attributes`}
            </Told>
            {one.attributes.map((change) => (
              <Difference key={change.name} change={change} alone={one.attributes.length === 1} />
            ))}
          </>
        )}
        {one.relationships.map((change) => (
          <p key={`${change.operation} ${change.guid}`}>
            {edgeWords(change)} <Named other={change.other} /> <span className="quiet">by {one.actor}</span>
          </p>
        ))}
      </div>
    </li>
  );
}

/** Who did it; what followed from elsewhere nobody did. */
function Told({ one, children }: { one: Activity; children: ReactNode }) {
  if (one.propagated) return <p>{children}</p>;
  return (
    <p>
      <strong>{one.actor}</strong> {children}
    </p>
  );
}

function Tagged({ change }: { change: TagChange }) {
  const chip = <TagChip tag={{ name: change.typeName, own: !change.propagated }} />;
  const removed = change.operation === "REMOVED";
  if (change.propagated) {
    return (
      <>
        {chip} {removed ? "no longer comes from" : "came from"} {change.origin && <Named other={change.origin} />}
      </>
    );
  }
  return removed ? <>took {chip} away</> : <>{change.operation === "ADDED" ? "put" : "changed"} {chip} {change.operation === "ADDED" && "on it"}</>;
}

function Named({ other }: { other: Other }) {
  if (other.hidden) return <em className="quiet">something that you may not see</em>;
  const name = other.qualifiedName ?? "";
  if (!name) return <em className="quiet">something that is there no more</em>;
  return (
    <Link to={`/asset/${other.guid}`} title={name}>
      {near(name, other.displayText)}
    </Link>
  );
}

/** The last two parts of a path, or what it is called. */
function near(qualifiedName: string, displayText: string | undefined): string {
  const parts = qualifiedName.split("/").filter(Boolean);
  return parts.length > 2 ? parts.slice(-2).join("/") : titleOf(displayText ?? qualifiedName, qualifiedName);
}

function Difference({ change, alone }: { change: AttributeChange; alone: boolean }) {
  const before = shown(change.before);
  const after = shown(change.after);
  const parts = pieces(before, after);
  return (
    <div className="difference">
      {!alone && <h3>{words(attributeName(change.name))}</h3>}
      <pre tabIndex={0} aria-label={`${words(attributeName(change.name))}, before and after`}>
        {parts.map((piece, index) => {
          const key = `${index} ${piece.how}`;
          if (piece.how === "gone") return <del key={key}>{piece.text}</del>;
          if (piece.how === "new") return <ins key={key}>{piece.text}</ins>;
          return <span key={key}>{piece.text}</span>;
        })}
      </pre>
    </div>
  );
}
