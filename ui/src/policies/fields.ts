/** Where in a policy the server found the fault that it tells, as far as its words have it. */
export function pathIn(message: string): string[] {
  const pointer = /^(?:at|unknown field) (\/[^\s,;]*)/.exec(message)?.[1];
  if (pointer) {
    const parts = pointer.split("/").slice(1);
    return parts[0] === "policy" ? parts.slice(1) : parts;
  }
  const dotted = /^([a-z]\w*(?:\.\w+|\[\d+\])*)(?::| is )/i.exec(message)?.[1];
  return dotted ? dotted.replace(/\[(\d+)\]/g, ".$1").split(".") : [];
}

export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** Where the value of that path stands in a text of JSON; or the innermost that there is of it. */
export function locate(json: string, path: readonly string[]): Place | null {
  let found: Place | null = null;
  let at = 0;

  const space = () => {
    while (/\s/.test(json.charAt(at))) at++;
  };
  const text = (): string => {
    const start = at;
    at++;
    while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
    at++;
    return json.slice(start + 1, at - 1);
  };
  const value = (left: readonly string[] | null): void => {
    space();
    const start = at;
    if (json[at] === "{") members(left, "}");
    else if (json[at] === "[") members(left, "]");
    else if (json[at] === '"') text();
    else while (at < json.length && !/[,\]}\s]/.test(json.charAt(at))) at++;
    // The innermost ends first, and stays.
    if (left !== null && found === null) found = { start, end: at, line: json.slice(0, start).split("\n").length };
  };
  const members = (left: readonly string[] | null, close: string): void => {
    at++;
    for (let index = 0; at < json.length; index++) {
      space();
      if (json[at] === close) break;
      let name = String(index);
      if (close === "}") {
        name = text();
        space();
        at++;
      }
      value(left !== null && left[0] === name ? left.slice(1) : null);
      space();
      if (json[at] === ",") at++;
    }
    at++;
  };

  try {
    JSON.parse(json);
  } catch {
    return null;
  }
  value(path);
  return found;
}

const SAID_ELSEWHERE = ["id", "version", "updatedBy", "updateTime"];

/** A policy as one edits it: without what the server adds, and without what is empty. */
export function editable(policy: object): string {
  const kept = Object.entries(policy)
    .filter(([name]) => !SAID_ELSEWHERE.includes(name))
    .map(([name, value]) => [name, isObject(value) ? withoutEmpty(value) : value] as const);
  const json = JSON.stringify(withoutEmpty(Object.fromEntries(kept)), null, 2);
  // A list of names is read in one line.
  return json.replace(/\[\s+("[^"\\]*"(?:,\s+"[^"\\]*")*)\s+\]/g, (_, names: string) => `[${names.replace(/,\s+/g, ", ")}]`);
}

function withoutEmpty(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([name, each]) => !isEmpty(name, each)));
}

function isEmpty(name: string, value: unknown): boolean {
  if (value === "") return true;
  if (name === "everyone") return value === false;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `a, b` as a list. */
export function namesIn(text: string): string[] {
  return text.split(",").map((name) => name.trim()).filter(Boolean);
}
