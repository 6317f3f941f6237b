import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { features } from "./stage.mjs";

features("an asset is found, seen, understood and tagged", (stage) => {
  test("a wrong password is refused, the right one lets in, and signing out lets nobody in", async () => {
    const { page } = stage;
    await stage.goto("/");
    await page.getByLabel("User").fill("rita");
    await page.getByLabel("Password").fill("a guess");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("User or password is wrong.").waitFor();
    stage.expectComplaints("401");
    await page.getByLabel("Password").fill("rita's own");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "What are you looking for?" }).waitFor();
    const cookies = await page.context().cookies();
    assert.deepEqual(cookies.map((cookie) => [cookie.httpOnly, cookie.sameSite]), [[true, "Strict"]]);
    await page.getByRole("button", { name: "rita" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Password").waitFor();
    await page.reload();
    await page.getByLabel("Password").waitFor();
  });

  test("I find a table by the beginning of its name, with the keyboard alone", async () => {
    const { page } = stage;
    await stage.signIn("rita");
    await page.locator("body").press("/");
    await page.keyboard.type("customer_3");
    // Suggestions for fewer letters may be there first.
    await page.getByRole("option").first().filter({ hasText: "customer_360" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "customer_360" }).waitFor();
    await page.getByText("1 of 7 columns").waitFor();
  });

  test("results narrow down by type and tag, and the address brings them back", async () => {
    const { page } = stage;
    await stage.signIn("rita");
    await stage.goto(`/?q=email`);
    await page.getByRole("link", { name: /openlineage column/ }).first().click();
    await page.getByRole("complementary").getByRole("link", { name: "PII" }).click();
    await page.waitForURL(/tag=PII/);
    await page.locator("section[aria-label=Results][aria-busy=false]").waitFor();
    const address = page.url();
    const found = await page.locator(".hit").count();
    assert.ok(found >= 3, `${found} columns called like email are PII`);
    await stage.goto("/");
    await page.goto(address);
    await page.locator(".hit").nth(found - 1).waitFor();
    await stage.goto(`/?q=nothingiscalledthis`);
    await page.getByText("Nothing is called “nothingiscalledthis”").waitFor();
  });

  test("I see why a column is PII: from where, by whom, over which jobs", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.column("marts/customer_360#email")}`);
    await page.getByRole("button", { name: "Why?" }).click();
    const why = page.getByRole("dialog");
    await why.getByText("stella").waitFor();
    const words = await why.innerText();
    assert.match(words, /raw\/customers[\s\S]*staging_customers[\s\S]*staging\/customers[\s\S]*customer_360[\s\S]*marts\/customer_360/);
    await stage.isAccessible();
    await page.keyboard.press("Escape");
    await why.waitFor({ state: "detached" });
  });

  test("I see lineage drawn, choose a card, send the address to somebody, and read it as a list", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.column("raw/customers#email")}/lineage?lens=column`);
    await page.locator(".lineage-told", { hasText: "9 shown" }).waitFor();
    await page.getByLabel("Find in the picture").fill("marts/customer_360#email");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Chosen: email" }).waitFor();
    const colours = await page.locator(".lineage-canvas").evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set();
      for (let at = 0; at < data.length; at += 4) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
      return seen.size;
    });
    assert.ok(colours > 50, `${colours} colours are drawn`);
    await page.reload();
    await page.getByRole("complementary", { name: "Chosen: email" }).waitFor();
    await page.getByRole("button", { name: "As a list" }).click();
    await page.getByRole("heading", { name: "What is made of it" }).waitFor();
    await page.getByRole("link", { name: "email_hash" }).waitFor();
    await stage.isAccessible();
  });

  test("I walk along lineage with the arrow keys, and take it with me as a table and as a picture", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.column("raw/customers#email")}/lineage?lens=column`);
    const picture = page.getByRole("group", { name: /arrow keys/ });
    await picture.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("complementary", { name: "Chosen: email" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByText("file:/data/shop/landing/customers.csv#email").waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    const [table] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
    assert.match(readFileSync(await table.path(), "utf8"), /^distance,side,kind,[\s\S]*staging\/customers#email/);
    const [drawn] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "PNG" }).click()]);
    assert.equal(readFileSync(await drawn.path()).subarray(1, 4).toString(), "PNG");
  });

  test("I bring in more neighbours of a card", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("marts/customer_360")}/lineage?depth=1`);
    await page.locator(".lineage-told", { hasText: "4 shown" }).waitFor();
    await page.getByLabel("Find in the picture").fill("staging/customers");
    await page.keyboard.press("Enter");
    const panel = page.getByRole("complementary", { name: "Chosen: customers" });
    await panel.waitFor();
    await panel.getByRole("button", { name: /more downstream/ }).click();
    await page.locator(".lineage-told").filter({ hasNotText: "4 shown" }).filter({ hasText: /\d+ shown/ }).waitFor();
    await panel.waitFor();
  });

  test("I see what a tag would do, and to whom, before I put it on, and take it off again", async () => {
    const { page } = stage;
    const source = await stage.column("raw/customers#phone");
    await stage.signIn("sid", `/asset/${source}`);
    await page.getByRole("button", { name: "Tag…" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("button", { name: /PII/ }).click();
    await drawer.getByText("loses clear sight of").waitFor();
    assert.match(await drawer.innerText(), /\d\s+assets gain PII[\s\S]*masked[\s\S]*staging\/customers#phone/);
    await drawer.getByText("Nothing has been changed yet.").waitFor();
    await stage.isAccessible();
    await drawer.getByRole("button", { name: "Tag as PII" }).click();
    await drawer.getByText("Decisions regard it from now on.").waitFor();
    await drawer.getByText("trino").waitFor();
    await drawer.getByRole("button", { name: "Close" }).last().click();
    await stage.goto(`/asset/${await stage.column("staging/customers#phone")}/access`);
    await page.getByText("sees it masked").first().waitFor();
    await page.getByRole("button", { name: /^PII/ }).click();
    await page.getByRole("dialog").getByText("sid", { exact: true }).waitFor();
    await stage.goto(`/asset/${source}`);
    await page.getByRole("button", { name: "Tag…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /PII/ }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Take PII away" }).click();
    await page.getByText("Decisions regard it from now on.").waitFor();
    await stage.goto(`/asset/${source}/access`);
    await page.getByText("sees it in clear").first().waitFor();
    assert.equal(await page.getByText("sees it masked").count(), 0);
  });

  test("a reader is not offered to tag, and is refused where they try it all the same", async () => {
    const { page } = stage;
    const guid = await stage.column("raw/customers#phone");
    await stage.signIn("rita", `/asset/${guid}`);
    await page.getByRole("heading", { name: "Tags" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Tag…" }).count(), 0);
    const statuses = await page.evaluate(async (path) => {
      const send = (headers) =>
        fetch(path, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: '[{"typeName":"PII"}]' });
      return [(await send({ "X-Lily-Page": "1" })).status, (await send({})).status];
    }, `/api/atlas/v2/entity/guid/${guid}/classifications`);
    assert.deepEqual(statuses, [403, 403]);
    stage.expectComplaints("403");
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`no screen has a serious fault of accessibility: ${colorScheme}`, async () => {
      const { page } = stage;
      const guid = await stage.table("marts/customer_360");
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await stage.goto("/");
      await page.getByLabel("Password").waitFor();
      await stage.isAccessible();
      await stage.signIn("sid");
      await page.getByText("In this catalog").waitFor();
      await stage.isAccessible();
      for (const path of ["/?q=customer", `/asset/${guid}`, `/asset/${guid}/columns`, `/asset/${guid}/lineage`, `/asset/${guid}/access`, `/asset/${guid}/raw`, "/asset/7f0c17e2-0000-8000-8000-000000000000"]) {
        await stage.goto(path);
        await page.locator("#content").waitFor();
        await page.waitForLoadState("networkidle");
        await stage.isAccessible();
      }
      stage.expectComplaints("404");
    });
  }
});
