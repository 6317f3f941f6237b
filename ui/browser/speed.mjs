/**
 * How fast the web application is in a real browser beside a real server: prints JSON. The server is
 * one of its own, or the one at LILY_URL with the admin's LILY_PASSWORD; it gets 5,000 tables and as many
 * jobs and keeps them, so give it one that may be thrown away. SPEED_TABLES asks for another number.
 */
import { chromium } from "playwright-core";
import { caller, startLily } from "./lily.mjs";
import { BROWSER, QUIET } from "./stage.mjs";

const TABLES = Number(process.env.SPEED_TABLES ?? 5000);
const LAYERS = 12;
const NAMESPACE = "speed";
const BATCH = 250;
const FRAMES = 180;

/** Each table but the first is written by a job that reads one or two tables of the layer before. */
function events() {
  let state = 42;
  const random = (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const layers = [["t0"]];
  const made = [];
  for (let number = 1; number < TABLES; number++) {
    const layer = 1 + Math.floor(((number - 1) / (TABLES - 1)) * LAYERS);
    const before = layers[layer - 1];
    const table = `layer${layer}/t${number}`;
    (layers[layer] ??= []).push(table);
    const reads = new Set([before[random(before.length)], ...(random(3) === 0 ? [before[random(before.length)]] : [])]);
    made.push({
      eventType: "COMPLETE",
      eventTime: new Date(1_790_000_000_000 + number).toISOString(),
      producer: "https://example.org/speed",
      schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
      run: { runId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}` },
      job: { namespace: NAMESPACE, name: `job${number}` },
      inputs: [...reads].map((name) => ({ namespace: NAMESPACE, name })),
      outputs: [{ namespace: NAMESPACE, name: table }],
    });
  }
  return made;
}

async function fill(admin) {
  const all = events();
  for (let at = 0; at < all.length; at += BATCH) await admin("POST", "/api/v1/lineage/batch", all.slice(at, at + BATCH));
  const query = new URLSearchParams({ "attr:qualifiedName": `${NAMESPACE}/t0` });
  for (let tries = 0; tries < 3000; tries++) {
    const found = await admin("GET", `/api/atlas/v2/entity/uniqueAttribute/type/openlineage_dataset/header?${query}`).catch(() => null);
    const counts = found && (await admin("GET", `/api/lily/v1/lineage/counts?root=${found.guid}`));
    if (counts?.downstream.total.processes >= all.length) return found.guid;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The server did not take in the lineage");
}

/** Milliseconds from a deed in the page until the picture has another number of cards, and is drawn. */
function redrawn(page, deed) {
  return page.evaluate(async (text) => {
    const canvas = document.querySelector(".lineage-canvas");
    const before = canvas.dataset.cards;
    const began = performance.now();
    const changed = new Promise((resolve) => {
      const watcher = new MutationObserver(() => {
        if (canvas.dataset.cards === before) return;
        watcher.disconnect();
        // The frame after the next one begins when that one is drawn.
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      });
      watcher.observe(canvas, { attributeFilter: ["data-cards"] });
    });
    [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === text).click();
    await changed;
    return performance.now() - began;
  }, deed);
}

/** Milliseconds of each frame while the wheel turns. */
function frames(page, shiftKey, delta) {
  return page.evaluate(
    async ({ count, shift, step }) => {
      const canvas = document.querySelector(".lineage-canvas");
      const box = canvas.getBoundingClientRect();
      const times = [];
      await new Promise((resolve) => {
        let last = 0;
        const frame = (now) => {
          if (last > 0) times.push(now - last);
          last = now;
          if (times.length >= count) return resolve();
          // There and back, so that there is always something in sight.
          const way = times.length % 60 < 30 ? 1 : -1;
          canvas.dispatchEvent(
            new WheelEvent("wheel", { deltaY: way * step, shiftKey: shift, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true }),
          );
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      });
      return times;
    },
    { count: FRAMES, shift: shiftKey, step: delta },
  );
}

const rounded = (value) => Math.round(value * 10) / 10;

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { median: at(0.5), p95: at(0.95), max: at(1), framesPerSecond: Math.round(1000 / (times.reduce((sum, each) => sum + each, 0) / times.length)) };
}

const cards = async (page) => Number(await page.locator(".lineage-canvas").getAttribute("data-cards"));

async function measured(page, url, root) {
  const result = {};
  let began = performance.now();
  await page.goto(`${url}/asset/${root}/lineage?direction=downstream&depth=20`);
  await page.locator('.lineage-canvas:not([data-cards="0"])').waitFor();
  result.firstPage = { cards: await cards(page), millis: rounded(performance.now() - began), from: "a kept first load" };
  const more = await redrawn(page, "Show more");
  result.thousandMore = { cards: await cards(page), millis: rounded(more) };
  const pages = [more];
  const button = page.getByRole("button", { name: "Show more" });
  while (await button.isVisible()) {
    pages.push(await redrawn(page, "Show more"));
    await page.locator(".lineage-told", { hasNotText: "Loading" }).waitFor();
  }
  result.all = { cards: await cards(page), pages: pages.length, millis: rounded(pages.reduce((sum, each) => sum + each, 0)), slowestPage: rounded(Math.max(...pages)) };
  await page.getByRole("button", { name: "Show all" }).click();
  result.pan = spread(await frames(page, true, 40));
  result.zoom = spread(await frames(page, false, -60));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  result.heapMegabytes = rounded((await page.evaluate(() => performance.memory.usedJSHeapSize)) / 1e6);
  result.intoGroups = { millis: rounded(await redrawn(page, "Groups")), cards: await cards(page) };
  result.backToDatasets = { millis: rounded(await redrawn(page, "Datasets")) };
  await page.goto(`${url}/asset/${root}/lineage?direction=downstream&depth=1`);
  await page.locator('.lineage-canvas:not([data-cards="0"])').waitFor();
  await page.getByLabel("Find in the picture").fill("speed/t0");
  await page.keyboard.press("Enter");
  const expand = page.getByRole("button", { name: /more downstream|^Next 20 of .* downstream/ });
  await expand.waitFor();
  result.expand = { millis: rounded(await redrawn(page, await expand.innerText())) };
  return result;
}

const lily = await startLily();
const browser = await chromium.launch({ executablePath: BROWSER, args: [...QUIET, "--enable-precise-memory-info"] });
try {
  const root = await fill(caller(lily.url, "admin", lily.password));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  await page.goto(lily.url);
  await page.getByLabel("User").fill("admin");
  await page.getByLabel("Password").fill(lily.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("In this catalog").waitFor();
  const result = { browser: browser.version(), tables: TABLES, ...(await measured(page, lily.url, root)) };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} finally {
  await browser.close();
  await lily.stop();
}
