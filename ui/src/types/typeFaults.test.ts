import { expect, test } from "vitest";
import { faultsOf } from "../propagation/faults";
import { typeFaults } from "./typeFaults";

test("each refusal of a new classification is told at its field", () => {
  const said = "Q: super type 'Nope' is not known; Q.a b!: type 'strin' is not known; Q.x: there are two attributes of this name; Q: entity type 'E' is not known";
  const faults = typeFaults(faultsOf(said), "Q");
  expect(faults.superTypes).toBe("super type 'Nope' is not known");
  expect(faults.entityTypes).toBe("entity type 'E' is not known");
  expect([...faults.attributes]).toEqual([
    ["a b!", "type 'strin' is not known"],
    ["x", "there are two attributes of this name"],
  ]);
  expect(faults.name).toBeUndefined();
});

test("what names no place is about the name", () => {
  expect(typeFaults(faultsOf("there is a type 'PII' already"), "PII").name).toBe("there is a type 'PII' already");
  expect(typeFaults(faultsOf("'b!' is no name for a type: it must be a letter"), "b!").name).toContain("is no name");
});
