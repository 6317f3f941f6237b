import type { components } from "../api/schema";
import type { IconName } from "../look/Icon";

type Header = components["schemas"]["EntityHeader"];

/** What a list shows of an asset. */
export interface Asset {
  readonly guid: string;
  readonly typeName: string;
  readonly qualifiedName: string;
  /** The short name: what people call it. */
  readonly title: string;
  /** Where it is: the rest of its name. */
  readonly place: string;
  readonly owner: string;
  readonly deleted: boolean;
  readonly tags: Tag[];
}

/** A classification on an asset: put there, or come from elsewhere. */
export interface Tag {
  readonly name: string;
  readonly own: boolean;
}

export function assetFrom(header: Header): Asset {
  const attributes = header.attributes ?? {};
  const qualifiedName = text(attributes["qualifiedName"]) || (header.displayText ?? "");
  const guid = header.guid ?? "";
  const title = titleOf(header.displayText ?? qualifiedName, qualifiedName);
  return {
    guid,
    typeName: header.typeName ?? "",
    qualifiedName,
    title,
    place: placeOf(qualifiedName, title),
    owner: text(attributes["owner"]),
    deleted: header.status === "DELETED",
    tags: tagsOf(header.classifications ?? [], guid),
  };
}

/** Each name once; what is the asset's own counts more than what came to it. */
export function tagsOf(classifications: { typeName?: string; entityGuid?: string }[], guid: string): Tag[] {
  const own = new Map<string, boolean>();
  for (const each of classifications) {
    const name = each.typeName ?? "";
    own.set(name, (own.get(name) ?? false) || each.entityGuid === guid);
  }
  return [...own].map(([name, isOwn]) => ({ name, own: isOwn })).sort((a, b) => a.name.localeCompare(b.name));
}

/** A path is called by its last part, everything else by its name. */
export function titleOf(displayText: string, qualifiedName: string): string {
  const name = displayText || qualifiedName;
  if (/\s/.test(name)) return name;
  const hash = name.lastIndexOf("#");
  const shown = hash >= 0 ? name.slice(hash + 1) : name;
  return shown.includes("/") ? (shown.split("/").filter(Boolean).at(-1) ?? shown) : shown;
}

/** The qualified name without its title, without scheme; the near parts matter most. */
export function placeOf(qualifiedName: string, title: string): string {
  const cut = qualifiedName.endsWith(title) ? qualifiedName.slice(0, -title.length) : qualifiedName;
  const bare = cut.replace(/^[a-z][a-z0-9+.-]*:\/{0,2}/i, "").replace(/[#/.@]+$/, "");
  const parts = bare.split("/").filter(Boolean);
  return parts.length > 3 ? `…/${parts.slice(-3).join("/")}` : parts.join("/");
}

/** A picture for a type, after the rule of docs/lineage.md as far as a name tells. */
export function kindOf(typeName: string): IconName {
  const name = typeName.toLowerCase();
  if (/(column|field)$/.test(name)) return "column";
  if (/(process|job|task|run|execution)$/.test(name)) return "process";
  if (/(db|database|schema|catalog|namespace|instance|cluster|container)$/.test(name)) return "container";
  return "dataset";
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
