import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { caller, startLily } from "./lily.mjs";

const BROWSER = process.env.LILY_BROWSER ?? "/usr/bin/chromium";
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WAREHOUSE = "file:/data/shop/warehouse";

describe("in a real browser, on the shop's data", { skip: existsSync(BROWSER) ? false : `there is no ${BROWSER}` }, () => {
  let lily;
  let browser;
  let page;
  let complaints;
  let admin;

  before(async () => {
    lily = await startLily();
    admin = caller(lily.url, "admin", lily.password);
    for (const [name, role] of [["rita", "reader"], ["sid", "steward"]]) {
      await admin("PUT", `/api/lily/v1/users/${name}`, { password: `${name}'s own`, roles: { default: [role] } });
    }
    browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  });

  after(async () => {
    await browser?.close();
    await lily?.stop();
  });

  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (fault) => complaints.push(fault.message));
  });

  afterEach(async () => {
    await page.close();
    assert.deepEqual(complaints, [], "the browser's console");
  });

  async function signIn(user, password = `${user}'s own`, path = "/") {
    await page.goto(lily.url + path);
    await page.getByLabel("User").fill(user);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: user }).waitFor();
  }

  async function guidOf(type, name) {
    const query = new URLSearchParams({ "attr:qualifiedName": `${WAREHOUSE}/${name}` });
    return (await admin("GET", `/api/atlas/v2/entity/uniqueAttribute/type/${type}/header?${query}`)).guid;
  }

  const column = (name) => guidOf("openlineage_column", name);
  const table = (name) => guidOf("openlineage_dataset", name);

  async function isAccessible() {
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const serious = found.violations.filter((each) => ["serious", "critical"].includes(each.impact));
    assert.deepEqual(serious.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ").slice(0, 300)}`), []);
  }

  test("a wrong password is refused, the right one lets in, and signing out lets nobody in", async () => {
    await page.goto(lily.url);
    await page.getByLabel("User").fill("rita");
    await page.getByLabel("Password").fill("a guess");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("User or password is wrong.").waitFor();
    // The browser itself notes an answer 401.
    assert.equal(complaints.splice(0).filter((text) => !text.includes("401")).length, 0);
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
    await signIn("rita");
    await page.locator("body").press("/");
    await page.keyboard.type("customer_3");
    const first = page.getByRole("option").first();
    await first.waitFor();
    assert.match(await first.innerText(), /customer_360/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "customer_360" }).waitFor();
    await page.getByText("1 of 7 columns").waitFor();
  });

  test("results narrow down by type and tag, and the address brings them back", async () => {
    await signIn("rita");
    await page.goto(`${lily.url}/?q=email`);
    await page.getByRole("link", { name: /openlineage column/ }).first().click();
    await page.getByRole("complementary").getByRole("link", { name: "PII" }).click();
    await page.waitForURL(/tag=PII/);
    await page.locator("section[aria-label=Results][aria-busy=false]").waitFor();
    const address = page.url();
    const found = await page.locator(".hit").count();
    assert.ok(found >= 3, `${found} columns called like email are PII`);
    await page.goto(lily.url);
    await page.goto(address);
    await page.locator(".hit").nth(found - 1).waitFor();
    await page.goto(`${lily.url}/?q=nothingiscalledthis`);
    await page.getByText("Nothing is called “nothingiscalledthis”").waitFor();
  });

  test("I see why a column is PII: from where, by whom, over which jobs", async () => {
    await signIn("rita", undefined, `/asset/${await column("marts/customer_360#email")}`);
    await page.getByRole("button", { name: "Why?" }).click();
    const why = page.getByRole("dialog");
    await why.getByText("stella").waitFor();
    const words = await why.innerText();
    assert.match(words, /raw\/customers[\s\S]*staging_customers[\s\S]*staging\/customers[\s\S]*customer_360[\s\S]*marts\/customer_360/);
    await isAccessible();
    await page.keyboard.press("Escape");
    await why.waitFor({ state: "detached" });
  });

  test("I see lineage drawn, choose a card, send the address to somebody, and read it as a list", async () => {
    await signIn("rita", undefined, `/asset/${await column("raw/customers#email")}/lineage?lens=column`);
    await page.locator(".lineage-told", { hasText: "9 shown" }).waitFor();
    await page.getByLabel("Find in the picture").fill("marts/customer_360#email");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Chosen: email" }).waitFor();
    const colours = await page.locator("canvas").evaluate((canvas) => {
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
    await isAccessible();
  });

  test("I walk along lineage with the arrow keys, and take it with me as a table and as a picture", async () => {
    await signIn("rita", undefined, `/asset/${await column("raw/customers#email")}/lineage?lens=column`);
    const picture = page.getByRole("group", { name: /arrow keys/ });
    await picture.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("complementary", { name: "Chosen: email" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByText("file:/data/shop/landing/customers.csv#email").waitFor();
    const [table] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
    assert.match(readFileSync(await table.path(), "utf8"), /^distance,side,kind,[\s\S]*staging\/customers#email/);
    const [drawn] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "PNG" }).click()]);
    assert.equal(readFileSync(await drawn.path()).subarray(1, 4).toString(), "PNG");
  });

  test("I bring in more neighbours of a card", async () => {
    await signIn("rita", undefined, `/asset/${await table("marts/customer_360")}/lineage?depth=1`);
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
    const source = await column("raw/customers#phone");
    await signIn("sid", undefined, `/asset/${source}`);
    await page.getByRole("button", { name: "Tag…" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("button", { name: /PII/ }).click();
    await drawer.getByText("loses clear sight of").waitFor();
    assert.match(await drawer.innerText(), /\d\s+assets gain PII[\s\S]*masked[\s\S]*staging\/customers#phone/);
    await drawer.getByText("Nothing has been changed yet.").waitFor();
    await isAccessible();
    await drawer.getByRole("button", { name: "Tag as PII" }).click();
    await drawer.getByText("Decisions regard it from now on.").waitFor();
    await drawer.getByText("trino").waitFor();
    await drawer.getByRole("button", { name: "Close" }).last().click();
    await page.goto(`${lily.url}/asset/${await column("staging/customers#phone")}/access`);
    await page.getByText("sees it masked").first().waitFor();
    await page.getByRole("button", { name: /^PII/ }).click();
    await page.getByRole("dialog").getByText("sid", { exact: true }).waitFor();
    await page.goto(`${lily.url}/asset/${source}`);
    await page.getByRole("button", { name: "Tag…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /PII/ }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Take PII away" }).click();
    await page.getByText("Decisions regard it from now on.").waitFor();
    await page.goto(`${lily.url}/asset/${source}/access`);
    await page.getByText("sees it in clear").first().waitFor();
    assert.equal(await page.getByText("sees it masked").count(), 0);
  });

  test("a reader is not offered to tag, and is refused where they try it all the same", async () => {
    const guid = await column("raw/customers#phone");
    await signIn("rita", undefined, `/asset/${guid}`);
    await page.getByRole("heading", { name: "Tags" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Tag…" }).count(), 0);
    const statuses = await page.evaluate(async (path) => {
      const send = (headers) =>
        fetch(path, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: '[{"typeName":"PII"}]' });
      return [(await send({ "X-Lily-Page": "1" })).status, (await send({})).status];
    }, `/api/atlas/v2/entity/guid/${guid}/classifications`);
    assert.deepEqual(statuses, [403, 403]);
    assert.equal(complaints.splice(0).filter((text) => !text.includes("403")).length, 0);
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`no screen has a serious fault of accessibility: ${colorScheme}`, async () => {
      const guid = await table("marts/customer_360");
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(lily.url);
      await page.getByLabel("Password").waitFor();
      await isAccessible();
      await signIn("sid");
      await page.getByText("In this catalog").waitFor();
      await isAccessible();
      for (const path of ["/?q=customer", `/asset/${guid}`, `/asset/${guid}/columns`, `/asset/${guid}/lineage`, `/asset/${guid}/access`, `/asset/${guid}/raw`, "/asset/7f0c17e2-0000-8000-8000-000000000000"]) {
        await page.goto(lily.url + path);
        await page.locator("#content").waitFor();
        await page.waitForLoadState("networkidle");
        await isAccessible();
      }
      complaints = complaints.filter((text) => !text.includes("404"));
    });
  }
});
