import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { problem, serve, show } from "../testing/server";
import { LetterPanel } from "./LetterPanel";
import { laidOut, LETTERS } from "./letters";

const LETTER = {
  id: "0-7",
  time: "2026-01-01T00:00:00Z",
  source: "openlineage",
  reason: "/run/runId: 'x' is no UUID",
  requestId: "r-7",
  size: 12,
  details: { sender: "airflow" },
  state: "WAITING",
  redrives: 0,
};

test("a letter that is redriven says what it led to, and is redriven once more only knowingly", async () => {
  const asked = serve({
    [`GET ${LETTERS}/0-7`]: () => ({ ...LETTER, payload: '{"a":1}', payloadTruncated: false, payloadRedacted: false }),
    [`POST ${LETTERS}/0-7/redrive`]: () => ({ ...LETTER, state: "APPLIED", redrives: 1, changedBy: "ann", changedAt: LETTER.time, outcome: "the catalog has changed, at position 9" }),
  });
  show(<LetterPanel id="0-7" onClose={() => undefined} />);

  await userEvent.click(await screen.findByRole("button", { name: "Redrive", hidden: true }));

  expect(await screen.findByText("the catalog has changed, at position 9")).toBeTruthy();
  expect(screen.getByText("applied")).toBeTruthy();
  expect(screen.getByLabelText("Content of the letter").textContent).toContain('"a": 1');
  expect(screen.queryByRole("button", { name: "Discard", hidden: true })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Redrive once more", hidden: true }));
  expect(asked.filter((each) => each.method === "POST").map((each) => each.query.get("again"))).toEqual([null, "true"]);
});

test("what the server refuses is told in its words, and the letter stays as it was", async () => {
  serve({
    [`GET ${LETTERS}/0-7`]: () => ({ ...LETTER, payload: "x" }),
    [`POST ${LETTERS}/0-7/redrive`]: () => problem(409, "the dead letter 0-7 was discarded by ann"),
  });
  show(<LetterPanel id="0-7" onClose={() => undefined} />);

  await userEvent.click(await screen.findByRole("button", { name: "Redrive", hidden: true }));

  expect(await screen.findByText("the dead letter 0-7 was discarded by ann")).toBeTruthy();
  expect(screen.getByText("waiting")).toBeTruthy();
});

test("what is no JSON stays as it came", () => {
  expect(laidOut("{oops")).toBe("{oops");
});
