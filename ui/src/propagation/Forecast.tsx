import { near, who } from "../asset/Access";
import { Icon } from "../look/Icon";
import { TagChip } from "../look/TagChip";
import { type Effect, type Preview, sizeOf } from "./forecast";

type Shown = NonNullable<Effect["gained"]>[number];

/** What a change would do: who gains and loses which tag, where it stops, and who sees something else. */
export function Forecast({ preview }: { preview: Preview }) {
  const effects = preview.effects ?? [];
  const people = preview.access?.principals ?? [];
  const size = sizeOf(preview);
  const stops = effects.reduce((sum, each) => sum + (each.heldBackCount ?? 0), 0);
  return (
    <div className="forecast">
      <div className="told-figures">
        <Figure value={effects.reduce((sum, each) => sum + (each.gainedCount ?? 0), 0)} text="gain a tag" />
        <Figure value={effects.reduce((sum, each) => sum + (each.lostCount ?? 0), 0)} text="lose a tag" />
        <Figure value={stops} text={stops === 1 ? "stop" : "stops"} />
      </div>
      {preview.relationshipCount !== undefined && (
        <p className="quiet">
          {preview.relationshipCount.toLocaleString("en")} {preview.relationshipCount === 1 ? "relationship lets" : "relationships let"} something else pass.
        </p>
      )}
      {size === 0 && stops === 0 && <p>No asset that is here today would gain or lose anything.</p>}
      {preview.complete === false && <p className="fault">So much would change that it was not all looked at: the numbers are lower bounds.</p>}
      {people.length > 0 && (
        <section>
          <h3>Who sees something else</h3>
          <ul className="rows">
            {people.map((person) => (
              <li key={`${person.kind} ${person.name}`}>
                <strong>{who(person)}</strong>
                {(person.losesClear ?? 0) > 0 && <span className="badge bad">loses clear sight of {person.losesClear}</span>}
                {(person.gainsClear ?? 0) > 0 && <span className="badge good">gains clear sight of {person.gainsClear}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {effects.map((effect) => (
        <EffectOfOne key={effect.classification} effect={effect} />
      ))}
      {preview.severity?.map((each) => (
        <section key={each.classification}>
          <h3>Which {each.classification} counts</h3>
          <p>
            {(each.changedCount ?? 0).toLocaleString("en")} {each.changedCount === 1 ? "asset shows" : "assets show"} another value.
          </p>
          <Assets assets={(each.examples ?? []).flatMap((example) => example.asset ?? [])} count={each.changedCount ?? 0} />
        </section>
      ))}
      {preview.inherited?.map((each) => (
        <section key={`${each.aspect} ${each.rules?.join(" ")}`}>
          <h3>Inherited {each.aspect}</h3>
          <p>
            {(each.gainedCount ?? 0).toLocaleString("en")} gain one, {(each.lostCount ?? 0).toLocaleString("en")} lose it,{" "}
            {(each.changedCount ?? 0).toLocaleString("en")} have it from elsewhere.
          </p>
          <Assets
            assets={(each.examples ?? []).flatMap((example) => example.asset ?? [])}
            count={(each.gainedCount ?? 0) + (each.lostCount ?? 0) + (each.changedCount ?? 0)}
          />
        </section>
      ))}
    </div>
  );
}

function EffectOfOne({ effect }: { effect: Effect }) {
  return (
    <section>
      <h3>
        <TagChip tag={{ name: effect.classification ?? "", own: true }} />
      </h3>
      <Assets title="gain it" assets={effect.gained ?? []} count={effect.gainedCount ?? 0} />
      <Assets title="lose it" assets={effect.lost ?? []} count={effect.lostCount ?? 0} />
      <Stops effect={effect} />
    </section>
  );
}

function Stops({ effect }: { effect: Effect }) {
  const stops = effect.heldBack ?? [];
  if (stops.length === 0) return null;
  const count = effect.heldBackCount ?? 0;
  return (
    <>
      <p className="forecast-title">
        <Icon name="lock" size={13} /> {count.toLocaleString("en")}
        {effect.heldBackComplete === false ? " or more" : ""} {count === 1 ? "stop" : "stops"}
      </p>
      <ul className="rows">
        {stops.map((stop) => (
          <li key={`${stop.from?.guid} ${stop.to?.guid} ${stop.reason}`}>
            <code title={`${stop.from?.qualifiedName} → ${stop.to?.qualifiedName}`}>
              {near(stop.from?.qualifiedName ?? "")} → {near(stop.to?.qualifiedName ?? "")}
            </code>
            <span className="badge">{stop.reason}</span>
          </li>
        ))}
      </ul>
      <More shown={stops.length} count={count} />
    </>
  );
}

function Assets({ title, assets, count }: { title?: string; assets: Shown[]; count: number }) {
  if (count === 0) return null;
  return (
    <>
      {title && (
        <p className="forecast-title">
          <Icon name={title.startsWith("gain") ? "plus" : "minus"} size={13} /> {count.toLocaleString("en")} {count === 1 ? title.replace(" ", "s ") : title}
        </p>
      )}
      <ul className="rows">
        {assets.map((asset) => (
          <li key={asset.guid}>
            {/* In a page of its own: what is being tried here stays. */}
            <a href={`/asset/${asset.guid}`} target="_blank" rel="noreferrer" title={asset.qualifiedName}>
              <code>{near(asset.qualifiedName ?? "")}</code>
            </a>
          </li>
        ))}
      </ul>
      <More shown={assets.length} count={count} />
    </>
  );
}

function More({ shown, count }: { shown: number; count: number }) {
  return count > shown ? <p className="quiet">and {(count - shown).toLocaleString("en")} more</p> : null;
}

export function Figure({ value, text }: { value: number; text: string }) {
  return (
    <div className="figure">
      <strong>{value.toLocaleString("en")}</strong>
      <span className="quiet">{text}</span>
    </div>
  );
}
