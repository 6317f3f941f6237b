import { titleOf } from "../asset/asset";

/** A job's qualified name ends with what it writes, after the names of its application and plan. */
export function jobTitle(qualifiedName: string): string {
  const name = titleOf(qualifiedName, qualifiedName);
  return name.includes(".") ? (name.split(".").at(-1) ?? name) : name;
}

/**
 * What something is in, after its name: the folder of a file, the schema of a table, the table of a
 * column. Empty where the name tells nothing.
 */
export function groupOf(qualifiedName: string): string {
  const [, name = "", cluster = ""] = /^(.*?)(@[^@/#]*)?$/.exec(qualifiedName) ?? [];
  const hash = name.lastIndexOf("#");
  const at = hash > 0 ? hash : name.includes("/") ? name.lastIndexOf("/") : name.lastIndexOf(".");
  const group = at > 0 ? name.slice(0, at) : "";
  return /[^/]/.test(group.replace(/^[a-z][a-z0-9+.-]*:/i, "")) ? group + cluster : "";
}
