import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { serve, show } from "../testing/server";
import { FlowDrawer } from "./FlowDrawer";
import { typesFrom } from "./types";

const DEF = {
  name: "table_columns",
  category: "RELATIONSHIP" as const,
  propagateTags: "NONE" as const,
  endDef1: { type: "table", name: "columns" },
  endDef2: { type: "column", name: "table" },
};

test("what passes is shown before it does, and what other tenants have is confirmed by its number", async () => {
  const type = typesFrom({ relationshipDefs: [DEF] }).get("table_columns");
  if (!type) throw new Error("no type");
  let tries = 0;
  const asked = serve({
    "POST /api/lily/v1/propagation/preview": () => ({ relationshipCount: 43, effects: [{ classification: "PII", gainedCount: 4, gained: [], heldBack: [] }] }),
    "PUT /api/atlas/v2/types/typedefs": () =>
      tries++ === 0
        ? Response.json({ errorMessage: "another propagateTags of table_columns would turn 20000 relationships: send the query parameter confirm=20000" }, { status: 409 })
        : {},
  });
  let closed = false;
  show(<FlowDrawer type={type} onClose={() => (closed = true)} />);
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByRole("button", { name: /No tag passes/ })).toHaveProperty("disabled", true);
  await userEvent.click(within(dialog).getByRole("button", { name: "Tags pass from table (table) to column (columns)" }));
  expect((await within(dialog).findByText(/relationships let something else pass/)).textContent).toContain("43");
  await userEvent.click(within(dialog).getByRole("button", { name: "Let tags pass so" }));
  await userEvent.click(await within(dialog).findByRole("button", { name: "Change all 20,000" }));
  expect(closed).toBe(true);
  const puts = asked.filter((question) => question.method === "PUT");
  expect(puts.map((question) => question.query.get("confirm"))).toEqual([null, "20000"]);
  expect(puts[0]?.body).toEqual({ relationshipDefs: [{ ...DEF, propagateTags: "ONE_TO_TWO" }] });
});
