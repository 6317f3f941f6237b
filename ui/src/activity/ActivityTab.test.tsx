import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { problem, serve, show } from "../testing/server";
import ActivityTab from "./ActivityTab";

const PATH = "/api/lily/v1/entity/guid/t/activity";
const NONE = { attributes: [], classifications: [], relationships: [] };
const DESCRIBED = {
  ...NONE,
  id: "9-0",
  time: "2026-11-30T10:00:00Z",
  actor: "sid",
  kind: "UPDATED",
  propagated: false,
  attributes: [{ name: "description", before: "One row per customer", after: "One row for each customer" }],
};
const ARRIVED = {
  ...NONE,
  id: "8-p0",
  time: "2026-11-30T09:00:00Z",
  actor: "lily",
  kind: "UPDATED",
  propagated: true,
  classifications: [
    { operation: "ADDED", typeName: "PII", propagated: true, origin: { guid: "o", qualifiedName: "wh/raw/customers#email" } },
    { operation: "ADDED", typeName: "SECRET", propagated: true, origin: { hidden: true } },
  ],
};
const MADE = { ...NONE, id: "0-0", time: "2026-11-29T09:00:00Z", actor: "etl", kind: "CREATED", propagated: false };
const asset = { guid: "t" };

test("who changed what, with the words that went and came", async () => {
  serve({
    [`GET ${PATH}`]: ({ query }) =>
      query.get("cursor") === "c"
        ? { asset, count: 1, activities: [MADE] }
        : { asset, count: 2, activities: [DESCRIBED, ARRIVED], next: "c" },
  });
  show(<ActivityTab guid="t" />, "/asset/t/activity");
  const difference = await screen.findByLabelText("description, before and after");
  expect(difference.querySelector("del")?.textContent).toBe("per");
  expect(difference.querySelector("ins")?.textContent).toBe("for each");
  expect(difference.closest("li")?.textContent).toContain("sid changed description");
  const [, followed] = screen.getAllByRole("listitem");
  expect(followed?.textContent).toContain("came from raw/customers#email");
  expect(followed?.textContent).toContain("something that you may not see");
  expect(followed?.textContent).not.toContain("lily");
  await userEvent.click(screen.getByRole("button", { name: "Show earlier" }));
  expect((await screen.findByText("made it", { exact: false })).textContent).toBe("etl made it");
  expect(screen.getAllByRole("region")).toHaveLength(2);
});

test("one kind alone is asked for, and the address holds it", async () => {
  const asked = serve({ [`GET ${PATH}`]: () => ({ asset, count: 0, activities: [] }) });
  show(<ActivityTab guid="t" />, "/asset/t/activity");
  await userEvent.click(within(await screen.findByRole("navigation")).getByRole("link", { name: "Tags that came" }));
  await screen.findByText("Nothing of this kind happened");
  expect(window.location.search).toBe("?kind=propagated");
  expect(asked.at(-1)?.query.get("kind")).toBe("propagated");
});

test("what the server refuses is told in its words", async () => {
  serve({ [`GET ${PATH}`]: () => problem(404, "Given instance guid t is invalid/not found") });
  show(<ActivityTab guid="t" />, "/asset/t/activity");
  expect((await screen.findByRole("alert")).textContent).toContain("Given instance guid t is invalid/not found");
});
