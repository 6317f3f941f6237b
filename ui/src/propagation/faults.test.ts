import { expect, test } from "vitest";
import { faultAt, faultsOf } from "./faults";

test("each fault is told apart by its place, and a semicolon within one does not cut it", () => {
  const faults = faultsOf(
    "rules[0].where.job: leave it out, or name something; '*' stands for any text; rules[1].classifications[0]: there is no classification type 'Nope'; create it first",
  );
  expect(faults).toEqual([
    { path: "rules[0].where.job", text: "leave it out, or name something; '*' stands for any text" },
    { path: "rules[1].classifications[0]", text: "there is no classification type 'Nope'; create it first" },
  ]);
  expect(faultAt(faults, "rules[1].classifications")).toContain("Nope");
  expect(faultAt(faults, "rules[1].where.job")).toBeUndefined();
});

test("a fault without a place is told all the same", () => {
  expect(faultsOf("there is a type 'PII' already")).toEqual([{ path: "", text: "there is a type 'PII' already" }]);
});
