import type { components } from "../api/schema";

export type Policy = components["schemas"]["Policy"];
export type Subjects = NonNullable<Policy["subjects"]>;
type Resource = NonNullable<Policy["target"]["resources"]>[number];

export type Kind = Policy["effect"]["kind"];

/** Whether it decides, is only watched, or neither. */
export type State = "enforced" | "monitor" | "disabled";

export const KINDS: Record<Kind, { text: string; look: string }> = {
  allow: { text: "allow", look: "good" },
  deny: { text: "deny", look: "bad" },
  mask: { text: "mask", look: "masked" },
  "filter-rows": { text: "filter rows", look: "warn" },
};

export const STATES: Record<State, { text: string; look: string }> = {
  enforced: { text: "enforced", look: "good" },
  monitor: { text: "monitor", look: "warn" },
  disabled: { text: "disabled", look: "" },
};

export const MASKS = [
  "MASK",
  "MASK_SHOW_LAST_4",
  "MASK_SHOW_FIRST_4",
  "MASK_HASH",
  "MASK_NULL",
  "MASK_NONE",
  "MASK_DATE_SHOW_YEAR",
] as const;

const MASKED: Record<string, string> = {
  MASK: "with x and n in place of letters and digits",
  MASK_SHOW_LAST_4: "with only the last 4 characters clear",
  MASK_SHOW_FIRST_4: "with only the first 4 characters clear",
  MASK_HASH: "as a hash",
  MASK_NULL: "as NULL",
  MASK_NONE: "as it is",
  MASK_DATE_SHOW_YEAR: "with only the year of dates",
};

export function stateOf(policy: Policy): State {
  if (policy.enabled === false) return "disabled";
  return policy.mode === "MONITOR" ? "monitor" : "enforced";
}

/** The services that it is about; `*` for all of them. */
export function servicesOf(policy: Policy): string[] {
  const named = (policy.target.resources ?? []).map((each) => each.service ?? "*");
  const all = new Set(named.length > 0 ? named : ["*"]);
  return all.has("*") ? ["*"] : [...all].sort();
}

/** Whom it names, in words; empty where it names nobody. */
export function whom(subjects: Subjects | undefined): string[] {
  if (!subjects) return [];
  if (subjects.everyone) return ["everybody"];
  return [
    ...(subjects.users ?? []).map((name) => (name === "{USER}" ? "whoever asks" : name)),
    ...(subjects.groups ?? []).map((name) => `group ${name}`),
    ...(subjects.roles ?? []).map((name) => `role ${name}`),
    ...Object.entries(subjects.attributes ?? {}).map(([name, values]) => `those with ${name} ${either(values)}`),
  ];
}

export function resourceText(resource: Resource): string {
  const elements = Object.entries(resource.elements ?? {});
  const single = elements.length === 1 ? elements[0] : undefined;
  const values = elements.map(([, each]) => each.join(" or "));
  if (single && values[0] === "{USER}") return `their own ${single[0]}`;
  if (single && values[0] === "*") return `every ${single[0]}`;
  const within = resource.inside === false ? " itself" : "";
  return single && single[0] !== "catalog" && single[0] !== "database" ? `${single[0]} ${values[0]}${within}` : values.join(".") + within;
}

/** What it is about, in words. */
export function what(policy: Policy): string[] {
  const { classifications = [], where = [], resources = [] } = policy.target;
  const places = resources.map(resourceText);
  if (classifications.length === 0) return places;
  const conditions = where.map((each) => `${each.attribute} ${each.operator} ${each.values.join(", ")}`);
  const tagged = `what is tagged ${either(classifications)}${conditions.length > 0 ? ` with ${conditions.join(" and ")}` : ""}`;
  return places.length === 0 ? [tagged] : [`${tagged} within ${some(places)}`];
}

export function maskText(effect: Policy["effect"]): string {
  return effect.type === "CUSTOM" ? `as ${effect.expression}` : (MASKED[effect.type ?? ""] ?? `by ${effect.type}`);
}

/** The policy as one sentence. */
export function sentence(policy: Policy): string {
  const { effect } = policy;
  const except = whom(policy.exceptions);
  const subjects = listed(whom(policy.subjects)) || "nobody";
  const who = capital(except.length > 0 ? `${subjects} except ${listed(except)}` : subjects);
  const about = some(what(policy)) || "nothing";
  const accesses = listed(effect.accesses ?? []) || "do everything";
  switch (effect.kind) {
    case "allow":
      return `${who} may ${accesses} in ${about}.`;
    case "deny":
      return `${who} may not ${listed(effect.accesses ?? []) || "do anything"} in ${about}.`;
    case "mask":
      return `${who} ${sees(policy.subjects)} ${about} ${maskText(effect)}.`;
    case "filter-rows":
      return `${who} ${sees(policy.subjects)} of ${about} only rows where ${effect.expression}.`;
  }
}

function sees(subjects: Subjects | undefined): string {
  return subjects?.everyone || whom(subjects).length === 1 ? "sees" : "see";
}

export function either(names: readonly string[]): string {
  return listed(names, "or");
}

export function listed(names: readonly string[], last = "and"): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
}

/** The first of them; of how many is said. */
function some(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : listed(names);
}

function capital(words: string): string {
  const named = /^(everybody|whoever|group|role|those|nobody)\b/.test(words);
  return named ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
