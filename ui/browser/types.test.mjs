import assert from "node:assert/strict";
import { test } from "node:test";
import { features } from "./stage.mjs";

const NAME = "TypesUiHealth";

features("types are found, understood and made", (stage) => {
  /** What an ended run may have left. */
  async function without(name) {
    await stage.admin("DELETE", `/api/atlas/v2/types/typedef/name/${name}`).catch(() => undefined);
  }

  test("I find a type by an attribute of it, and see what it is made after and related to", async () => {
    const { page } = stage;
    await stage.signIn("rita", "/types");
    await page.getByLabel("Find a type").fill("openlineage lifecycleState");
    await page.waitForURL(/q=openlineage/);
    await page.getByRole("link", { name: /openlineage_dataset/ }).first().click();
    await page.getByRole("heading", { name: "openlineage_dataset" }).waitFor();
    assert.equal(await page.title(), "openlineage_dataset · Lily");
    const inherited = page.getByRole("row", { name: /qualifiedName/ });
    await inherited.getByText("yes, unique").waitFor();
    await page.getByRole("row", { name: /column_lineage/ }).getByText("to derivedColumns").waitFor();
    await inherited.getByRole("link", { name: "Referenceable" }).click();
    await page.getByRole("heading", { name: "Referenceable" }).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: /11\s*assets of it/ }).click();
    await page.waitForURL(/type=openlineage_dataset/);
    await page.locator(".hit").first().waitFor();
  });

  test("the kinds narrow the list down, and the address brings it back", async () => {
    const { page } = stage;
    await stage.signIn("rita", "/types");
    await page.getByRole("link", { name: /^Enums/ }).click();
    await page.waitForURL(/kind=enum/);
    await page.reload();
    await page.getByRole("link", { name: /hive_principal_type/ }).click();
    await page.getByRole("heading", { name: /values/ }).waitFor();
    await page.getByText("Used in").waitFor();
    await stage.goto("/types?q=nothingiscalledthis");
    await page.getByText("No type has “nothingiscalledthis” in it").waitFor();
    await stage.goto("/types/NoSuchType");
    await page.getByText("There is no type “NoSuchType”").waitFor();
  });

  test("a classification tells what carries it, how far it went and where it stops", async () => {
    const { page } = stage;
    await stage.signIn("rita", "/types/PII");
    await page.getByRole("link", { name: /5\s*assets carry it/ }).waitFor();
    const origin = page.getByRole("row", { name: /raw\/customers/ });
    await origin.getByRole("link", { name: "4 assets" }).waitFor();
    await origin.getByText("2 × masking").waitFor();
    await page.getByRole("link", { name: /assets carry it/ }).click();
    await page.waitForURL(/tag=PII/);
    await page.locator(".hit").nth(4).waitFor();
  });

  test("I make a classification, am told at the field what is wrong, and find it where I tag", async () => {
    const { page } = stage;
    await without(NAME);
    await stage.signIn("sid", "/types");
    await page.getByRole("button", { name: "New classification…" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByLabel("Name", { exact: true }).fill("PII");
    await drawer.getByLabel("What it means").fill("Health of a person");
    await stage.isAccessible();
    await drawer.getByRole("button", { name: "Create PII" }).click();
    await drawer.getByRole("alert").getByText("there is a type 'PII' already").waitFor();
    stage.expectComplaints("409");
    await drawer.getByLabel("Name", { exact: true }).fill(NAME);
    await drawer.getByRole("combobox", { name: "A kind of" }).fill("PII");
    await page.keyboard.press("Enter");
    await drawer.getByRole("button", { name: "Without PII" }).waitFor();
    await drawer.getByRole("button", { name: "Add an attribute" }).click();
    await drawer.getByLabel("Name", { exact: true }).last().fill("level");
    await drawer.getByLabel("Type", { exact: true }).fill("strin");
    await drawer.getByRole("button", { name: `Create ${NAME}` }).click();
    await drawer.getByRole("alert").getByText("type 'strin' is not known").waitFor();
    stage.expectComplaints("404");
    await drawer.getByLabel("Type", { exact: true }).fill("string");
    await drawer.getByRole("button", { name: `Create ${NAME}` }).click();
    await page.waitForURL(new RegExp(`/types/${NAME}`));
    await page.getByRole("row", { name: /level/ }).waitFor();
    await page.getByText("Nothing that you may see.").waitFor();

    await page.getByRole("button", { name: "Add attribute…" }).click();
    await page.getByRole("dialog").getByLabel("Attribute").fill("country");
    await page.getByRole("button", { name: "Add country" }).click();
    await page.getByRole("row", { name: /country/ }).waitFor();

    await stage.goto(`/asset/${await stage.column("raw/customers#phone")}`);
    await page.getByRole("button", { name: "Tag…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: new RegExp(`${NAME}.*Health of a person`) }).waitFor();

    await stage.goto(`/types/${NAME}`);
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: `Delete ${NAME}` }).click();
    await page.waitForURL(/kind=classification/);
    await page.getByRole("link", { name: /PII/ }).waitFor();
    assert.equal(await page.getByRole("link", { name: new RegExp(NAME) }).count(), 0);
  });

  test("a type that is used stays, and I am told what uses it", async () => {
    const { page } = stage;
    await stage.signIn("sid", "/types/PII");
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete PII" }).click();
    await page.getByText("type 'PII' is in use by").waitFor();
    stage.expectComplaints("409");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("heading", { name: "PII" }).waitFor();
  });

  test("I see what another way of tags over a relationship does before it holds, and take it back", async () => {
    const { page } = stage;
    await stage.signIn("sid", "/types/column_lineage");
    await page.getByText("Tags pass from DataSet (sourceColumns) to DataSet (derivedColumns)").waitFor();
    const choose = async (way) => {
      await page.getByRole("button", { name: "Change what passes…" }).click();
      await page.getByRole("dialog").getByRole("button", { name: way }).click();
      await page.getByText("Nothing has been changed yet.").waitFor();
    };
    try {
      await choose("No tag passes");
      const told = await page.getByRole("dialog").innerText();
      assert.match(told, /4\s+lose a tag[\s\S]*relationships let something else pass[\s\S]*gains clear sight of 4[\s\S]*PII[\s\S]*4 lose it[\s\S]*staging\/customers#email[\s\S]*propagateTags NONE/);
      await stage.isAccessible();
      await page.getByRole("button", { name: "Let no tag pass" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.locator("#content").getByText("No tag passes").waitFor();
      await stage.goto("/types/PII");
      await page.getByRole("link", { name: /1\s*asset carries it/ }).waitFor();
      await stage.goto("/types/column_lineage");
      await choose("Tags pass from DataSet (sourceColumns) to DataSet (derivedColumns)");
      await page.getByRole("dialog").getByText("4 gain it").waitFor();
      await page.getByRole("button", { name: "Let tags pass so" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await stage.goto("/types/PII");
      await page.getByRole("link", { name: /5\s*assets carry it/ }).waitFor();
    } finally {
      const def = await stage.admin("GET", "/api/atlas/v2/types/typedef/name/column_lineage");
      await stage.admin("PUT", "/api/atlas/v2/types/typedefs", { relationshipDefs: [{ ...def, propagateTags: "ONE_TO_TWO" }] });
    }
  });

  test("a reader is offered nothing that changes a type, and is refused where they try it all the same", async () => {
    const { page } = stage;
    await stage.signIn("rita", "/types");
    await page.getByRole("heading", { name: "Types", exact: true }).waitFor();
    assert.equal(await page.getByRole("button", { name: "New classification…" }).count(), 0);
    for (const name of ["PII", "column_lineage"]) {
      await stage.goto(`/types/${name}`);
      await page.getByRole("heading", { name }).waitFor();
      assert.equal(await page.getByRole("button", { name: /Delete|Add attribute|Change what passes/ }).count(), 0);
    }
    const status = await page.evaluate(async () => {
      const body = JSON.stringify({ classificationDefs: [{ name: "TypesUiRefused" }] });
      const headers = { "Content-Type": "application/json", "X-Lily-Page": "1" };
      return (await fetch("/api/atlas/v2/types/typedefs", { method: "POST", headers, body })).status;
    });
    assert.equal(status, 403);
    stage.expectComplaints("403");
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`no screen of types has a serious fault of accessibility: ${colorScheme}`, async () => {
      const { page } = stage;
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await stage.signIn("sid", "/types");
      for (const path of ["/types", "/types/PII", "/types/openlineage_dataset", "/types/column_lineage", "/types/hive_principal_type"]) {
        await stage.goto(path);
        await page.locator("#content").waitFor();
        await page.waitForLoadState("networkidle");
        await stage.isAccessible();
      }
    });
  }
});
