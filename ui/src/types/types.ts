import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Defs = Schemas["TypesDef"];
export type Attribute = Schemas["AttributeDef"];
export type Relationship = Schemas["RelationshipDef"];
export type Flow = NonNullable<Relationship["propagateTags"]>;
type AnyDef = Schemas["EntityDef"] & Schemas["ClassificationDef"] & Relationship & Schemas["EnumDef"];

export const KINDS = ["classification", "entity", "relationship", "business metadata", "struct", "enum"] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_NAMES: Record<Kind, string> = {
  classification: "Classifications",
  entity: "Entity types",
  relationship: "Relationships",
  "business metadata": "Business metadata",
  struct: "Structs",
  enum: "Enums",
};

const LISTS: Record<Kind, keyof Defs> = {
  entity: "entityDefs",
  classification: "classificationDefs",
  relationship: "relationshipDefs",
  enum: "enumDefs",
  struct: "structDefs",
  "business metadata": "businessMetadataDefs",
};

/** A type as the screens show it; `def` is what the server said, and what it is sent back with changes. */
export interface Type {
  readonly kind: Kind;
  readonly name: string;
  readonly description: string;
  /** Which system it belongs to; empty for what somebody made here. */
  readonly service: string;
  readonly superTypes: readonly string[];
  readonly def: AnyDef;
}

export type Types = ReadonlyMap<string, Type>;

/** By name, in the order of the kinds and then of the alphabet. */
export function typesFrom(defs: Defs): Types {
  const all = KINDS.flatMap((kind) =>
    ((defs[LISTS[kind]] ?? []) as AnyDef[])
      .map((def) => ({
        kind,
        name: def.name ?? "",
        description: def.description ?? "",
        service: def.serviceType ?? "",
        superTypes: def.superTypes ?? [],
        def,
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  return new Map(all.map((type) => [type.name, type]));
}

/** The body that changes or creates this definition. */
export function bodyOf(kind: Kind, def: object): Defs {
  return { [LISTS[kind]]: [def] };
}

export function ofKind(types: Types, kind: Kind): Type[] {
  return [...types.values()].filter((type) => type.kind === kind);
}

/** The type, then what it is made after, the nearest first, each once. */
export function withSuperTypes(types: Types, name: string): Type[] {
  const found = new Map<string, Type>();
  let next = [name];
  while (next.length > 0) {
    const level = next.flatMap((each) => (found.has(each) ? [] : (types.get(each) ?? [])));
    level.forEach((type) => found.set(type.name, type));
    next = level.flatMap((type) => type.superTypes);
  }
  return [...found.values()];
}

export function subTypesOf(types: Types, name: string): Type[] {
  return [...types.values()].filter((type) => type.superTypes.includes(name));
}

/** An attribute and the type that says so; of one name the nearest counts. */
export interface Inherited {
  readonly attribute: Attribute;
  readonly from: string;
}

export function attributesOf(types: Types, name: string): Inherited[] {
  const found = new Map<string, Inherited>();
  for (const type of withSuperTypes(types, name)) {
    for (const attribute of type.def.attributeDefs ?? []) {
      if (!found.has(attribute.name)) found.set(attribute.name, { attribute, from: type.name });
    }
  }
  return [...found.values()];
}

/** A relationship of a type, or of one that it is made after. */
export interface Related {
  readonly relationship: Type;
  readonly from: string;
}

export function relationshipsOf(types: Types, name: string): Related[] {
  const lineage = withSuperTypes(types, name).map((type) => type.name);
  return ofKind(types, "relationship").flatMap((relationship) => {
    const ends = [relationship.def.endDef1?.type, relationship.def.endDef2?.type];
    const from = lineage.find((each) => ends.includes(each));
    return from ? [{ relationship, from }] : [];
  });
}

/** What an attribute is made of: `map<string,array<hive_order>>` of string and hive_order. */
export function partsOf(typeName: string): string[] {
  return typeName.split(/[<>,\s]+/).filter((part) => part !== "" && part !== "array" && part !== "map");
}

/** Where other types name this one as the type of an attribute. */
export function usesOf(types: Types, name: string): { type: Type; attribute: Attribute }[] {
  return [...types.values()].flatMap((type) =>
    (type.def.attributeDefs ?? []).filter((attribute) => partsOf(attribute.typeName).includes(name)).map((attribute) => ({ type, attribute })),
  );
}

/** The entity types whose assets may have this business metadata, which each of its attributes says for itself. */
export function applicableTo(type: Type): string[] {
  const named = (type.def.attributeDefs ?? []).flatMap((attribute) => {
    try {
      return JSON.parse(attribute.options?.["applicableEntityTypes"] ?? "[]") as string[];
    } catch {
      return [];
    }
  });
  return [...new Set(named)].sort();
}

export const FLOWS: readonly Flow[] = ["NONE", "ONE_TO_TWO", "TWO_TO_ONE", "BOTH"];

/** The ends in words: its type, and as what the other end knows it, which is an attribute of the other end. */
export function endsOf(def: Relationship): readonly [one: string, two: string] {
  const { endDef1: one, endDef2: two } = def;
  return [`${one?.type ?? ""} (${two?.name ?? ""})`, `${two?.type ?? ""} (${one?.name ?? ""})`];
}

export function flowOf(def: Relationship): Flow {
  return def.propagateTags ?? "NONE";
}

const SIGNS: Record<Flow, string> = { NONE: "no tag passes", ONE_TO_TWO: "→", TWO_TO_ONE: "←", BOTH: "↔" };

export function flowSign(flow: Flow): string {
  return SIGNS[flow];
}

export function flowInWords(def: Relationship, flow: Flow): string {
  const [one, two] = endsOf(def);
  switch (flow) {
    case "NONE":
      return "No tag passes";
    case "ONE_TO_TWO":
      return `Tags pass from ${one} to ${two}`;
    case "TWO_TO_ONE":
      return `Tags pass from ${two} to ${one}`;
    case "BOTH":
      return "Tags pass both ways";
  }
}

/** The words of a name, a description and attributes that somebody looks for, all of them. */
export function matches(type: Type, sought: string): boolean {
  const text = [type.name, type.description, type.service, ...(type.def.attributeDefs ?? []).map((attribute) => attribute.name)].join(" ").toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
