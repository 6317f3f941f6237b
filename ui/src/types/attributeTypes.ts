import { ofKind, type Types } from "./types";

const BASIC = ["string", "boolean", "int", "long", "double", "date", "array<string>", "map<string,string>"];
/** As long may a text of business metadata be. */
const LONGEST = "1000";

/** What an attribute may be, for those who do not know by heart. */
export function attributeTypes(types: Types): string[] {
  return [...BASIC, ...ofKind(types, "enum").map((each) => each.name), ...ofKind(types, "struct").map((each) => each.name)];
}

/** An attribute that somebody makes: what is there already need not have it. */
export interface NewAttribute {
  readonly name: string;
  readonly typeName: string;
  readonly description?: string;
}

export function attributeDef({ name, typeName, description }: NewAttribute) {
  return { name: name.trim(), typeName: typeName.trim(), isOptional: true, ...(description?.trim() ? { description: description.trim() } : {}) };
}

/** Business metadata says with each attribute whose it is, and of a text how long it may be. */
export function businessOptions(typeName: string, hosts: readonly string[]) {
  return {
    applicableEntityTypes: JSON.stringify(hosts),
    ...(typeName.trim() === "string" ? { maxStrLength: LONGEST } : {}),
  };
}
