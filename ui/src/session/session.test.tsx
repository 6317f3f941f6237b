import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { App } from "../app/App";
import { problem, serve, show } from "../testing/server";
import { signedFrom } from "./session";

const RITA = { signedIn: true, user: "rita", tenants: { default: ["reader"], acme: ["steward"] }, standardTenant: "default" };

test("the chosen tenant holds where one has a role there, else the standard one", () => {
  expect(signedFrom(RITA, "acme")).toMatchObject({ tenant: "acme", mayWrite: true });
  expect(signedFrom(RITA, "nowhere")).toMatchObject({ tenant: "default", mayWrite: false });
  expect(signedFrom({ ...RITA, tenants: { acme: ["admin"] } }, "")).toMatchObject({ tenant: "acme", mayWrite: true });
  expect(signedFrom({ signedIn: false }, "acme")).toBeNull();
});

test("who signs in sees the search, and who guesses is told so", async () => {
  let signedIn = false;
  const asked = serve({
    "GET /api/lily/v1/session": () => (signedIn ? RITA : { signedIn: false }),
    "POST /api/lily/v1/session": ({ body }) => {
      signedIn = (body as { password: string }).password === "right";
      return signedIn ? RITA : problem(401, "user or password is wrong");
    },
    "POST /api/atlas/v2/search/quick": () => ({ searchResults: { entities: [], approximateCount: 0 } }),
    "GET /api/atlas/v2/types/typedefs": () => ({ classificationDefs: [] }),
  });
  show(<App />);
  await userEvent.type(await screen.findByLabelText("User"), "rita");
  await userEvent.type(screen.getByLabelText("Password"), "wrong");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toBe("User or password is wrong.");
  await userEvent.clear(screen.getByLabelText("Password"));
  await userEvent.type(screen.getByLabelText("Password"), "right");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("The catalog is empty")).toBeTruthy();
  expect(asked.every((question) => question.headers.get("X-Lily-Page") === "1")).toBe(true);
});

test("a server that does not answer is no empty page", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("failed"));
  show(<App />);
  expect(await screen.findByText("No answer")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});
