import { Sight, who } from "../asset/AccessViews";
import { Fault, Waiting } from "../look/States";
import { type Forecast, type Proposal, useForecast } from "./policies";

type Person = NonNullable<Forecast["principals"]>[number];
type Shift = NonNullable<Person["shifts"]>[number];


/** Who would see something else after a change that is only thought of. */
export function Affected({ proposal }: { proposal: Proposal }) {
  const forecast = useForecast(proposal);
  if (forecast.isPending) return <Waiting what="what it would change" />;
  if (forecast.isError) return <Fault fault={forecast.error} retry={() => void forecast.refetch()} />;
  return <ForecastTold forecast={forecast.data} />;
}

export function ForecastTold({ forecast }: { forecast: Forecast }) {
  const people = forecast.principals ?? [];
  const looked = `Looked at ${count(forecast.resources ?? 0, "table or column", "tables and columns")}, for ${count(forecast.principalCount ?? 0, "user, group or role", "users, groups and roles")}`;
  return (
    <div className="affected">
      {(forecast.warnings ?? []).map((warning) => (
        <p className="policy-warning" key={warning}>
          {warning}
        </p>
      ))}
      {people.length === 0 ? (
        <p>
          <strong>Nobody would see anything else.</strong>
        </p>
      ) : (
        <ul className="rows">
          {people.map((person) => (
            <li key={`${person.kind} ${person.name}`}>
              <strong>{who(person)}</strong>
              {(person.losesClear ?? 0) > 0 && <span className="badge bad">loses clear sight of {person.losesClear}</span>}
              {(person.gainsClear ?? 0) > 0 && <span className="badge good">gains clear sight of {person.gainsClear}</span>}
              {(person.shifts ?? []).map((shift) => (
                <ShiftTold key={`${shift.before} ${shift.after}`} shift={shift} />
              ))}
            </li>
          ))}
        </ul>
      )}
      <p className="hint">
        {looked}
        {(forecast.evaluated ?? 0) < (forecast.total ?? 0) && `, not all ${forecast.total?.toLocaleString("en")} pairs of them`}.
      </p>
    </div>
  );
}

function ShiftTold({ shift }: { shift: Shift }) {
  const examples = (shift.examples ?? []).map((each) => each.resource ?? "");
  return (
    <div className="shift">
      <span>
        <Sight sight={shift.before ?? ""} /> <span aria-hidden="true">→</span>
        <span className="unseen"> then </span> <Sight sight={shift.after ?? ""} />
      </span>
      <code>
        {examples.slice(0, 3).join(", ")}
        {(shift.count ?? 0) > 3 && ` and ${(shift.count ?? 0) - 3} more`}
      </code>
    </div>
  );
}

export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
