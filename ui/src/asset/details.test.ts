import { expect, test } from "vitest";
import { filtered } from "./Columns";
import { detailsFrom, words } from "./details";
import { tagsInside } from "./Overview";

const TABLE = {
  entity: {
    guid: "t",
    typeName: "openlineage_dataset",
    status: "ACTIVE" as const,
    attributes: { qualifiedName: "s/mart", name: "mart", owner: null, lifecycleState: "OVERWRITE", userDescription: "Ours", description: "Theirs" },
    relationshipAttributes: {
      columns: [
        { guid: "2", typeName: "openlineage_column", displayText: "b", relationshipType: "openlineage_dataset_columns" },
        { guid: "1", typeName: "openlineage_column", displayText: "a", relationshipType: "openlineage_dataset_columns" },
        { guid: "3", typeName: "openlineage_column", displayText: "gone", entityStatus: "DELETED", relationshipType: "openlineage_dataset_columns" },
      ],
      sourceColumns: [{ guid: "4", typeName: "openlineage_column", displayText: "far", relationshipType: "column_lineage" }],
    },
  },
  referredEntities: {
    "1": { guid: "1", typeName: "openlineage_column", attributes: { name: "a", dataType: "string", ordinal: 1 }, classifications: [{ typeName: "PII", entityGuid: "x" }] },
    "2": { guid: "2", typeName: "openlineage_column", attributes: { name: "b", dataType: "long", ordinal: 2 }, classifications: [{ typeName: "PII", entityGuid: "2" }] },
  },
};

test("a table has its columns in their order, without deleted ones and without lineage", () => {
  const details = detailsFrom(TABLE as unknown as Parameters<typeof detailsFrom>[0]);
  expect(details.columns.map((column) => [column.name, column.dataType])).toEqual([["a", "string"], ["b", "long"]]);
  expect(details.description).toBe("Ours");
  expect(details.facts).toEqual([["lifecycle state", "OVERWRITE"]]);
  expect(tagsInside(details.columns)).toEqual([{ tag: { name: "PII", own: true }, count: 2 }]);
  expect(filtered(details.columns, "B", "").map((column) => column.name)).toEqual(["b"]);
  expect(filtered(details.columns, "", "Finance")).toEqual([]);
});

test("a column knows its table", () => {
  const details = detailsFrom({
    entity: {
      guid: "c",
      typeName: "openlineage_column",
      attributes: { qualifiedName: "s/mart#a", name: "a" },
      relationshipAttributes: { model: null, dataset: { guid: "t", typeName: "openlineage_dataset", displayText: "/s/mart", qualifiedName: "s/mart" } },
    },
  } as unknown as Parameters<typeof detailsFrom>[0]);
  expect(details.parent).toEqual({ guid: "t", title: "mart", typeName: "openlineage_dataset" });
  expect(details.columns).toEqual([]);
});

test("names of attributes are words", () => {
  expect(["lastRunState", "table_type", "sql"].map(words)).toEqual(["last run state", "table type", "sql"]);
});
