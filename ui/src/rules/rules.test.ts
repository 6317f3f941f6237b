import { expect, test } from "vitest";
import { changesBetween, freeId, namesIn, type Rule, rulesFrom, sameRules, tidy, withValue } from "./rules";
import { inWords } from "./words";

const MASKING: Rule = { id: "masking", type: "BLOCK", disabled: false, where: { transformation: { masking: true } } };
const INDIRECT: Rule = { id: "indirect", type: "BLOCK", where: { transformation: { type: "INDIRECT" } } };

test("each kind of rule is told in words", () => {
  const words = (rule: Omit<Rule, "id">) => inWords({ id: "r", ...rule } as Rule);
  expect(inWords(MASKING)).toBe("Every tag stops where every job masks the column.");
  expect(words({ type: "BLOCK", classifications: ["PII", "Health"], where: { target: { qualifiedName: "*_hash" }, job: "shop/*" } })).toBe(
    "PII and Health stop in the job shop/* and before assets called *_hash.",
  );
  expect(words({ type: "LIFT", classifications: ["PII"], as: "CONTAINS_PII", levels: 2 })).toBe(
    "What contains something that is PII is CONTAINS_PII, too, up to 2 levels up.",
  );
  expect(words({ type: "SEVERITY", classification: "PII", attribute: "level", order: ["low", "high"] })).toBe(
    "Of several values of PII.level the one counts that comes last of low < high.",
  );
  expect(words({ type: "INHERIT", aspect: "owner", over: "HIERARCHY", depth: 2 })).toBe(
    "Assets without owner of their own have that of what they are in, up to 2 steps away.",
  );
});

test("a field that is emptied is gone, with what was only there for it", () => {
  const hash = withValue({ id: "hash", type: "BLOCK" }, "where.target.qualifiedName", "*_hash");
  expect(hash).toEqual({ id: "hash", type: "BLOCK", where: { target: { qualifiedName: "*_hash" } } });
  expect(withValue(hash, "where.target.qualifiedName", "")).toEqual({ id: "hash", type: "BLOCK" });
  expect(tidy(MASKING)).toEqual({ id: "masking", type: "BLOCK", where: { transformation: { masking: true } } });
});

test("versions differ by what was added, changed, moved and taken away", () => {
  const off = { ...MASKING, disabled: true };
  expect(changesBetween([MASKING, INDIRECT], [INDIRECT, MASKING]).map((each) => each.kind)).toEqual(["moved", "moved"]);
  expect(changesBetween([MASKING], [off, INDIRECT])).toEqual([
    { kind: "changed", before: MASKING, after: off },
    { kind: "added", after: INDIRECT },
  ]);
  expect(changesBetween([MASKING, INDIRECT], [MASKING])).toEqual([{ kind: "removed", before: INDIRECT }]);
  expect(sameRules([MASKING], [tidy(MASKING)])).toBe(true);
});

test("a rule's names are what it is about, not what it is called", () => {
  expect(namesIn({ id: "PII", type: "BLOCK", description: "Health", classifications: ["Card"], where: { relationshipType: "column_lineage" } })).toEqual([
    "Card",
    "column_lineage",
  ]);
  expect(freeId([{ id: "rule-2", type: "BLOCK" }])).toBe("rule-3");
});

test("what is written as JSON has to be a list of rules", () => {
  expect(rulesFrom('[{"id": "a", "type": "BLOCK"}]')).toEqual([{ id: "a", type: "BLOCK" }]);
  expect(() => rulesFrom('{"rules": []}')).toThrow("A list of rules");
  expect(() => rulesFrom("[1]")).toThrow("Rule 1 of the list");
});
