import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { problem, serve, show } from "../testing/server";
import { FullEditor } from "./FullEditor";
import type { Policy } from "./policy";

const READ: Policy = {
  id: 7,
  name: "Countries",
  subjects: { everyone: true },
  target: { classifications: ["PII"] },
  effect: { kind: "mask", type: "MASK_NULL" },
  enabled: true,
  mode: "ENFORCE",
  version: 1,
};

const outdated = () =>
  Response.json({ detail: "version: policy 7 is at version 2 now, not 1; read it again", code: "ATLAS-409-00-L02" }, { status: 409 });

it("shows the server's fault at its line, before anything is stored", async () => {
  const asked = serve({
    "POST /api/lily/v1/policies/simulate": () => problem(400, "at /policy/effect/type of the body: one of [MASK] is expected, not 'MASK_NULL'"),
  });
  show(<FullEditor policy={READ} />);
  await userEvent.click(screen.getByRole("button", { name: "Show what it would change" }));
  expect((await screen.findByText(/At line 11/)).textContent).toContain('"MASK_NULL"');
  await userEvent.click(screen.getByRole("button", { name: "Go there" }));
  const area = screen.getByLabelText<HTMLTextAreaElement>("The policy");
  expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('"MASK_NULL"');
  expect(asked.map((each) => each.method)).toEqual(["POST"]);
});

it("loses nothing when somebody else saved meanwhile, and puts mine in its place only where I say so", async () => {
  const asked = serve({
    "PUT /api/lily/v1/policies/7": ({ body }) => ((body as Policy).version === 1 ? outdated() : { ...READ, version: 3 }),
    "GET /api/lily/v1/policies/7": () => ({ ...READ, name: "Theirs", version: 2 }),
  });
  show(<FullEditor policy={READ} />);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Somebody else saved it meanwhile");
  expect(screen.getByLabelText<HTMLTextAreaElement>("The policy").value).toContain("Countries");
  await userEvent.click(screen.getByRole("button", { name: "Put mine in its place" }));
  await expect.poll(() => asked.filter((each) => each.method === "PUT").map((each) => (each.body as Policy).version)).toEqual([1, 2]);
  await expect.poll(() => window.location.pathname).toBe("/policies/7");
});

it("takes theirs where I say so", async () => {
  serve({ "PUT /api/lily/v1/policies/7": outdated, "GET /api/lily/v1/policies/7": () => ({ ...READ, name: "Theirs", version: 2 }) });
  show(<FullEditor policy={READ} />);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await userEvent.click(await screen.findByRole("button", { name: "Take theirs" }));
  await expect.poll(() => screen.getByLabelText<HTMLTextAreaElement>("The policy").value).toContain("Theirs");
});
