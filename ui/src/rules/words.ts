import { type Rule, valueAt } from "./rules";

/** What a rule does, as one would tell it to somebody. */
export function inWords(rule: Rule): string {
  switch (rule.type) {
    case "BLOCK":
      return `${tags(rule)} ${plural(rule) ? "stop" : "stops"} ${edges(rule)}.`;
    case "LIFT":
      return `What contains something that is ${either(rule)} is ${said(rule, "as")}, too${levels(rule, "up")}${only(rule)}.`;
    case "LOWER":
      return `What is inside of something that is ${either(rule)} is ${said(rule, "as")}, too${levels(rule, "down")}${only(rule)}.`;
    case "SEVERITY":
      return `Of several values of ${said(rule, "classification")}.${said(rule, "attribute")} the one counts that comes last of ${list(rule, "order").join(" < ") || "…"}.`;
    case "INHERIT":
      return inherited(rule);
    default:
      return `A rule of type ${rule.type}.`;
  }
}

function said(rule: Rule, path: string): string {
  const value = valueAt(rule, path);
  return value === undefined || value === "" ? "…" : String(value);
}

function list(rule: Rule, path: string): string[] {
  const value = valueAt(rule, path);
  return Array.isArray(value) ? value.map(String) : [];
}

function joined(words: readonly string[], word: string): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${word} ${last}`;
}

function tags(rule: Rule): string {
  return joined(list(rule, "classifications"), "and") || "Every tag";
}

function plural(rule: Rule): boolean {
  return list(rule, "classifications").length > 1;
}

function either(rule: Rule): string {
  return joined(list(rule, "classifications"), "or") || "…";
}

function edges(rule: Rule): string {
  const at = (path: string) => valueAt(rule, `where.${path}`);
  const parts = [
    at("transformation.masking") === true && "where every job masks the column",
    at("transformation.masking") === false && "where no job masks the column",
    at("transformation.type") === "INDIRECT" && "where the column only filters, joins or sorts",
    at("transformation.type") === "DIRECT" && "where the column's values are used",
    at("transformation.subtype") && `where it is a ${String(at("transformation.subtype")).toLowerCase()}`,
    at("job") && `in the job ${at("job")}`,
    at("relationshipType") && `at relationships of type ${at("relationshipType")}`,
    at("source") && `on the way out of ${assets(rule, "where.source")}`,
    at("target") && `before ${assets(rule, "where.target")}`,
  ].filter((part): part is string => typeof part === "string" && part !== "");
  return joined(parts, "and") || "wherever it would travel on";
}

function assets(rule: Rule, path: string): string {
  const [type, name, certificate] = ["typeName", "qualifiedName", "certificate"].map((part) => valueAt(rule, `${path}.${part}`));
  const what = type && type !== "*" ? `assets of type ${String(type)}` : "assets";
  return `${what}${name ? ` called ${String(name)}` : ""}${certificate ? ` with certificate ${String(certificate)}` : ""}`;
}

function levels(rule: Rule, way: string): string {
  const count = Number(valueAt(rule, "levels") ?? 1);
  return count > 1 ? `, up to ${count} levels ${way}` : "";
}

function only(rule: Rule): string {
  return valueAt(rule, "target") ? `, if it is one of the ${assets(rule, "target")}` : "";
}

function inherited(rule: Rule): string {
  const aspect = said(rule, "aspect");
  const up = valueAt(rule, "direction") === "UP";
  const hierarchy = valueAt(rule, "over") === "HIERARCHY";
  const from = hierarchy ? (up ? "of what they contain" : "of what they are in") : up ? "of what is made of them" : "of what they are made of";
  const who = valueAt(rule, "target") ? assets(rule, "target") : "assets";
  const whom = valueAt(rule, "source") ? `, where that is one of the ${assets(rule, "source")}` : "";
  const steps = Number(valueAt(rule, "depth") ?? 1);
  const far = `${steps} ${steps === 1 ? "step" : "steps"}`;
  switch (valueAt(rule, "mode")) {
    case "COLLECT":
      return `${capital(who)} show all values of ${aspect} ${from}, up to ${far} away${whom}.`;
    case "OVERWRITE":
      return `${capital(who)} have the ${aspect} ${from}, also those that have their own, up to ${far} away${whom}.`;
    default:
      return `${capital(who)} without ${aspect} of their own have that ${from}, up to ${far} away${whom}.`;
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
