import assert from "node:assert/strict";
import { test } from "node:test";
import { features } from "./stage.mjs";

const LETTERS = "/api/lily/v1/operations/dead-letters";

features("an operator sees how the server is, and what was put aside", (stage) => {
  /** Sends an event that is refused for its run; its job tells it from others. */
  async function refusedEvent(job) {
    const event = {
      eventType: "COMPLETE",
      eventTime: "2026-01-01T00:00:00Z",
      run: { runId: "no-uuid", facets: { environment: { password: "hush" } } },
      job: { namespace: "opsui", name: job },
      producer: "https://example.org/opsui",
      schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    };
    await assert.rejects(stage.admin("POST", "/api/v1/lineage", event), /400/);
    return (await stage.admin("GET", `${LETTERS}?limit=1`)).letters[0].id;
  }

  async function inBothColours() {
    for (const colours of ["light", "dark"]) {
      await stage.page.emulateMedia({ colorScheme: colours });
      await stage.isAccessible();
    }
  }

  test("I see whether every part works, how far the consumers are, and what waits", async () => {
    const { page } = stage;
    await stage.signIn("admin", "/operations");
    await page.getByText("every part works").waitFor();
    const consumers = page.getByRole("region", { name: "Consumers" });
    await consumers.getByText("Propagation", { exact: true }).waitFor();
    assert.match(await consumers.innerText(), /Atlas entities/);
    assert.match(await page.getByRole("region", { name: "Lineage and search index" }).innerText(), /assets, .* edges/);
    await page.getByRole("region", { name: "Heap and disk" }).getByText("Disk of the data folder").waitFor();
    await inBothColours();
  });

  test("I read why an event was put aside, redrive it, am told that it is refused again, and discard it", async () => {
    const { page } = stage;
    const id = await refusedEvent("opsui-job");
    await stage.signIn("admin", "/operations/dead-letters");
    await page.getByRole("list", { name: "Dead letters" }).getByRole("button").first().click();
    const letter = page.getByRole("dialog");
    await letter.getByText("/run/runId: 'no-uuid' is no UUID").first().waitFor();
    await letter.getByText("What looks like a secret is left out.").waitFor();
    const content = await letter.getByLabel("Content of the letter").innerText();
    assert.match(content, /opsui-job/);
    assert.doesNotMatch(content, /hush/);
    assert.match(page.url(), new RegExp(`letter=${id}`));
    await inBothColours();

    await letter.getByRole("button", { name: "Redrive" }).click();
    await letter.getByText("refused again").waitFor();
    await letter.getByRole("button", { name: "Discard" }).click();
    await letter.getByText("discarded").waitFor();
    await letter.getByText("by admin").waitFor();
    await letter.getByRole("button", { name: "Redrive once more" }).waitFor();
    await page.keyboard.press("Escape");
    await letter.waitFor({ state: "detached" });
    assert.equal((await stage.admin("GET", `${LETTERS}/${id}`)).state, "DISCARDED");
  });

  test("I redrive all that match after confirming how many, and am told what became of them", async () => {
    const { page } = stage;
    const ids = [await refusedEvent("opsui-one"), await refusedEvent("opsui-two")];
    await stage.signIn("admin", "/operations/dead-letters?source=openlineage");
    await page.getByRole("button", { name: /Redrive all \d+…/ }).click();
    await page.getByText(/Feed \d+ letters in again/).waitFor();
    await page.getByRole("button", { name: /Redrive \d+ letters/ }).click();
    await page.getByText(/\d+ letters refused again/).waitFor();
    await inBothColours();
    for (const id of ids) await stage.admin("POST", `${LETTERS}/${id}/discard`);
  });

  test("I follow what a tag leads to as a task", async () => {
    const { page } = stage;
    const guid = await stage.column("raw/customers#phone");
    const tags = `/api/atlas/v2/entity/guid/${guid}/classification`;
    const types = await stage.admin("GET", "/api/atlas/v2/types/typedefs?type=classification");
    const carried = (await stage.admin("GET", `${tags}s`)).list.map((tag) => tag.typeName);
    const free = types.classificationDefs.find((each) => !each.entityTypes?.length && !carried.includes(each.name)).name;
    await stage.admin("POST", `${tags}s`, [{ typeName: free, propagate: true }]);
    try {
      await stage.signIn("admin", "/operations/tasks");
      await page.getByRole("list", { name: "Tasks" }).getByText(`${free} spreads`).first().waitFor();
      await inBothColours();
    } finally {
      await stage.admin("DELETE", `${tags}/${free}`);
    }
  });

  test("I see how far each engine is", async () => {
    const { page } = stage;
    await stage.signIn("admin", "/operations/engines");
    await page.getByText(/\d+ services?/).first().waitFor();
    await page.getByRole("heading", { name: "What plug-ins fetched" }).waitFor();
    await inBothColours();
  });

  test("I give a machine a key, see it once, and revoke it", async () => {
    const { page } = stage;
    await stage.signIn("admin", "/api-keys");
    await page.getByRole("button", { name: "Create a key" }).click();
    const panel = page.getByRole("dialog");
    await panel.getByLabel("Name").fill("opsui-prometheus");
    await panel.getByLabel("engine").uncheck();
    await panel.getByLabel("monitor").check();
    await inBothColours();
    await panel.getByRole("button", { name: "Create" }).click();
    const key = (await panel.getByLabel("The key").innerText()).trim();
    assert.match(key, /^lily_[0-9a-f]+_/);
    const asKey = () => fetch(`${stage.lily.url}/api/lily/v1/operations`, { headers: { Authorization: `Bearer ${key}` } });
    assert.equal((await asKey()).status, 200);
    await panel.getByRole("button", { name: "Copy the key" }).waitFor();
    await panel.getByRole("button", { name: "Done" }).click();
    assert.doesNotMatch(await page.locator("main").innerText(), new RegExp(key));
    await inBothColours();
    await page.getByRole("button", { name: "Revoke opsui-prometheus" }).click();
    await panel.getByRole("button", { name: "Revoke the key" }).click();
    await panel.waitFor({ state: "detached" });
    assert.equal((await asKey()).status, 401);
  });

  test("a reader is not offered operations and keys, and is refused at their addresses", async () => {
    const { page } = stage;
    await stage.signIn("rita");
    const sections = page.getByRole("navigation", { name: "Sections" });
    assert.equal(await sections.getByRole("link", { name: "Operations" }).count(), 0);
    assert.equal(await sections.getByRole("link", { name: "API keys" }).count(), 0);
    for (const path of ["/operations", "/operations/dead-letters", "/api-keys"]) {
      await stage.goto(path);
      await page.getByRole("heading", { name: "You may not see or do this" }).waitFor();
      assert.equal(await page.getByRole("button", { name: /Redrive|Create/ }).count(), 0);
      await stage.isAccessible();
    }
    stage.expectComplaints("403");
  });
});
