import { useQuery } from "@tanstack/react-query";
import { type Answer, get } from "../api/client";
import { type Asset, assetFrom, kindOf, type Tag, tagsOf, text } from "./asset";

const ENTITY = "/api/atlas/v2/entity/guid/{guid}";

export interface Column {
  readonly guid: string;
  readonly name: string;
  readonly dataType: string;
  readonly description: string;
  readonly ordinal: number;
  readonly tags: Tag[];
}

/** Everything that the page of an asset shows of the asset itself. */
export interface Details {
  readonly asset: Asset;
  readonly description: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly sql: string;
  readonly columns: readonly Column[];
  /** What contains it; a column's table. */
  readonly parent: { guid: string; title: string; typeName: string } | null;
  readonly changed: { by: string; at: number };
  readonly raw: unknown;
}

/** Shown elsewhere on the page, or of use to programs only. */
const LEFT_OUT = new Set(["qualifiedName", "name", "description", "userDescription", "owner", "sql", "inputs", "outputs"]);

type Related = {
  guid?: string;
  typeName?: string;
  entityStatus?: string;
  displayText?: string;
  relationshipType?: string;
  qualifiedName?: string;
};

export function detailsFrom(answer: Answer<typeof ENTITY>): Details {
  const entity = answer.entity ?? {};
  const attributes = (entity.attributes ?? {}) as Record<string, unknown>;
  const relations = (entity.relationshipAttributes ?? {}) as Record<string, unknown>;
  const guid = entity.guid ?? "";
  const header = { ...entity, displayText: text(attributes["displayName"]) || text(attributes["name"]) };
  return {
    asset: assetFrom(header as Parameters<typeof assetFrom>[0]),
    description: text(attributes["userDescription"]) || text(attributes["description"]),
    facts: factsOf(attributes),
    sql: text(attributes["sql"]),
    columns: columnsOf(answer, relations, entity.typeName ?? ""),
    parent: parentOf(relations, entity.typeName ?? ""),
    changed: { by: entity.updatedBy ?? "", at: entity.updateTime ?? 0 },
    raw: { ...entity, guid },
  };
}

function factsOf(attributes: Record<string, unknown>): [string, string][] {
  return Object.entries(attributes)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== null && value !== "" && typeof value !== "object")
    .map(([name, value]) => [words(name), /time$/i.test(name) && typeof value === "number" ? moment(value) : String(value)]);
}

function columnsOf(answer: Answer<typeof ENTITY>, relations: Record<string, unknown>, typeName: string): Column[] {
  if (kindOf(typeName) === "column") return [];
  const referred = (answer.referredEntities ?? {}) as Record<string, Record<string, unknown>>;
  return Object.values(relations)
    .flatMap((value) => (Array.isArray(value) ? (value as Related[]) : []))
    .filter((each) => kindOf(each.typeName ?? "") === "column" && each.entityStatus !== "DELETED")
    .filter((each) => !/(^|_)lineage$/.test(each.relationshipType ?? ""))
    .map((each, index) => {
      const entity = referred[each.guid ?? ""] ?? {};
      const attributes = (entity["attributes"] ?? {}) as Record<string, unknown>;
      const ordinal = attributes["ordinal"] ?? attributes["position"];
      return {
        guid: each.guid ?? "",
        name: text(attributes["fieldPath"]) || text(attributes["name"]) || (each.displayText ?? ""),
        dataType: text(attributes["dataType"]) || text(attributes["type"]) || text(attributes["data_type"]),
        description: text(attributes["description"]) || text(attributes["comment"]),
        ordinal: typeof ordinal === "number" ? ordinal : 1_000_000 + index,
        tags: tagsOf((entity["classifications"] ?? []) as { typeName?: string; entityGuid?: string }[], each.guid ?? ""),
      };
    })
    .sort((a, b) => a.ordinal - b.ordinal);
}

function parentOf(relations: Record<string, unknown>, typeName: string): Details["parent"] {
  if (kindOf(typeName) !== "column") return null;
  const single = Object.values(relations).filter(
    (value): value is Related => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  const parent = single.find((each) => each.guid && kindOf(each.typeName ?? "") === "dataset");
  if (!parent?.guid) return null;
  const asset = assetFrom({
    guid: parent.guid,
    typeName: parent.typeName ?? "",
    displayText: parent.displayText ?? "",
    attributes: { qualifiedName: parent.qualifiedName ?? "" },
  });
  return { guid: asset.guid, title: asset.title, typeName: asset.typeName };
}

/** `lastRunState` is "last run state". */
export function words(name: string): string {
  return name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}

export function moment(millis: number): string {
  return new Date(millis).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

export function useDetails(guid: string) {
  return useQuery({
    queryKey: ["asset", guid],
    queryFn: async ({ signal }) => detailsFrom(await get(ENTITY, { guid }, {}, signal)),
  });
}
