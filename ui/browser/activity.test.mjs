import assert from "node:assert/strict";
import { test } from "node:test";
import { features } from "./stage.mjs";

features("what happened is looked up, columns are tagged together, searches are kept", (stage) => {
  const rest = async (method, path, body) => stage.admin(method, path, body);
  const haveInternal = async () => {
    const types = await rest("GET", "/api/atlas/v2/types/typedefs?type=classification");
    if (types.classificationDefs.some((each) => each.name === "Internal")) return;
    await rest("POST", "/api/atlas/v2/types/typedefs", { classificationDefs: [{ name: "Internal", description: "Not for others" }] });
  };

  test("I see who changed a description, with the words that went and came, and where tags came from", async () => {
    const { page } = stage;
    const guid = await stage.table("staging/customers");
    const describe = (text) => rest("PUT", `/api/atlas/v2/entity/guid/${guid}?name=description`, text);
    await describe("One row per customer of the shop");
    await describe("One row for each customer of the shop");
    await stage.signIn("rita", `/asset/${guid}`);
    await page.getByRole("link", { name: "Activity" }).click();
    const difference = page.getByLabel("description, before and after").first();
    await difference.locator("ins", { hasText: "for each" }).waitFor();
    assert.equal(await difference.locator("del").innerText(), "per");
    await page.getByText("admin changed description").first().waitFor();
    await page.getByText("made it").waitFor();
    await page.getByRole("link", { name: "Attributes" }).click();
    await page.waitForURL(/kind=attributes/);
    await page.getByText("made it").waitFor({ state: "detached" });
    await page.reload();
    await difference.waitFor();
    await stage.goto(`/asset/${await stage.column("marts/customer_360#email")}/activity?kind=propagated`);
    await page.getByText("came from raw/customers#email").first().waitFor();
  });

  test("I choose several columns, see what tagging them all would do, and tag them in one go", async () => {
    const { page } = stage;
    const columns = await Promise.all(["phone", "country"].map((name) => stage.column(`raw/customers#${name}`)));
    await haveInternal();
    await stage.signIn("sid", `/asset/${await stage.table("raw/customers")}/columns`);
    const boxes = page.getByRole("checkbox", { name: /^Choose / });
    await boxes.first().waitFor();
    const all = await boxes.count();
    await page.getByRole("checkbox", { name: /^All / }).check();
    await page.getByText(`${all} chosen`).waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await boxes.first().click();
    await boxes.nth(2).click({ modifiers: ["Shift"] });
    await page.getByText("3 chosen").waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByLabel("Choose phone").check();
    await page.getByLabel("Choose country").check();
    await page.getByRole("button", { name: "Tag…" }).last().click();
    const drawer = page.getByRole("dialog", { name: "Tag 2 columns" });
    await drawer.getByRole("button", { name: /Internal/ }).click();
    await drawer.getByText("Nothing has been changed yet.").waitFor();
    assert.match(await drawer.innerText(), /assets gain Internal[\s\S]*raw\/customers#phone/);
    await stage.isAccessible();
    await drawer.getByRole("button", { name: "Tag 2 as Internal" }).click();
    await drawer.getByText("Decisions regard it from now on.").waitFor();
    await drawer.getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("row", { name: /country/ }).getByText("Internal").waitFor();
    for (const guid of columns) await rest("DELETE", `/api/atlas/v2/entity/guid/${guid}/classification/Internal`);
    await stage.goto(`/asset/${columns[0]}/activity`);
    await page.getByText("sid put").first().waitFor();
  });

  test("I keep a search, find it where I begin, rename it and remove it; a name that is taken is refused", async () => {
    const { page } = stage;
    await stage.signIn("rita", "/?q=email");
    const keep = async (name) => {
      await page.getByRole("button", { name: "Save this search" }).click();
      await page.getByLabel("Name of the search").fill(name);
      await page.getByRole("button", { name: "Save", exact: true }).click();
    };
    await keep("Where are e-mails");
    await page.getByText("kept as").waitFor();
    await stage.goto("/?q=phone");
    await keep("Where are e-mails");
    await page.getByRole("alert").getByText("there is a saved search 'Where are e-mails' of rita already").waitFor();
    stage.expectComplaints("409");
    await page.getByRole("button", { name: "Cancel" }).click();
    await stage.goto("/");
    await page.getByRole("heading", { name: "Your searches" }).waitFor();
    await stage.isAccessible();
    await page.getByRole("button", { name: "Rename Where are e-mails" }).click();
    await page.getByLabel("New name").fill("E-mails");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "E-mails" }).click();
    await page.waitForURL(/q=email/);
    await page.locator(".hit").first().waitFor();
    await stage.goto("/");
    await page.getByRole("button", { name: "Remove E-mails" }).click();
    await page.getByRole("heading", { name: "Your searches" }).waitFor({ state: "detached" });
  });

  test("a reader chooses no columns, and is refused where they try it all the same", async () => {
    const { page } = stage;
    const guid = await stage.column("raw/customers#phone");
    await stage.signIn("rita", `/asset/${await stage.table("raw/customers")}/columns`);
    await page.getByRole("link", { name: "phone", exact: true }).waitFor();
    assert.equal(await page.getByRole("checkbox").count(), 0);
    const status = await page.evaluate(
      async (entityGuids) =>
        (
          await fetch("/api/atlas/v2/entity/bulk/classification", {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-Lily-Page": "1" },
            body: JSON.stringify({ classification: { typeName: "PII" }, entityGuids }),
          })
        ).status,
      [guid],
    );
    assert.equal(status, 403);
    stage.expectComplaints("403");
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`these screens have no serious fault of accessibility: ${colorScheme}`, async () => {
      const { page } = stage;
      const guid = await stage.table("marts/customer_360");
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await stage.signIn("sid");
      for (const path of [`/asset/${guid}/activity`, `/asset/${guid}/activity?kind=relationships`, `/asset/${guid}/columns`, "/?q=email"]) {
        await stage.goto(path);
        await page.locator("#content").waitFor();
        await page.waitForLoadState("networkidle");
        await stage.isAccessible();
      }
    });
  }
});
