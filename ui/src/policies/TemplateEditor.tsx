import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Answer, get } from "../api/client";
import { go, useAddress, withQuery } from "../app/router";
import { Fault, Waiting } from "../look/States";
import { useClassificationTypes } from "../search/search";
import { fromTemplate } from "./changes";
import { type Checked, check, Consequence } from "./Consequence";
import { namesIn, pathIn } from "./fields";
import { usePrincipals } from "./policies";
import { MASKS, type Policy } from "./policy";
import { Refused } from "./Refused";

const TEMPLATES = "/api/lily/v1/policy-templates";

type Template = NonNullable<Answer<typeof TEMPLATES>["templates"]>[number];
type Parameter = NonNullable<Template["parameters"]>[number];

/** Where a part of the policy comes from, for faults that the server finds in the policy. */
const MADE_OF: Record<string, string> = { "effect.expression": "condition", "effect.type": "mask", "target.resources": "resource" };

export function TemplateEditor({ inFull }: { inFull: (policy: Policy) => void }) {
  const address = useAddress();
  const templates = useQuery({
    queryKey: ["policy templates"],
    queryFn: async ({ signal }) => (await get(TEMPLATES, {}, {}, signal)).templates ?? [],
  });
  if (templates.isPending) return <Waiting what="templates" />;
  if (templates.isError) return <Fault fault={templates.error} retry={() => void templates.refetch()} />;
  const chosen = templates.data.find((each) => each.name === address.query.get("template")) ?? templates.data[0];
  return (
    <div className="editor">
      <div className="choices" role="group" aria-label="Template">
        {templates.data.map((each) => (
          <button type="button" key={each.name} aria-pressed={each === chosen} onClick={() => go(withQuery(address, { template: each.name }), "replace")}>
            {each.description}
          </button>
        ))}
      </div>
      {chosen && <TemplateForm key={chosen.name} template={chosen} inFull={inFull} />}
    </div>
  );
}

function TemplateForm({ template, inFull }: { template: Template; inFull: (policy: Policy) => void }) {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const parameters = template.parameters ?? [];
  const at = parameterIn(fault, parameters);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = valuesIn(new FormData(event.currentTarget), parameters);
    setBusy(true);
    setFault(null);
    try {
      const policy = await fromTemplate(template.name ?? "", values);
      setChecked({ policy, forecast: null });
      setChecked(await check(policy));
    } catch (refused) {
      setFault(refused);
    }
    setBusy(false);
  };
  const insist = () => checked && setChecked({ ...checked, insists: true });
  const isShown = checked !== null && (checked.forecast !== null || checked.insists);
  return (
    <>
      <form className="policy-fields" noValidate onSubmit={(event) => void submit(event)} onChange={() => setChecked(null)}>
        {parameters.map((each) => (
          <Field key={each.name} parameter={each} fault={at === each.name && fault instanceof Error ? fault.message : ""} />
        ))}
        <button className={isShown ? "" : "primary"} disabled={busy}>
          Show what it would change
        </button>
        {fault !== null && at === "" && <Refused fault={fault} insist={insist} />}
        {fault !== null && at !== "" && checked && fault instanceof Error && fault.message.includes("force=true") && (
          <button type="button" className="link" onClick={insist}>
            My engine understands it: go on
          </button>
        )}
      </form>
      {isShown ? (
        <Consequence key={JSON.stringify(checked.policy)} checked={checked} inFull={inFull} />
      ) : (
        <p className="quiet card">Nothing is stored before you have seen what it would change, and for whom.</p>
      )}
    </>
  );
}

function parameterIn(fault: unknown, parameters: Parameter[]): string {
  if (!(fault instanceof Error)) return "";
  const path = pathIn(fault.message);
  const names = [path[0] ?? "", MADE_OF[path.slice(0, 2).join(".")] ?? ""];
  return parameters.find((each) => names.includes(each.name ?? ""))?.name ?? "";
}

function isList(name: string): boolean {
  return /(groups|users)$/i.test(name);
}

function valuesIn(form: FormData, parameters: Parameter[]): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const { name = "" } of parameters) {
    const text = String(form.get(name) ?? "").trim();
    if (text) values[name] = isList(name) ? namesIn(text) : text;
  }
  return values;
}

/** `exceptGroups` is "Except groups". */
function labelOf(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function Field({ parameter, fault }: { parameter: Parameter; fault: string }) {
  const { name = "", description = "", required = false, standard = "" } = parameter;
  const shared = { id: `field-${name}`, name, "aria-invalid": fault !== "", "aria-describedby": `hint-${name}` };
  return (
    <div className="policy-field">
      <label htmlFor={shared.id}>
        {labelOf(name)} {!required && <span className="quiet">optional</span>}
      </label>
      {name === "mask" ? (
        <select {...shared} defaultValue={standard}>
          {MASKS.map((mask) => (
            <option key={mask}>{mask}</option>
          ))}
        </select>
      ) : (
        <input {...shared} className={name === "condition" || name === "resource" ? "mono" : ""} defaultValue={standard} required={required} spellCheck={false} autoComplete="off" list={`known-${name}`} />
      )}
      <Known name={name} />
      <p id={`hint-${name}`} className={fault ? "fault" : "hint"} role={fault ? "alert" : undefined}>
        {fault || (isList(name) ? `${description}; several with commas` : description)}
      </p>
    </div>
  );
}

/** What one may mean, to choose from. */
function Known({ name }: { name: string }) {
  const classifications = useClassificationTypes();
  const principals = usePrincipals();
  const names =
    name === "classification"
      ? (classifications.data ?? []).map((each) => each.name)
      : /groups$/i.test(name)
        ? (principals.data?.groups ?? [])
        : /users$/i.test(name)
          ? (principals.data?.users ?? [])
          : [];
  if (names.length === 0) return null;
  return (
    <datalist id={`known-${name}`}>
      {names.map((each) => (
        <option key={each} value={each} />
      ))}
    </datalist>
  );
}
