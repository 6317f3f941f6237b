import { expect, test } from "vitest";
import { attributeName, byDay, edgeWords } from "./activity";

const edge = (typeName: string, end: number, operation: "ADDED" | "UPDATED" | "REMOVED") => edgeWords({ typeName, end, operation, other: {} });

test("what happened between two assets is told from where one stands", () => {
  expect(edge("dataset_process_inputs", 2, "ADDED")).toBe("became an input of");
  expect(edge("process_dataset_outputs", 2, "REMOVED")).toBe("is no longer an output of");
  expect(edge("dataset_process_inputs", 1, "ADDED")).toBe("got an input:");
  expect(edge("openlineage_column_lineage", 1, "ADDED")).toBe("got lineage with");
  expect(edge("openlineage_column_lineage", 2, "REMOVED")).toBe("lost its lineage with");
  expect(edge("table_storagedesc", 1, "UPDATED")).toBe("has another relationship with");
});

test("parts are called by what is in them", () => {
  expect(attributeName("customAttributes.team")).toBe("team");
  expect(attributeName("businessAttributes.Ops.tier")).toBe("Ops.tier");
  expect(attributeName("description")).toBe("description");
});

test("days hold what was on them, in its order", () => {
  const one = (id: string, time: string) => ({ id, time, actor: "a", kind: "UPDATED" as const, propagated: false, attributes: [], classifications: [], relationships: [] });
  const days = byDay([one("3", "2026-11-30T12:00:00Z"), one("2", "2026-11-30T11:00:00Z"), one("1", "2026-11-28T12:00:00Z")]);
  expect(days.map((day) => day.activities.map((each) => each.id))).toEqual([["3", "2"], ["1"]]);
});
