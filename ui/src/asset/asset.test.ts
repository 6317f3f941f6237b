import { expect, test } from "vitest";
import { assetFrom, kindOf, placeOf, tagsOf, titleOf } from "./asset";

test("a path is called by its last part, a column by its own name, a job as it calls itself", () => {
  expect(titleOf("/data/shop/marts/customer_360", "file:/data/shop/marts/customer_360")).toBe("customer_360");
  expect(titleOf("email", "file:/data/shop/marts/customer_360#email")).toBe("email");
  expect(titleOf("customer_360: write marts", "shop/customer_360")).toBe("customer_360: write marts");
  expect(titleOf("", "shop.orders@prod")).toBe("shop.orders@prod");
});

test("a place is the rest of the name, its near end", () => {
  expect(placeOf("file:/data/shop/warehouse/marts/customer_360", "customer_360")).toBe("…/shop/warehouse/marts");
  expect(placeOf("file:/raw/customers#email", "email")).toBe("raw/customers");
  expect(placeOf("customers", "customers")).toBe("");
});

test("a tag is an asset's own where one of its origins is the asset", () => {
  const tags = tagsOf(
    [
      { typeName: "PII", entityGuid: "b" },
      { typeName: "PII", entityGuid: "a" },
      { typeName: "Finance", entityGuid: "b" },
    ],
    "a",
  );
  expect(tags).toEqual([
    { name: "Finance", own: false },
    { name: "PII", own: true },
  ]);
});

test("a header without attributes is still an asset", () => {
  expect(assetFrom({ guid: "a", typeName: "hive_table" })).toMatchObject({ guid: "a", title: "", tags: [], deleted: false });
});

test("kinds after the name of the type", () => {
  expect(["hive_column", "openlineage_job", "hive_db", "hive_table"].map(kindOf)).toEqual(["column", "process", "container", "dataset"]);
});
