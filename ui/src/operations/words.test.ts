import { expect, test } from "vitest";
import { ago, bytes, span, spoken } from "./words";

test("sizes have the unit that fits", () => {
  expect([0, 1023, 1024, 15_000, 3 << 20, 5 * 2 ** 30].map(bytes)).toEqual(["0 B", "1023 B", "1.0 KB", "15 KB", "3.0 MB", "5.0 GB"]);
});

test("spans are short", () => {
  expect([0, 20, 59_000, 61_000, 3_700_000, 200_000_000].map(span)).toEqual(["0 s", "under 1 s", "59 s", "1 min", "1 h 1 min", "2 days"]);
  expect(ago(1_000, 1_500)).toBe("just now");
  expect(ago(1_000, 31_000)).toBe("30 s ago");
});

test("names are spoken", () => {
  expect(spoken("GRAPH_writer")).toBe("Graph writer");
});
