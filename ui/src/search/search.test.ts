import { expect, test } from "vitest";
import type { Asset } from "../asset/asset";
import { askedFrom, foundFrom, isNothing, parametersOf, ranked } from "./search";

const asset = (title: string): Asset => ({
  guid: title,
  typeName: "t",
  qualifiedName: `q/${title}`,
  title,
  place: "",
  owner: "",
  deleted: false,
  tags: [],
});

test("exact first, then what begins so, then a word that does, then the rest as the server had it", () => {
  const order = ranked(["raw_email", "unlike", "email_domains", "email", "other"].map(asset), "Email").map((each) => each.title);
  expect(order).toEqual(["email", "email_domains", "raw_email", "unlike", "other"]);
});

test("the address says all that is asked", () => {
  const asked = askedFrom(new URLSearchParams("q= cust &type=hive_table&owner=ann&deleted=true&page=3"));
  expect(asked).toEqual({ q: "cust", type: "hive_table", tag: "", owner: "ann", deleted: true, page: 3 });
  expect(parametersOf(asked, 50)).toEqual({
    query: "cust",
    typeName: "hive_table",
    entityFilters: { attributeName: "owner", operator: "eq", attributeValue: "ann" },
    excludeDeletedEntities: false,
    limit: 50,
    offset: 100,
  });
  expect(askedFrom(new URLSearchParams("page=-7")).page).toBe(1);
  expect(isNothing(askedFrom(new URLSearchParams("deleted=true")))).toBe(true);
});

test("without words, everything of all types is counted", () => {
  expect(parametersOf(askedFrom(new URLSearchParams()), 50)).toMatchObject({ typeName: "_ALL_ENTITY_TYPES" });
});

test("facets come with the most frequent first, and an empty answer is one", () => {
  const found = foundFrom({ aggregationMetrics: { __typeName: [{ name: "a", count: 1 }, { name: "b", count: 5 }, { name: "c", count: 0 }] } });
  expect(found.types.map((each) => each.name)).toEqual(["b", "a"]);
  expect(found).toMatchObject({ assets: [], total: 0, owners: [] });
});
