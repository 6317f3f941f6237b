import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { problem, serve, show } from "../testing/server";
import RulesRoom from "./RulesRoom";

const SIGNED = { user: "sid", tenant: "default", tenants: ["default"], roles: ["steward"], mayWrite: true };
const MASKING = { id: "masking", type: "BLOCK", disabled: false, where: { transformation: { masking: true } } };
const NOW = { version: 7, updatedBy: "ann", updateTime: 1, comment: "as it should be", rules: [MASKING] };
const LARGE = { effects: [{ classification: "PII", gainedCount: 12_000, lostCount: 0, gained: [], lost: [], heldBack: [] }] };

test("a change that is large is sent with the number that somebody saw", async () => {
  const asked = serve({
    "GET /api/lily/v1/propagation/rules": () => NOW,
    "GET /api/atlas/v2/types/typedefs": () => ({}),
    "GET /api/lily/v1/propagation/status": () => ({ lag: 0, waiting: 0 }),
    "POST /api/lily/v1/propagation/preview": () => LARGE,
    "PUT /api/lily/v1/propagation/rules": () => ({ ...NOW, version: 8 }),
  });
  show(<RulesRoom signed={SIGNED} />, "/rules");
  await userEvent.click(await screen.findByRole("switch", { name: "masking holds" }));
  await userEvent.click(screen.getByRole("button", { name: "See what it changes…" }));
  const dialog = screen.getByRole("dialog");
  expect((await within(dialog).findByText("gain a tag")).parentElement?.textContent).toContain("12,000");
  expect(dialog.textContent).toContain("masking is turned off");
  await userEvent.type(within(dialog).getByLabelText("Why?"), "too much");
  await userEvent.click(within(dialog).getByRole("button", { name: "Save as version 8" }));
  await screen.findByText("masking", { selector: ".rule-list code" });
  const sent = asked.find((question) => question.method === "PUT");
  expect(sent?.body).toEqual({ version: 7, comment: "too much", confirm: 12_000, rules: [{ ...MASKING, disabled: true }] });
});

test("where the server wants another number confirmed, it is shown before it is sent", async () => {
  const asked = serve({
    "GET /api/lily/v1/propagation/rules": () => NOW,
    "GET /api/atlas/v2/types/typedefs": () => ({}),
    "POST /api/lily/v1/propagation/preview": () => LARGE,
    "PUT /api/lily/v1/propagation/rules": () => problem(409, 'the rules would change 13000 assets: then send "confirm": 13000'),
  });
  show(<RulesRoom signed={SIGNED} />, "/rules");
  await userEvent.click(await screen.findByRole("switch", { name: "masking holds" }));
  await userEvent.click(screen.getByRole("button", { name: "See what it changes…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Save as version 8" }));
  await userEvent.click(await screen.findByRole("button", { name: "Save as version 8: 13,000 assets" }));
  await screen.findByRole("alert");
  expect(asked.filter((question) => question.method === "PUT").map((question) => (question.body as { confirm: number }).confirm)).toEqual([12_000, 13_000]);
});
