import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { change, post, type Posted, url } from "../api/client";
import { near, who } from "../asset/Access";
import { EngineState, useEnforcement } from "../asset/Enforcement";
import { Drawer } from "../look/Drawer";
import { Fault, Waiting } from "../look/States";
import { TagChip } from "../look/TagChip";
import { useClassificationTypes } from "../search/search";
import { type Proposal, proposalOf, type Target, without } from "./proposal";

const PREVIEW = "/api/lily/v1/propagation/preview";

type Preview = Posted<typeof PREVIEW>;

/** Puts a tag on assets, or takes it from one, after showing what that does, and to whom. */
export function TagPanel({ targets, onClose }: { targets: readonly Target[]; onClose: () => void }) {
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [applied, setApplied] = useState<Applied | null>(null);
  return (
    <Drawer title={`Tag ${targets.length === 1 ? targets[0]?.title : `${targets.length.toLocaleString("en")} columns`}`} onClose={onClose}>
      {applied ? (
        <Progress applied={applied} onClose={onClose} />
      ) : (
        <>
          <Choice targets={targets} proposal={proposal} choose={setProposal} />
          {proposal && <Consequences key={proposal.kind + proposal.name} targets={targets} proposal={proposal} onApplied={setApplied} />}
        </>
      )}
    </Drawer>
  );
}

interface ChoiceProps {
  targets: readonly Target[];
  proposal: Proposal | null;
  choose: (proposal: Proposal) => void;
}

function Choice({ targets, proposal, choose }: ChoiceProps) {
  const types = useClassificationTypes();
  const [only, ...more] = targets;
  const own = more.length === 0 ? (only?.tags ?? []).filter((tag) => tag.own) : [];
  const others = (types.data ?? []).filter((type) => without(targets, type.name).length > 0);
  const isChosen = (kind: Proposal["kind"], name: string) => proposal?.kind === kind && proposal.name === name;
  return (
    <div className="choices">
      {types.isPending && <Waiting what="classifications" />}
      {types.isError && <Fault fault={types.error} />}
      {own.length > 0 && <h3>Take away</h3>}
      {own.map((tag) => (
        <button type="button" key={tag.name} aria-pressed={isChosen("remove", tag.name)} onClick={() => choose({ kind: "remove", name: tag.name })}>
          <TagChip tag={tag} />
        </button>
      ))}
      {others.length > 0 && <h3>{more.length === 0 ? "Put on it" : "Put on all of them"}</h3>}
      {others.map((type) => (
        <button type="button" key={type.name} aria-pressed={isChosen("add", type.name)} onClick={() => choose({ kind: "add", name: type.name })}>
          <TagChip tag={{ name: type.name, own: true }} />
          <span className="quiet">{type.description}</span>
        </button>
      ))}
      {types.data && others.length === 0 && own.length === 0 && <p className="quiet">There is no classification yet. <a href="/types">Types</a> has a button for it.</p>}
    </div>
  );
}

interface ConsequencesProps {
  targets: readonly Target[];
  proposal: Proposal;
  onApplied: (applied: Applied) => void;
}

function Consequences({ targets, proposal, onApplied }: ConsequencesProps) {
  const guids = (proposal.kind === "add" ? without(targets, proposal.name) : targets).map((target) => target.guid);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const preview = useQuery({
    queryKey: ["preview", guids, proposal],
    staleTime: 0,
    queryFn: ({ signal }) => post(PREVIEW, proposalOf(guids, proposal), { limit: 50 }, signal),
  });
  const apply = async () => {
    setBusy(true);
    setFault(null);
    try {
      const headers = await applied(guids, proposal);
      const position = Number(headers.get("X-Lily-Position") ?? 0);
      onApplied({ proposal, position, count: changed(preview.data) });
      // The preview is of a world that is no more: asked again, it would be refused.
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "preview" });
    } catch (refused) {
      setFault(refused);
      setBusy(false);
    }
  };
  if (preview.isPending) return <Waiting what="what it would do" />;
  if (preview.isError) return <Fault fault={preview.error} retry={() => void preview.refetch()} />;
  return (
    <>
      {guids.length < targets.length && (
        <p className="quiet left-out">
          {(targets.length - guids.length).toLocaleString("en")} of them {targets.length - guids.length === 1 ? "has" : "have"} {proposal.name} already.
        </p>
      )}
      <Told preview={preview.data} proposal={proposal} />
      {fault !== null && <Fault fault={fault} />}
      <div className="drawer-actions">
        <button type="button" className="primary" disabled={busy} onClick={() => void apply()}>
          {proposal.kind === "remove" ? `Take ${proposal.name} away` : guids.length === 1 ? `Tag as ${proposal.name}` : `Tag ${guids.length.toLocaleString("en")} as ${proposal.name}`}
        </button>
        <span className="quiet">Nothing has been changed yet.</span>
      </div>
    </>
  );
}

/** Does it, all of it or nothing; the answer says at which position of the change log. */
function applied(guids: readonly string[], proposal: Proposal): Promise<Headers> {
  const classification = { typeName: proposal.name, propagate: true };
  if (guids.length > 1) return change("POST", "/api/atlas/v2/entity/bulk/classification", { classification, entityGuids: guids });
  const path = url("/api/atlas/v2/entity/guid/{guid}", { guid: guids[0] ?? "" });
  return proposal.kind === "add"
    ? change("POST", `${path}/classifications`, [classification])
    : change("DELETE", `${path}/classification/${encodeURIComponent(proposal.name)}`);
}

function changed(preview: Preview | undefined): number {
  return (preview?.effects ?? []).reduce((sum, each) => sum + (each.gainedCount ?? 0) + (each.lostCount ?? 0), 0);
}

function Told({ preview, proposal }: { preview: Preview; proposal: Proposal }) {
  const effect = (preview.effects ?? []).find((each) => each.classification === proposal.name) ?? preview.effects?.[0];
  const moves = proposal.kind === "add" ? (effect?.gained ?? []) : (effect?.lost ?? []);
  const count = (proposal.kind === "add" ? effect?.gainedCount : effect?.lostCount) ?? 0;
  const people = preview.access?.principals ?? [];
  return (
    <div className="told">
      <div className="told-figures">
        <Figure value={count} text={`${count === 1 ? "asset" : "assets"} ${proposal.kind === "add" ? "gain" : "lose"} ${proposal.name}`} />
        <Figure value={effect?.heldBackCount ?? 0} text={effect?.heldBackComplete === false ? "stops or more" : "stops"} />
        <Sights people={people} adds={proposal.kind === "add"} />
      </div>
      {people.length > 0 && (
        <section>
          <h3>Who sees something else</h3>
          <ul className="rows">
            {people.map((person) => (
              <li key={`${person.kind} ${person.name}`}>
                <strong>{who(person)}</strong>
                {(person.losesClear ?? 0) > 0 && <span className="badge bad">loses clear sight of {person.losesClear}</span>}
                {(person.gainsClear ?? 0) > 0 && <span className="badge good">gains clear sight of {person.gainsClear}</span>}
                <span className="quiet">{(person.shifts ?? []).map(shiftText).join(", ")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Assets title={proposal.kind === "add" ? "Gain it" : "Lose it"} assets={moves} count={count} />
      {(effect?.heldBack?.length ?? 0) > 0 && (
        <section>
          <h3>Where it stops</h3>
          <ul className="rows">
            {effect?.heldBack?.map((stop) => (
              <li key={`${stop.from?.guid} ${stop.to?.guid}`}>
                <code title={stop.to?.qualifiedName}>{near(stop.to?.qualifiedName ?? "")}</code>
                <span className={stop.reason === "masking" ? "badge good" : "badge dim"}>{stop.reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

type Person = NonNullable<NonNullable<Preview["access"]>["principals"]>[number];

function Sights({ people, adds }: { people: Person[]; adds: boolean }) {
  const most = Math.max(0, ...people.map((person) => (adds ? person.losesClear : person.gainsClear) ?? 0));
  const [first] = people;
  const whom = people.length === 1 && first ? who(first).toLowerCase() : `${people.length} kinds of readers`;
  return <Figure value={most} text={most === 0 ? "change for readers" : `${adds ? "no longer clear to" : "clear again to"} ${whom}`} />;
}

function shiftText(shift: NonNullable<Person["shifts"]>[number]): string {
  const words = (sight: string | undefined) => (sight ?? "").toLowerCase().replace("_", " ");
  return `${shift.count} × ${words(shift.before)} → ${words(shift.after)}`;
}

function Figure({ value, text }: { value: number; text: string }) {
  return (
    <div className="figure">
      <strong>{value.toLocaleString("en")}</strong>
      <span className="quiet">{text}</span>
    </div>
  );
}

function Assets({ title, assets, count }: { title: string; assets: { guid?: string; qualifiedName?: string }[]; count: number }) {
  if (assets.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="rows">
        {assets.map((asset) => (
          <li key={asset.guid}>
            <code title={asset.qualifiedName}>{near(asset.qualifiedName ?? "")}</code>
          </li>
        ))}
      </ul>
      {count > assets.length && <p className="quiet">and {(count - assets.length).toLocaleString("en")} more</p>}
    </section>
  );
}

interface Applied {
  readonly proposal: Proposal;
  readonly position: number;
  readonly count: number;
}

/** What was done, and how each engine gets to know of it. */
function Progress({ applied, onClose }: { applied: Applied; onClose: () => void }) {
  const enforcement = useEnforcement(500);
  return (
    <div className="progress" role="status">
      <p className="done">
        <TagChip tag={{ name: applied.proposal.name, own: true }} />{" "}
        {applied.proposal.kind === "add" ? "is on" : "is off"} {applied.count.toLocaleString("en")} {applied.count === 1 ? "asset" : "assets"}.
        Decisions regard it from now on.
      </p>
      <ul className="rows">
        {(enforcement.data?.services ?? []).map((service) => (
          <li key={service.service}>
            <strong>{service.service}</strong>
            <EngineState state={service.state ?? ""} />
            <span className="quiet">
              {(service.doors ?? []).map((door) => ((door.position ?? 0) >= applied.position ? `${door.door} has it` : `${door.door} waits for it`)).join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <div className="drawer-actions">
        <button type="button" className="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
