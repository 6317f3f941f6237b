import { expect, test } from "vitest";
import { applicableTo, attributesOf, flowInWords, matches, partsOf, relationshipsOf, subTypesOf, typesFrom, usesOf, withSuperTypes } from "./types";

const TYPES = typesFrom({
  entityDefs: [
    { name: "Referenceable", category: "ENTITY", attributeDefs: [{ name: "qualifiedName", typeName: "string", isUnique: true }] },
    { name: "Asset", category: "ENTITY", superTypes: ["Referenceable"], attributeDefs: [{ name: "name", typeName: "string" }, { name: "owner", typeName: "string" }] },
    { name: "Table", category: "ENTITY", superTypes: ["Asset"], description: "Rows", attributeDefs: [{ name: "owner", typeName: "array<Kind>" }] },
  ],
  enumDefs: [{ name: "Kind", category: "ENUM" }],
  relationshipDefs: [
    { name: "links", category: "RELATIONSHIP", propagateTags: "ONE_TO_TWO", endDef1: { type: "Asset", name: "to" }, endDef2: { type: "Referenceable", name: "from" } },
  ],
  businessMetadataDefs: [
    { name: "ops", category: "BUSINESS_METADATA", attributeDefs: [{ name: "team", typeName: "string", options: { applicableEntityTypes: '["Table","Asset"]' } }] },
  ],
});

test("attributes are the type's own first, then those of what it is made after, each with where it is from", () => {
  expect(attributesOf(TYPES, "Table").map(({ attribute, from }) => `${attribute.name} of ${from}`)).toEqual([
    "owner of Table",
    "name of Asset",
    "qualifiedName of Referenceable",
  ]);
  expect(withSuperTypes(TYPES, "Table").map((type) => type.name)).toEqual(["Table", "Asset", "Referenceable"]);
  expect(subTypesOf(TYPES, "Asset").map((type) => type.name)).toEqual(["Table"]);
});

test("relationships of a super type are the type's, too", () => {
  expect(relationshipsOf(TYPES, "Table").map(({ relationship, from }) => [relationship.name, from])).toEqual([["links", "Asset"]]);
});

test("what an attribute is made of is found inside arrays and maps", () => {
  expect(partsOf("map<string,array<hive_order>>")).toEqual(["string", "hive_order"]);
  expect(usesOf(TYPES, "Kind").map(({ type }) => type.name)).toEqual(["Table"]);
  const ops = TYPES.get("ops");
  expect(ops && applicableTo(ops)).toEqual(["Asset", "Table"]);
});

test("the way that tags take is told with both ends, as each knows the other", () => {
  const links = TYPES.get("links");
  expect(links && flowInWords(links.def, "TWO_TO_ONE")).toBe("Tags pass from Referenceable (to) to Asset (from)");
});

test("a search has all words somewhere in name, description or attributes", () => {
  const table = TYPES.get("Table");
  expect(table && ["tab rows", "owner", "rows nothing"].map((sought) => matches(table, sought))).toEqual([true, true, false]);
});
