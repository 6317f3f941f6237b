import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Asset } from "../asset/asset";
import { problem, serve, show } from "../testing/server";
import { TagPanel } from "./TagPanel";

const PHONE: Asset = {
  guid: "a",
  typeName: "hive_column",
  qualifiedName: "raw/customers#phone",
  title: "phone",
  place: "raw/customers",
  owner: "",
  deleted: false,
  tags: [{ name: "Internal", own: true }],
};
const TYPES = { classificationDefs: [{ name: "PII", description: "Personal data" }, { name: "Internal" }, { name: "LilyCanary", serviceType: "lily" }] };
const PREVIEW = {
  effects: [
    {
      classification: "PII",
      gainedCount: 142,
      heldBackCount: 1,
      heldBackComplete: true,
      gained: [{ guid: "b", qualifiedName: "mart/c#phone" }],
      heldBack: [{ from: { guid: "a" }, to: { guid: "c", qualifiedName: "mart/anon#hash" }, reason: "masking" }],
    },
  ],
  access: { principals: [{ kind: "GROUP", name: "analysts", losesClear: 37, shifts: [{ before: "CLEAR", after: "MASKED", count: 37 }] }] },
};

test("what a tag does is shown before it is put on, and how far the engines are afterwards", async () => {
  const asked = serve({
    "GET /api/atlas/v2/types/typedefs": () => TYPES,
    "POST /api/lily/v1/propagation/preview": () => PREVIEW,
    "POST /api/atlas/v2/entity/guid/a/classifications": () => new Response(null, { status: 204, headers: { "X-Lily-Position": "7" } }),
    "GET /api/lily/v1/enforcement": () => ({ services: [{ service: "trino", state: "BEHIND", doors: [{ door: "OPA", position: 6 }] }] }),
  });
  show(<TagPanel targets={[PHONE]} onClose={() => undefined} />);
  const dialog = screen.getByRole("dialog");
  await userEvent.click(await within(dialog).findByRole("button", { name: /PII/ }));
  expect(within(dialog).queryByText("LilyCanary")).toBeNull();
  expect((await within(dialog).findByText("loses clear sight of 37")).parentElement?.textContent).toContain("Group analysts");
  expect(dialog.textContent).toContain("142assets gain PII");
  expect(dialog.textContent).toContain("and 141 more");
  expect(dialog.textContent).toContain("mart/anon#hashmasking");
  expect(asked.some((question) => question.path.includes("classifications"))).toBe(false);
  await userEvent.click(within(dialog).getByRole("button", { name: "Tag as PII" }));
  expect(await within(dialog).findByText("OPA waits for it")).toBeTruthy();
  const sent = asked.find((question) => question.path.endsWith("/classifications"));
  expect(sent?.body).toEqual([{ typeName: "PII", propagate: true }]);
});

test("a refusal is told in the server's words, and nothing is closed", async () => {
  serve({
    "GET /api/atlas/v2/types/typedefs": () => TYPES,
    "POST /api/lily/v1/propagation/preview": () => PREVIEW,
    "DELETE /api/atlas/v2/entity/guid/a/classification/Internal": () => problem(403, "sam may not CLASSIFY this"),
  });
  show(<TagPanel targets={[PHONE]} onClose={() => undefined} />);
  await userEvent.click(await screen.findByRole("button", { name: /Internal/ }));
  await userEvent.click(await screen.findByRole("button", { name: "Take Internal away" }));
  expect((await screen.findByRole("alert")).textContent).toContain("sam may not CLASSIFY this");
  expect(screen.getByRole("button", { name: "Take Internal away" })).toHaveProperty("disabled", false);
});

test("several columns are tagged in one go, those that have the tag already are left alone", async () => {
  const asked = serve({
    "GET /api/atlas/v2/types/typedefs": () => TYPES,
    "POST /api/lily/v1/propagation/preview": () => PREVIEW,
    "POST /api/atlas/v2/entity/bulk/classification": () => new Response(null, { status: 204, headers: { "X-Lily-Position": "7" } }),
    "GET /api/lily/v1/enforcement": () => ({ services: [] }),
  });
  const tagged = { ...PHONE, guid: "b", tags: [{ name: "PII", own: true }] };
  const derived = { ...PHONE, guid: "c", tags: [{ name: "PII", own: false }] };
  show(<TagPanel targets={[PHONE, tagged, derived]} onClose={() => undefined} />);
  await userEvent.click(await screen.findByRole("button", { name: /PII/ }));
  expect(await screen.findByText("1 of them has PII already.")).toBeTruthy();
  expect(screen.queryByText("Take away")).toBeNull();
  await userEvent.click(await screen.findByRole("button", { name: "Tag 2 as PII" }));
  await screen.findByText(/Decisions regard it from now on/);
  const classification = { typeName: "PII", propagate: true };
  expect(asked.find((question) => question.path.endsWith("/preview"))?.body).toEqual({ classify: { guids: ["a", "c"], classification } });
  expect(asked.find((question) => question.path.endsWith("/bulk/classification"))?.body).toEqual({ classification, entityGuids: ["a", "c"] });
});
