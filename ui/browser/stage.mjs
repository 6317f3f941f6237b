import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe } from "node:test";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { caller, startLily } from "./lily.mjs";

export const BROWSER = process.env.LILY_BROWSER ?? "/usr/bin/chromium";
export const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WAREHOUSE = "file:/data/shop/warehouse";

/**
 * Features in a real browser, on a server with the shop's data, where rita is a reader and sid a
 * steward. After each of them the browser's console must have had no complaint.
 */
export function features(title, define) {
  describe(title, { skip: existsSync(BROWSER) ? false : `there is no ${BROWSER}` }, () => {
    const stage = new Stage();
    before(() => stage.open());
    beforeEach(() => stage.newPage());
    afterEach(() => stage.leavePage());
    define(stage);
    // After what the features themselves clear away.
    after(() => stage.close());
  });
}

class Stage {
  async open() {
    this.lily = await startLily();
    this.admin = caller(this.lily.url, "admin", this.lily.password);
    for (const [name, role] of [["rita", "reader"], ["sid", "steward"]]) {
      await this.admin("PUT", `/api/lily/v1/users/${name}`, { password: `${name}'s own`, roles: { default: [role] } });
    }
    this.browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  }

  async close() {
    await this.browser?.close();
    await this.lily?.stop();
  }

  async newPage() {
    this.complaints = [];
    this.page = await this.browser.newPage({ viewport: { width: 1280, height: 800 } });
    this.page.setDefaultTimeout(15_000);
    this.page.on("console", (message) => message.type() === "error" && this.complaints.push(message.text()));
    this.page.on("pageerror", (fault) => this.complaints.push(fault.message));
  }

  async leavePage() {
    await this.page.close();
    assert.deepEqual(this.complaints, [], "the browser's console");
  }

  /** The browser itself notes answers like 401: those with the word are left out, others remain. */
  expectComplaints(word) {
    this.complaints = this.complaints.filter((text) => !text.includes(word));
  }

  passwordOf(user) {
    return user === "admin" ? this.lily.password : `${user}'s own`;
  }

  async signIn(user, path = "/") {
    await this.page.goto(this.lily.url + path);
    await this.page.getByLabel("User").fill(user);
    await this.page.getByLabel("Password").fill(this.passwordOf(user));
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.getByRole("button", { name: user }).waitFor();
  }

  async goto(path) {
    await this.page.goto(this.lily.url + path);
  }

  async guidOf(type, name) {
    const query = new URLSearchParams({ "attr:qualifiedName": `${WAREHOUSE}/${name}` });
    return (await this.admin("GET", `/api/atlas/v2/entity/uniqueAttribute/type/${type}/header?${query}`)).guid;
  }

  column(name) {
    return this.guidOf("openlineage_column", name);
  }

  table(name) {
    return this.guidOf("openlineage_dataset", name);
  }

  /** No serious fault by axe, in the page as it is now. */
  async isAccessible() {
    await this.page.evaluate(axe.source);
    const found = await this.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const serious = found.violations.filter((each) => ["serious", "critical"].includes(each.impact));
    assert.deepEqual(serious.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ").slice(0, 300)}`), []);
  }
}
