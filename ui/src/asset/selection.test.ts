import { expect, test } from "vitest";
import { all, clicked, NOTHING_CHOSEN } from "./selection";

const ROWS = ["a", "b", "c", "d", "e"];

test("a click turns a row over, and one with shift takes all between", () => {
  const one = clicked(NOTHING_CHOSEN, ROWS, "b", false);
  const range = clicked(one, ROWS, "d", true);
  expect([...range.chosen].sort()).toEqual(["b", "c", "d"]);
  expect([...clicked(range, ROWS, "c", false).chosen].sort()).toEqual(["b", "d"]);
});

test("a range works backwards, and takes away where it began so", () => {
  const every = all(NOTHING_CHOSEN, ROWS);
  const less = clicked(clicked(every, ROWS, "d", false), ROWS, "b", true);
  expect([...less.chosen].sort()).toEqual(["a", "e"]);
});

test("all that match the filter come and go together, what is out of sight stays", () => {
  const hidden = clicked(NOTHING_CHOSEN, ROWS, "e", false);
  const some = all(hidden, ["a", "b"]);
  expect([...some.chosen].sort()).toEqual(["a", "b", "e"]);
  expect([...all(some, ["a", "b"]).chosen]).toEqual(["e"]);
});
