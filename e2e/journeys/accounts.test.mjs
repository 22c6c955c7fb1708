// Accounts and the one cart: registration, two browsers, two processes, log-ins at others, crashes.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";

import { launch, openPage, violations } from "../browser.mjs";
import { Shop, binary, cholon, eventually, freePort } from "../support.mjs";

const PASSWORD = "chợ lớn mười giờ";
const SIZES = [
  { name: "390", viewport: { width: 390, height: 844 } },
  { name: "1440", viewport: { width: 1440, height: 900 } },
];
const LIVE_WITHIN_MS = 1_000;

let simulator;
let simulatorUrl;
let shop;
let browser;

/** The settings that `cholon simulate` prints. */
const printed = (output) => Object.fromEntries(output.match(/CHOLON_\w+=\S+/g).map((line) => line.split("=")));

async function startSimulator() {
  const port = await freePort();
  simulatorUrl = `http://127.0.0.1:${port}`;
  simulator = spawn(binary, ["simulate", "--port", String(port)]);
  let output = "";
  simulator.stdout.on("data", (text) => (output += text));
  await eventually("the simulator is ready", async () => (await fetch(`${simulatorUrl}/control/counts`)).ok);
  return output;
}

const control = (path, body) =>
  fetch(`${simulatorUrl}/control/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const newestCode = async () => {
  const outbox = await cholon(shop.folder, "outbox", "--limit", "1");
  return /\b(\d{6})\b/.exec(outbox)[1];
};

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`main [name=${name}]`, value);
}

async function register(page, destination) {
  await page.goto(`${shop.url}/dang-ky`);
  await fill(page, { name: "Nguyễn Thị An", destination, password: PASSWORD });
  await page.check("main [name=terms]");
  await page.check("main [name=service]");
  await page.click("main form button[type=submit]:has-text('ăng ký'), main form button.button[type=submit]");
  await page.waitForSelector("[name=code]");
  await page.fill("[name=code]", await newestCode());
  await page.click("main form button.button[type=submit]");
  await page.waitForURL("**/tai-khoan");
}

async function logIn(page, destination) {
  await page.goto(`${shop.url}/dang-nhap`);
  await fill(page, { destination, password: PASSWORD });
  await page.click("main form button.button[type=submit]");
  await page.waitForURL("**/tai-khoan");
}

/** Puts a product into the cart without scripts' help: the form of its page is sent. */
async function addFirst(page, index = 0) {
  const { items } = await shop.json("/v1/products?inStock=true&size=10");
  const product = items[index];
  await page.goto(`${shop.url}${product.pagePath}`);
  await page.click("form[action$='/gio-hang/them'] button[type=submit]");
  await eventually("the badge counts it", async () => Number((await page.context().cookies()).find(({ name }) => name === "cart_count")?.value) > 0);
  return product;
}

async function quantities(page) {
  await page.goto(`${shop.url}/gio-hang`);
  return page.$$eval("[data-cart-page] .line [name=quantity]", (inputs) => inputs.map((input) => Number(input.value)));
}

before(async () => {
  const output = await startSimulator();
  shop = await Shop.open({
    demo: true,
    env: (url) => ({ ...printed(output), CHOLON_SHOP__PUBLIC_URL: url }),
  });
  browser = await launch();
  await mkdir(new URL("../screenshots", import.meta.url), { recursive: true });
});

after(async () => {
  await browser?.close();
  await shop?.close();
  simulator?.kill("SIGINT");
});

describe("one cart", () => {
  test("two browsers with a guest's cart each hold the sum once after both have logged in", async () => {
    const first = await openPage(browser, SIZES[1]);
    const second = await openPage(browser, SIZES[0]);
    await register(await openPage(browser, SIZES[1]), "an@example.vn");
    await addFirst(first);
    await addFirst(second);
    await logIn(first, "an@example.vn");
    await logIn(second, "an@example.vn");
    assert.deepEqual(await quantities(first), [2]);
    assert.deepEqual(await quantities(second), [2]);
    await logIn(await openPage(browser, SIZES[0]), "an@example.vn");
    assert.deepEqual(await quantities(first), [2], "a log-in more changes nothing");
    // A change on one shows on the other while it is open.
    await first.goto(`${shop.url}/gio-hang`);
    await second.goto(`${shop.url}/gio-hang`);
    await second.waitForTimeout(500);
    await first.click("[data-cart-page] .line [value=more]");
    await second.waitForFunction(() => document.querySelector("[data-cart-page] .line [name=quantity]")?.value === "3", null, { timeout: LIVE_WITHIN_MS + 400 });
    // Logging out detaches the device and not the cart.
    await second.goto(`${shop.url}/tai-khoan`);
    await second.click("form[action$='/dang-xuat'] button");
    await second.waitForURL("**/dang-nhap?**");
    assert.deepEqual(await quantities(second), []);
    assert.deepEqual(await quantities(first), [3]);
  });

  test("a change shows in a page that another process serves, within a second", async () => {
    const key = await readFile(`${shop.folder}/secret.key`, "utf8");
    const database = (await cholon(shop.folder, "database-url")).trim();
    const other = await Shop.open({ env: { DATABASE_URL: database, CHOLON_SECURITY__SECRET_KEY: key } });
    const page = await openPage(browser, SIZES[0]);
    await addFirst(page);
    const cookies = await page.context().cookies();
    const there = await openPage(browser, SIZES[1]);
    await there.context().addCookies(cookies.map(({ name, value }) => ({ name, value, url: other.url })));
    await there.goto(`${other.url}/gio-hang`);
    await there.waitForTimeout(500);
    await page.goto(`${shop.url}/gio-hang`);
    const begin = Date.now();
    await page.click("[data-cart-page] .line [value=more]");
    await there.waitForFunction(() => document.querySelector("[data-cart-page] .line [name=quantity]")?.value === "2", null, { timeout: LIVE_WITHIN_MS + 400 });
    assert.ok(Date.now() - begin < LIVE_WITHIN_MS + 400);
    await other.close();
  });

  test("works without scripts", async () => {
    const page = await openPage(browser, { ...SIZES[0], javaScriptEnabled: false });
    const { items } = await shop.json("/v1/products?inStock=true&size=10");
    await page.goto(`${shop.url}${items[0].pagePath}`);
    await page.click("form[action$='/gio-hang/them'] button[type=submit]");
    await page.waitForURL("**/gio-hang");
    await page.click(".line [value=more]");
    assert.equal(await page.inputValue(".line [name=quantity]"), "2");
    await page.click(".line [value=remove]");
    assert.equal(await page.$(".line"), null);
  });
});

describe("log-ins at others", () => {
  const through = async (page, provider, person) => {
    const answer = await page.request.get(`${shop.url}/dang-nhap/${provider}`, { maxRedirects: 0 });
    return page.goto(`${answer.headers().location}&login_hint=${person}`);
  };

  /** Begins a log-in and comes back with a code that Google has to be asked about. */
  const comeBack = async (page) => {
    const answer = await page.request.get(`${shop.url}/dang-nhap/google`, { maxRedirects: 0 });
    const state = new URL(answer.headers().location).searchParams.get("state");
    await page.request.get(`${shop.url}/dang-nhap/google/ve?state=${state}&code=made-up`, { maxRedirects: 0 });
  };

  test("Google and Zalo open an account, and an outage is told while sessions go on", async () => {
    const page = await openPage(browser, SIZES[0]);
    await through(page, "google", "an");
    await page.waitForURL("**/tai-khoan");
    const other = await openPage(browser, SIZES[0]);
    await through(other, "zalo", "chi");
    await other.waitForURL("**/tai-khoan");
    await control("outage", { service: "google", outage: "unavailable" });
    const guest = await openPage(browser, SIZES[0]);
    await eventually("the breaker opens", async () => {
      await comeBack(guest);
      await guest.goto(`${shop.url}/dang-nhap`);
      return (await guest.textContent("main")).includes("gián đoạn");
    });
    await page.goto(`${shop.url}/tai-khoan`);
    assert.equal(new URL(page.url()).pathname, "/tai-khoan", "who is in stays in");
    await control("outage", { service: "google", outage: "none" });
    await eventually("it recovers by itself", async () => {
      await comeBack(guest);
      await guest.goto(`${shop.url}/dang-nhap`);
      return !(await guest.textContent("main")).includes("gián đoạn");
    }, 90_000);
  });
});

describe("private pages", () => {
  for (const { name, viewport } of SIZES) {
    for (const colorScheme of ["light", "dark"]) {
      test(`at ${name} px, ${colorScheme}: accessible and quiet`, async () => {
        const page = await openPage(browser, { viewport, colorScheme });
        const look = async (kind, path) => {
          await page.goto(shop.url + path, { waitUntil: "load" });
          await page.screenshot({ path: new URL(`../screenshots/${kind}-${name}-${colorScheme}.png`, import.meta.url).pathname, fullPage: true });
          assert.deepEqual(await violations(page), [], path);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `${path} is ${overflow} px too wide`);
        };
        for (const [kind, path] of [["login", "/dang-nhap"], ["register", "/dang-ky"], ["forgot", "/quen-mat-khau"], ["cart-empty", "/gio-hang"]]) await look(kind, path);
        await register(page, `ban-${name}-${colorScheme}@example.vn`);
        await addFirst(page);
        const own = ["/gio-hang", "/tai-khoan", "/tai-khoan/ho-so", "/tai-khoan/dia-chi", "/tai-khoan/dia-chi/moi", "/tai-khoan/thiet-bi", "/tai-khoan/rieng-tu"];
        for (const path of own) await look(path.slice(1).replaceAll("/", "-"), path);
        assert.deepEqual(page.faults, []);
      });
    }
  }
});

describe("crashes", () => {
  /** A guest's cart whose device brings one piece after the other. */
  async function openDevice(number) {
    const { cartToken } = await (await fetch(`${shop.url}/v1/cart/guest`, { method: "POST" })).json();
    const headers = { "x-cart-token": cartToken, "content-type": "application/json" };
    return { id: `0190a000-0000-7000-8000-00000000000${number}`, headers, answered: 0 };
  }

  async function bring(device, variant) {
    const operation = { number: device.answered + 1, at: Date.now(), variant, kind: "add", quantity: 1 };
    const body = JSON.stringify({ device: device.id, operations: [operation] });
    const answer = await fetch(`${shop.url}/v1/cart/sync`, { method: "POST", headers: device.headers, body });
    if (answer.ok) device.answered = (await answer.json()).heard[device.id];
    return answer.ok;
  }

  const kept = async (device) => {
    const cart = await (await fetch(`${shop.url}/v1/cart/sync`, { headers: device.headers })).json();
    return { heard: cart.heard[device.id], wanted: cart.lines[0].wanted };
  };

  const postmaster = async () => Number((await readFile(`${shop.folder}/postgres/postmaster.pid`, "utf8")).split("\n")[0]);

  test("what was answered survives kill -9 of server and database", async () => {
    const { items } = await shop.json("/v1/products?inStock=true&size=1");
    const variant = (await shop.json(`/v1/products/${items[0].slug}`)).variants[0].id;
    const devices = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(openDevice));
    for (const device of devices) assert.ok(await bring(device, variant));
    // The database alone: the shop starts it again.
    const killed = await postmaster();
    process.kill(killed, "SIGKILL");
    await eventually("another PostgreSQL runs", async () => (await postmaster()) !== killed, 60_000);
    await eventually("the database is back with what was answered", async () => (await kept(devices[0])).heard === 1, 60_000);
    // Both at once, while eight devices wait for answers or have just got them.
    const busy = devices.map(async (device) => {
      while (await bring(device, variant).catch(() => false));
    });
    await eventually("answers come", () => devices.every((device) => device.answered > 20), 60_000);
    const last = await postmaster();
    shop.child.kill("SIGKILL");
    process.kill(last, "SIGKILL");
    await Promise.all([...busy, shop.ended]);
    shop = await Shop.open({ folder: shop.folder });
    for (const device of devices) {
      const { heard, wanted } = await kept(device);
      assert.ok(heard >= device.answered, `${heard} of ${device.answered}`);
      assert.ok(heard <= device.answered + 1, "at most the change that waited for its answer came besides");
      assert.equal(wanted, heard);
    }
  });

  test("a line of the audit log altered in the database is found", async () => {
    const created = spawn(binary, ["--data-dir", shop.folder, "staff", "create", "--email", "quanly@example.vn", "--name", "Quản lý"]);
    created.stdin.end(`${PASSWORD}\n`);
    await new Promise((resolve) => created.on("exit", resolve));
    assert.match(await cholon(shop.folder, "audit", "verify"), /whole: 1 lines/);
    const url = (await cholon(shop.folder, "database-url")).trim();
    const alter = "ALTER TABLE identity.audit_log DISABLE TRIGGER ALL; UPDATE identity.audit_log SET actor = 'operator:nobody'";
    await promisify(execFile)("psql", [url, "-c", alter]);
    await assert.rejects(cholon(shop.folder, "audit", "verify"), ({ stdout }) => /line 1 is not what was written/.test(stdout));
  });
});
