import { Link } from "../app/router";
import { TagChip } from "../look/TagChip";
import { Affected } from "./Affected";
import { KINDS, listed, maskText, type Policy, resourceText, sentence, servicesOf, stateOf, whom } from "./policy";

/** The policy in words, and what it does today. */
export function Told({ policy }: { policy: Policy }) {
  return (
    <div className="overview">
      <div>
        <p className="description">{sentence(policy)}</p>
        {policy.description && <p className="quiet note">{policy.description}</p>}
        <Facts policy={policy} />
      </div>
      <aside>
        <div className="card">
          <Today policy={policy} />
        </div>
      </aside>
    </div>
  );
}

export function Facts({ policy }: { policy: Policy }) {
  const { target, effect } = policy;
  const services = servicesOf(policy);
  const except = whom(policy.exceptions);
  return (
    <dl className="facts">
      <dt>Whom</dt>
      <dd>{listed(whom(policy.subjects)) || "nobody"}</dd>
      {except.length > 0 && (
        <>
          <dt>Except</dt>
          <dd>{listed(except)}</dd>
        </>
      )}
      {(target.classifications ?? []).length > 0 && (
        <>
          <dt>Tagged</dt>
          <dd className="chips">
            {(target.classifications ?? []).map((name) => (
              <Link key={name} to={`/?tag=${encodeURIComponent(name)}`} title={`What is tagged ${name}`}>
                <TagChip tag={{ name, own: true }} />
              </Link>
            ))}
          </dd>
        </>
      )}
      {(target.where ?? []).map((each) => (
        <Where key={each.attribute} text={`${each.attribute} ${each.operator} ${each.values.join(", ")}`} />
      ))}
      {(target.resources ?? []).length > 0 && (
        <>
          <dt>{(target.classifications ?? []).length > 0 ? "Within" : "What"}</dt>
          <dd>
            <ul>
              {(target.resources ?? []).map((each) => (
                <li key={JSON.stringify(each)}>
                  <code>{resourceText(each)}</code>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      <dt>Effect</dt>
      <dd>
        {KINDS[effect.kind].text}
        {effect.kind === "mask" && `: ${maskText(effect)}`}
        {effect.kind === "filter-rows" && <code className="mask">{effect.expression}</code>}
        {(effect.accesses ?? []).length > 0 && `: ${(effect.accesses ?? []).join(", ")}`}
      </dd>
      <dt>Engines</dt>
      <dd>{services[0] === "*" ? "all" : services.join(", ")}</dd>
      {(policy.validity ?? []).length > 0 && (
        <>
          <dt>Valid</dt>
          <dd>{(policy.validity ?? []).map(period).join("; ")}</dd>
        </>
      )}
      {policy.priority === 1 && (
        <>
          <dt>Priority</dt>
          <dd>goes before those without</dd>
        </>
      )}
      {(policy.labels ?? []).length > 0 && (
        <>
          <dt>Labels</dt>
          <dd>{(policy.labels ?? []).join(", ")}</dd>
        </>
      )}
    </dl>
  );
}

function Where({ text }: { text: string }) {
  return (
    <>
      <dt>Where</dt>
      <dd>{text}</dd>
    </>
  );
}

function period(each: object): string {
  const { startTime = "", endTime = "", timeZone = "" } = each as Record<string, string>;
  return [startTime && `from ${startTime}`, endTime && `until ${endTime}`, timeZone].filter(Boolean).join(" ");
}

function Today({ policy }: { policy: Policy }) {
  switch (stateOf(policy)) {
    case "enforced":
      return (
        <>
          <h2>Without it</h2>
          <Affected proposal={{ remove: policy.id ?? 0 }} />
        </>
      );
    case "monitor":
      return (
        <>
          <h2>If it were enforced</h2>
          <Affected proposal={{ policy: { ...policy, mode: "ENFORCE" } }} />
        </>
      );
    case "disabled":
      return (
        <>
          <h2>If it were enabled and enforced</h2>
          <Affected proposal={{ policy: { ...policy, enabled: true, mode: "ENFORCE" } }} />
        </>
      );
  }
}
