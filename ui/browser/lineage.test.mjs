import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { features } from "./stage.mjs";

features("lineage is looked at, asked, narrowed down and taken away", (stage) => {
  const told = (text) => stage.page.locator(".lineage-told", { hasText: text });
  const chosen = (name) => stage.page.getByRole("complementary", { name: `Chosen: ${name}` });
  const way = () => stage.page.getByRole("complementary", { name: "Way from A to B" });
  const find = async (name) => {
    await stage.page.getByLabel("Find in the picture").fill(name);
    await stage.page.keyboard.press("Enter");
  };
  const cards = (count) => stage.page.locator(`canvas[data-cards="${count}"]`).waitFor();
  const exported = async (role, name) => {
    const { page } = stage;
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole(role, { name, exact: true }).click()]);
    await page.keyboard.press("Escape");
    return readFileSync(await download.path(), "utf8");
  };

  test("I ask how data gets from A to B: the way is said and can be walked; the other way round there is none", async () => {
    const { page } = stage;
    const mart = await stage.table("marts/customer_360");
    await stage.signIn("rita", `/asset/${await stage.table("raw/customers")}/lineage?depth=1`);
    await told("5 shown").waitFor();
    await page.getByRole("button", { name: "Way…" }).click();
    await page.getByRole("combobox", { name: "The other end of the way" }).fill("customer_360");
    await way().getByRole("option").first().click();
    await way().getByText("Data gets from customers to customer_360 in 2 steps.").waitFor();
    await told("7 shown").waitFor();
    assert.equal(await way().getByRole("listitem").count(), 5);
    assert.match(page.url(), new RegExp(`to=${mart}`));
    await stage.isAccessible();
    await way().getByRole("button", { name: "customer_360", exact: true }).click();
    await chosen("customer_360").waitFor();
    await page.reload();
    await way().getByText("in 2 steps").waitFor();
    await stage.goto(`/asset/${mart}/lineage?to=${await stage.table("raw/customers")}`);
    await way().getByText("Data flows the other way only").waitFor();
    await way().getByRole("button", { name: "Turn it round" }).click();
    await way().getByText("in 2 steps").waitFor();
  });

  test("where no data flows, I am told so; a click with Shift chooses the other end", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("marts/email_domains")}/lineage?to=${await stage.table("marts/customer_360")}`);
    await way().getByText("No data flows from email_domains to customer_360.").waitFor();
    await page.getByRole("button", { name: "Close the way" }).click();
    await stage.goto(`/asset/${await stage.table("raw/customers")}/lineage?direction=upstream&depth=1&jobs=hidden`);
    await cards(2);
    const { width, height } = await page.locator(".lineage-canvas").boundingBox();
    await page.locator(".lineage-canvas").click({ modifiers: ["Shift"], position: { x: width / 2 - 160, y: height / 2 } });
    await way().getByText("Data flows the other way only").waitFor();
  });

  test("I look at groups, open one where it stands, and the address brings it back", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("staging/customers")}/lineage`);
    await cards(17);
    await page.getByRole("button", { name: "Groups" }).click();
    await told("17 shown on 5 cards").waitFor();
    await find("warehouse/marts");
    await chosen("marts").getByText("5 datasets").waitFor();
    await chosen("marts").getByRole("button", { name: "Open the group" }).click();
    await told("17 shown on").filter({ hasNotText: "5 cards" }).waitFor();
    await page.reload();
    await told("17 shown on").filter({ hasNotText: "5 cards" }).waitFor();
    await find("marts/customer_360");
    await chosen("customer_360").getByRole("button", { name: "Close its group" }).click();
    await told("17 shown on 5 cards").waitFor();
    await page.getByRole("button", { name: "As a list" }).click();
    await page.getByRole("button", { name: "open 5 datasets" }).waitFor();
    await stage.isAccessible();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("button", { name: "As a list" }).click();
    await page.getByRole("button", { name: "By table" }).click();
    await told(/\d+ shown on \d+ cards/).waitFor();
  });

  test("I leave out jobs, then all that does not carry a tag; what is left out is counted", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("staging/customers")}/lineage`);
    await cards(17);
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByLabel("Hide jobs").check();
    await told("9 shown · 8 left out").waitFor();
    await stage.isAccessible();
    await stage.goto(`/asset/${await stage.column("raw/customers#email")}/lineage?lens=column`);
    await cards(9);
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByLabel("Tag").selectOption("PII");
    await page.getByLabel("Only what carries it").check();
    await told("5 shown · 4 left out").waitFor();
    assert.match(page.url(), /tag=PII&only=tag/);
    await page.getByRole("button", { name: "Show everything" }).click();
    await told("9 shown").waitFor();
  });

  test("I collapse one side of a card and bring it back, with the keyboard alone", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("raw/customers")}/lineage`);
    await cards(17);
    await page.getByRole("group", { name: /arrow keys/ }).focus();
    await page.keyboard.press("ArrowRight");
    await chosen("customers").waitFor();
    await page.keyboard.press("}");
    await told("left out").waitFor();
    await page.locator('.lineage-canvas:not([data-cards="17"])').waitFor();
    await page.keyboard.press("]");
    await cards(17);
    await chosen("customers").getByRole("button", { name: "Collapse downstream" }).click();
    await chosen("customers").getByRole("button", { name: "Bring back downstream" }).click();
    await cards(17);
  });

  test("from a column I see the lineage of its table, and can collapse it", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.column("raw/customers#email")}/lineage`);
    await cards(17);
    await page.getByRole("group", { name: /arrow keys/ }).focus();
    await page.keyboard.press("ArrowRight");
    await chosen("customers").waitFor();
    await chosen("customers").getByRole("button", { name: "Collapse downstream" }).click();
    await cards(3);
    await stage.goto(`/asset/${await stage.column("raw/customers#email")}/lineage?depth=1&to=${await stage.table("marts/customer_360")}`);
    await way().getByText("Data gets from email to customer_360 in 2 steps.").waitFor();
    await page.getByRole("spinbutton", { name: "Steps" }).fill("2");
    await page.locator('.lineage-canvas:not([data-cards="7"])').waitFor();
    await way().getByText("in 2 steps").waitFor();
  });

  test("I search among the neighbours that are hidden, and bring in the one that I mean", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("raw/customers")}/lineage?depth=1`);
    await cards(5);
    await find("staging/customers");
    await chosen("customers").getByRole("searchbox", { name: /Search all downstream/ }).fill("repeat");
    await chosen("customers").getByRole("button", { name: "repeat_buyers", exact: true }).click();
    await cards(7);
    await page.getByLabel("Find in the picture").fill("marts/repeat_buyers");
    await page.keyboard.press("Enter");
    await chosen("repeat_buyers").waitFor();
  });

  test("I see incidents and what gets data from them, and what engines enforce", async () => {
    const { page } = stage;
    const table = await stage.table("raw/orders");
    const before = await stage.admin("GET", `/api/atlas/v2/entity/guid/${table}?minExtInfo=true&ignoreRelationships=true`);
    const { typeName, attributes } = before.entity;
    const save = (customAttributes) =>
      stage.admin("POST", "/api/atlas/v2/entity", { entity: { typeName, attributes: { qualifiedName: attributes.qualifiedName }, customAttributes } });
    await save({ incident: "INC-7 orders are late" });
    try {
      await stage.signIn("rita", `/asset/${table}/lineage`);
      await page.getByRole("button", { name: "Marks" }).click();
      await page.getByLabel("Incidents").check();
      await page.getByText("1 open incident").waitFor();
      await page.getByLabel("Enforcement").check();
      await page.getByText("every engine has its tags").waitFor();
      await page.keyboard.press("Escape");
      await find("raw/orders");
      await chosen("orders").getByText("INC-7 orders are late").waitFor();
      await find("marts/revenue_by_country");
      await chosen("revenue_by_country").getByText("It gets data from something with an open incident.").waitFor();
      await stage.isAccessible();
    } finally {
      await save({});
    }
  });

  test("while I look, a tag appears where its card is; what is new waits until I ask, and nothing moves", async () => {
    const { page } = stage;
    const namespace = "linui";
    const run = (job, from, to) =>
      stage.admin("POST", "/api/v1/lineage", {
        eventType: "COMPLETE", eventTime: new Date().toISOString(), producer: "https://example.org/linui",
        schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        run: { runId: crypto.randomUUID() }, job: { namespace, name: job },
        inputs: [{ namespace, name: from }], outputs: [{ namespace, name: to }],
      });
    const guidOf = async (type, name) => {
      const query = new URLSearchParams({ "attr:qualifiedName": `${namespace}/${name}` });
      return (await stage.admin("GET", `/api/atlas/v2/entity/uniqueAttribute/type/${type}/header?${query}`)).guid;
    };
    const untilThere = async (type, name) => {
      for (let tries = 0; ; tries++) {
        try {
          return await guidOf(type, name);
        } catch (fault) {
          if (tries > 100) throw fault;
          await page.waitForTimeout(50);
        }
      }
    };
    await run("load", "live/one", "live/two");
    const made = [];
    try {
      const one = await untilThere("openlineage_dataset", "live/one");
      const two = await untilThere("openlineage_dataset", "live/two");
      made.push(one, two, await untilThere("openlineage_job", "load"));
      await stage.signIn("rita", `/asset/${one}/lineage`);
      await cards(3);
      await stage.admin("POST", `/api/atlas/v2/entity/guid/${two}/classifications`, [{ typeName: "PII", propagate: false }]);
      await page.getByRole("button", { name: "Filter" }).click();
      await page.getByRole("option", { name: "PII (1)" }).waitFor({ state: "attached" });
      await page.keyboard.press("Escape");
      await cards(3);
      await run("more", "live/two", "live/three");
      made.push(await untilThere("openlineage_dataset", "live/three"), await untilThere("openlineage_job", "more"));
      await told("The lineage changed: 2 new nodes").waitFor();
      await cards(3);
      await stage.isAccessible();
      await page.getByRole("button", { name: "Show", exact: true }).click();
      await cards(5);
      await stage.admin("DELETE", `/api/atlas/v2/entity/guid/${made.at(-1)}`);
      await told(/The lineage changed/).waitFor();
    } finally {
      for (const guid of made.reverse()) await stage.admin("DELETE", `/api/atlas/v2/entity/guid/${guid}`).catch(() => undefined);
    }
  });

  test("I take all that is shown with me: as a drawing, for programs, as a table", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.column("raw/customers#email")}/lineage?lens=column`);
    await cards(9);
    const drawing = await exported("button", "SVG");
    assert.match(drawing, /^<svg xmlns/);
    assert.match(drawing, /email_hash[\s\S]*<\/svg>/);
    const shown = JSON.parse(await exported("button", "JSON"));
    assert.equal(shown.nodes.length, 9);
    assert.ok(shown.edges.some((edge) => edge.stopReason));
    assert.match(await exported("link", "CSV"), /^distance,side,kind,/);
    await page.locator(".lineage-canvas").waitFor();
  });

  test("a small map shows where I am, and brings me elsewhere", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("raw/customers")}/lineage`);
    await cards(17);
    await page.getByRole("button", { name: "Larger" }).click();
    const map = page.locator(".lineage-map");
    await map.waitFor();
    const look = () => page.locator(".lineage-canvas").evaluate((canvas) => canvas.toDataURL().length);
    const before = await look();
    await map.click({ position: { x: 175, y: 60 } });
    await page.waitForFunction((old) => document.querySelector(".lineage-canvas").toDataURL().length !== old, before);
    await page.getByRole("button", { name: "Show all" }).click();
    await map.waitFor({ state: "hidden" });
  });

  test("where the server does not answer, the picture stays, I am told, and try again", async () => {
    const { page } = stage;
    await stage.signIn("rita", `/asset/${await stage.table("raw/customers")}/lineage?depth=1`);
    await cards(5);
    await find("staging/customers");
    await page.route("**/lineage/scene**", (route) => route.abort());
    await chosen("customers").getByRole("button", { name: /more downstream/ }).click();
    await page.getByRole("alert").getByText("The server does not answer.").waitFor();
    await cards(5);
    await page.unroute("**/lineage/scene**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator('.lineage-canvas:not([data-cards="5"])').waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    stage.expectComplaints("ERR_FAILED");
  });

  test("a reader is shown no lineage that is not theirs, and told so", async () => {
    const { page } = stage;
    await stage.signIn("rita", "/asset/7f0c17e2-0000-8000-8000-000000000000/lineage");
    await page.getByText("It is not there, or not for you to see").waitFor();
    await stage.goto(`/asset/${await stage.table("raw/customers")}/lineage?to=7f0c17e2-0000-8000-8000-000000000000`);
    await way().getByRole("alert").waitFor();
    stage.expectComplaints("404");
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`no view of lineage has a serious fault of accessibility: ${colorScheme}`, async () => {
      const { page } = stage;
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const guid = await stage.table("staging/customers");
      await stage.signIn("sid");
      for (const query of ["", "lens=groups", "lens=tables", "way=ask", `selected=${guid}&marks=tags,incidents,enforcement`, "as=list&lens=groups"]) {
        await stage.goto(`/asset/${guid}/lineage?${query}`);
        await told("shown").waitFor();
        await page.waitForLoadState("networkidle");
        await stage.isAccessible();
      }
    });
  }
});
