import { expect, test } from "vitest";
import { pieces, shown } from "./diff";

test("only the words that changed are marked", () => {
  expect(pieces("One row per customer", "One row for each customer")).toEqual([
    { how: "same", text: "One row " },
    { how: "gone", text: "per" },
    { how: "new", text: "for each" },
    { how: "same", text: " customer" },
  ]);
});

test("nothing before, nothing after, and no change at all", () => {
  expect(pieces("", "new")).toEqual([{ how: "new", text: "new" }]);
  expect(pieces("old", "")).toEqual([{ how: "gone", text: "old" }]);
  expect(pieces("a b", "a b")).toEqual([{ how: "same", text: "a b" }]);
});

test("both texts can be read out of the pieces, also of very long ones", () => {
  const before = Array.from({ length: 2_000 }, (_, i) => `w${i * 7 % 31}`).join(" ");
  const after = Array.from({ length: 2_000 }, (_, i) => `w${i * 5 % 29}`).join(" ");
  const found = pieces(before, after);
  expect(found.filter((each) => each.how !== "new").map((each) => each.text).join("")).toBe(before);
  expect(found.filter((each) => each.how !== "gone").map((each) => each.text).join("")).toBe(after);
});

test("values are shown as one reads them", () => {
  expect(shown(["a", "b"])).toBe("a, b");
  expect(shown(null)).toBe("");
  expect(shown(3)).toBe("3");
  expect(shown({ a: 1 })).toContain('"a": 1');
});
