// The shop as shoppers see it: narrow and wide, light and dark, with and without scripts.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { launch, openPage, violations } from "../browser.mjs";
import { Shop, cholon, eventually } from "../support.mjs";

const HOME_BYTES_MAX = 500_000;
const SCRIPT_BYTES_MAX = 40_000;
const LAYOUT_SHIFT_MAX = 0.02;
const SIZES = [
  { name: "390", viewport: { width: 390, height: 844 } },
  { name: "1440", viewport: { width: 1440, height: 900 } },
];

let shop;
let browser;
let paths;

before(async () => {
  shop = await Shop.open({ demo: true });
  browser = await launch();
  const product = (await shop.json("/v1/products?size=1")).items[0];
  const category = `/${product.category.slug}`;
  paths = {
    home: "/",
    category,
    product: `${category}/${product.slug}`,
    search: "/tim-kiem?q=dien+thoai+duoi+20+trieu",
    nothing: "/tim-kiem?q=zzzzqqqq",
    compare: "/so-sanh",
    deals: "/khuyen-mai",
    policy: "/chinh-sach/doi-tra",
    missing: "/khong-co-trang-nay",
    english: "/en/",
  };
  await mkdir(new URL("../screenshots", import.meta.url), { recursive: true });
});

after(async () => {
  await browser?.close();
  await shop?.close();
});

describe("every kind of page", () => {
  for (const { name, viewport } of SIZES) {
    for (const colorScheme of ["light", "dark"]) {
      test(`at ${name} px, ${colorScheme}: accessible, quiet, still`, async () => {
        for (const [kind, path] of Object.entries(paths)) {
          const page = await openPage(browser, { viewport, colorScheme });
          await page.addInitScript(() => {
            globalThis.shift = 0;
            const add = (list) => list.getEntries().forEach((entry) => entry.hadRecentInput || (globalThis.shift += entry.value));
            new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
          });
          await page.goto(shop.url + path, { waitUntil: "networkidle" });
          const file = new URL(`../screenshots/${kind}-${name}-${colorScheme}.png`, import.meta.url).pathname;
          await page.screenshot({ path: file });
          assert.deepEqual(await violations(page), [], `${kind} at ${name} px, ${colorScheme}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          assert.ok(!wide, `${kind} scrolls sideways at ${name} px`);
          assert.ok((await page.evaluate(() => globalThis.shift)) <= LAYOUT_SHIFT_MAX, `${kind} moves while loading`);
          const faults = page.faults.filter((fault) => kind !== "missing" || !fault.includes("404"));
          assert.deepEqual(faults, [], kind);
          await page.context().close();
        }
      });
    }
  }
});

test("the home page is light", async () => {
  const page = await openPage(browser, { viewport: SIZES[0].viewport });
  const client = await page.context().newCDPSession(page);
  let total = 0;
  await client.send("Network.enable");
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (total += encodedDataLength));
  const scripts = [];
  page.on("response", (response) => response.request().resourceType() === "script" && scripts.push(response.body()));
  await page.goto(shop.url, { waitUntil: "networkidle" });
  const bytes = (await Promise.all(scripts)).map((body) => gzipSync(body).length);
  assert.ok(total <= HOME_BYTES_MAX, `home is ${total} bytes`);
  assert.ok(bytes.reduce((sum, size) => sum + size, 0) <= SCRIPT_BYTES_MAX, `scripts are ${bytes} bytes`);
  await page.context().close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`from home to a product and back by search, scripts ${javaScriptEnabled ? "on" : "off"}`, async () => {
    const page = await openPage(browser, { viewport: SIZES[1].viewport, javaScriptEnabled });
    await page.goto(shop.url + paths.category);
    await page.locator("main article h3 a").first().click();
    await page.waitForLoadState();
    assert.match(await page.locator("h1").innerText(), /\S/);
    assert.match(await page.locator("main").innerText(), /₫/);
    await page.locator("input[name=q]").first().fill("tu lanh samsumg");
    await page.locator("input[name=q]").first().press("Enter");
    await page.waitForURL(/tim-kiem/);
    assert.match(await page.locator("main").innerText(), /Samsung/i);
    await page.goto(shop.url + "/tim-kiem?q=laptop&sap-xep=gia-tang");
    assert.ok((await page.locator("main article").count()) > 3);
    await page.context().close();
  });
}

test("a synonym of the shop is in force at once and gone at once", async () => {
  const found = async () => (await shop.json("/v1/search?q=zumbidogo")).notice?.kind;
  assert.equal(await found(), "popular");
  const [id] = (await cholon(shop.folder, "synonyms", "add", "zumbidogo => tủ lạnh")).split(" ");
  await eventually("the synonym is in force", async () => (await found()) === undefined, 1_000);
  assert.match(await cholon(shop.folder, "synonyms", "list"), /zumbidogo => tủ lạnh/);
  await cholon(shop.folder, "synonyms", "remove", id);
  await eventually("the synonym is gone", async () => (await found()) === "popular", 1_000);
  await assert.rejects(cholon(shop.folder, "synonyms", "add", "tủ lạnh"), /phrases with =/);
});

test("a changed price shows within a second", async () => {
  const product = (await shop.json("/v1/products?size=1")).items[0];
  const detail = await shop.json(`/v1/products/${product.slug}`);
  await fetch(shop.url + paths.product);
  await cholon(shop.folder, "price", "set", detail.variants[0].sku, "1234000");
  const deadline = Date.now() + 1_000;
  let text = "";
  while (Date.now() < deadline && !text.includes("1.234.000")) text = await (await fetch(shop.url + paths.product)).text();
  assert.ok(text.includes("1.234.000"), "the product page shows the new price");
});
