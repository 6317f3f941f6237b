import { describe, expect, it } from "vitest";
import { askedFrom, listOf } from "./list";
import { type Policy, resourceText, sentence, servicesOf, stateOf } from "./policy";

const HASHED: Policy = {
  id: 3,
  name: "Personal data is hashed",
  subjects: { everyone: true },
  exceptions: { groups: ["privacy_officers"], attributes: { department: ["legal", "audit"] }, everyone: false },
  target: { classifications: ["PII"], where: [{ attribute: "level", operator: ">=", values: ["5"] }] },
  effect: { kind: "mask", type: "MASK_HASH" },
  enabled: true,
  mode: "ENFORCE",
  updateTime: 3,
};

const READING: Policy = {
  id: 4,
  name: "Analysts read the marts",
  subjects: { users: ["bob"], groups: ["analysts"], everyone: false },
  target: { resources: [{ service: "trino", elements: { catalog: ["shop"], schema: ["marts"] }, inside: true }] },
  effect: { kind: "allow", accesses: ["select"] },
  enabled: true,
  mode: "MONITOR",
  labels: ["gdpr"],
  updateTime: 5,
};

const ROWS: Policy = {
  id: 5,
  name: "Only German rows",
  subjects: { groups: ["berlin"], everyone: false },
  target: { resources: [{ service: "hive", elements: { database: ["shop"], table: ["orders"] }, inside: true }] },
  effect: { kind: "filter-rows", expression: "country = 'DE'" },
  enabled: false,
  mode: "ENFORCE",
  updateTime: 4,
};

const asked = (query: string) => askedFrom(new URLSearchParams(query));
const names = (query: string) => listOf([HASHED, READING, ROWS], asked(query)).map((each) => each.id);

describe("a policy in words", () => {
  it("says whom, what and how", () => {
    expect(sentence(HASHED)).toBe(
      "Everybody except group privacy_officers and those with department legal or audit sees what is tagged PII with level >= 5 as a hash.",
    );
    expect(sentence(READING)).toBe("bob and group analysts may select in shop.marts.");
    expect(sentence(ROWS)).toBe("Group berlin sees of shop.orders only rows where country = 'DE'.");
  });

  it("says of denials and masks of one's own what they do", () => {
    expect(sentence({ ...READING, effect: { kind: "deny" } })).toBe("bob and group analysts may not do anything in shop.marts.");
    expect(sentence({ ...READING, effect: { kind: "mask", type: "CUSTOM", expression: "left({col}, 2)" } })).toBe(
      "bob and group analysts see shop.marts as left({col}, 2).",
    );
  });

  it("names resources as people do", () => {
    expect(resourceText({ service: "*", elements: { catalog: ["*"] }, inside: true })).toBe("every catalog");
    expect(resourceText({ service: "*", elements: { trinouser: ["{USER}"] }, inside: true })).toBe("their own trinouser");
    expect(resourceText({ service: "*", elements: { catalog: ["lake"] }, inside: false })).toBe("lake itself");
  });

  it("knows its state and its engines", () => {
    expect([HASHED, READING, ROWS].map(stateOf)).toEqual(["enforced", "monitor", "disabled"]);
    expect([HASHED, READING, ROWS].map(servicesOf)).toEqual([["*"], ["trino"], ["hive"]]);
  });
});

describe("the list of policies", () => {
  it("is narrowed by words, effect, state and engine", () => {
    expect(names("q=privacy pii")).toEqual([3]);
    expect(names("q=gdpr")).toEqual([4]);
    expect(names("kind=filter-rows")).toEqual([5]);
    expect(names("state=monitor")).toEqual([4]);
    expect(names("service=hive")).toEqual([5, 3]);
  });

  it("is in the order that is asked for", () => {
    expect(names("")).toEqual([4, 5, 3]);
    expect(names("down=true")).toEqual([3, 5, 4]);
    expect(names("order=changed&down=true")).toEqual([4, 5, 3]);
    expect(names("order=nonsense&kind=nonsense")).toEqual([4, 5, 3]);
  });
});
