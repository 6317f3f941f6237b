/** A rule as its JSON has it: the kinds differ too much for one shape, and the server checks each. */
export interface Rule {
  readonly id: string;
  readonly type: string;
  readonly description?: string;
  readonly disabled?: boolean;
  readonly [field: string]: unknown;
}

export const KINDS = ["BLOCK", "LIFT", "LOWER", "INHERIT", "SEVERITY"] as const;

/** The value at a path like `where.transformation.masking`. */
export function valueAt(rule: object, path: string): unknown {
  return path.split(".").reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), rule);
}

/** The rule with another value there; what is empty then is left out. */
export function withValue(rule: Rule, path: string, value: unknown): Rule {
  const [first = "", ...rest] = path.split(".");
  const inner = rule[first];
  const changed = rest.length === 0 ? value : withValue((isObject(inner) ? inner : {}) as Rule, rest.join("."), value);
  const { [first]: _, ...others } = rule;
  return (isBlank(changed) ? others : { ...rule, [first]: changed }) as Rule;
}

/** Without what says nothing: two rules that do the same read the same. */
export function tidy(rule: Rule): Rule {
  const kept = Object.entries(rule)
    .map(([field, value]): [string, unknown] => [field, isObject(value) ? tidy(value as Rule) : value])
    .filter(([field, value]) => !isBlank(value) && !(field === "disabled" && value === false));
  return Object.fromEntries(kept) as Rule;
}

export function sameRule(one: Rule, other: Rule): boolean {
  return text(tidy(one)) === text(tidy(other));
}

export function sameRules(some: readonly Rule[], others: readonly Rule[]): boolean {
  return some.length === others.length && some.every((rule, index) => sameRule(rule, others[index] as Rule));
}

export type Change =
  | { readonly kind: "added"; readonly after: Rule }
  | { readonly kind: "removed"; readonly before: Rule }
  | { readonly kind: "changed"; readonly before: Rule; readonly after: Rule }
  | { readonly kind: "moved"; readonly after: Rule };

/** What is different between two versions, by the rules' ids. */
export function changesBetween(before: readonly Rule[], after: readonly Rule[]): Change[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const ids = new Set(after.map((rule) => rule.id));
  const stayed = (rules: readonly Rule[]) => rules.map((rule) => rule.id).filter((id) => old.has(id) && ids.has(id));
  const order = stayed(before);
  const places = stayed(after);
  const told = after.flatMap((rule): Change[] => {
    const was = old.get(rule.id);
    if (!was) return [{ kind: "added", after: rule }];
    if (!sameRule(was, rule)) return [{ kind: "changed", before: was, after: rule }];
    return order.indexOf(rule.id) === places.indexOf(rule.id) ? [] : [{ kind: "moved", after: rule }];
  });
  return [...told, ...before.filter((rule) => !ids.has(rule.id)).map((rule): Change => ({ kind: "removed", before: rule }))];
}

/** Everything that a rule names: classifications, types, jobs. */
export function namesIn(rule: Rule): string[] {
  const names = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Array.isArray(value) ? value.flatMap(names) : isObject(value) ? Object.values(value).flatMap(names) : [];
  const { id: _, description: __, type: ___, ...rest } = rule;
  return names(rest);
}

/** An id for a new rule that no other has. */
export function freeId(rules: readonly Rule[]): string {
  let number = rules.length + 1;
  while (rules.some((rule) => rule.id === `rule-${number}`)) number++;
  return `rule-${number}`;
}

/** Rules out of what somebody wrote; throws with words for people. */
export function rulesFrom(written: string): Rule[] {
  const read: unknown = JSON.parse(written);
  if (!Array.isArray(read)) throw new Error("A list of rules is expected: [ { … }, … ]");
  const wrong = read.findIndex((rule) => !isObject(rule));
  if (wrong >= 0) throw new Error(`Rule ${wrong + 1} of the list is no object: { "id": …, "type": … }`);
  return read as Rule[];
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => a.localeCompare(b))) : each,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.values(value).every(isBlank))
  );
}
