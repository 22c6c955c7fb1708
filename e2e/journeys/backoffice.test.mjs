// The back office: the first administrator gets in, walks every page, and does what staff do.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";

import { launch, openPage, violations } from "../browser.mjs";
import { Shop, binary, sleep } from "../support.mjs";

const PASSWORD = "chợ lớn mười giờ";
const ADMIN = "quanly@example.vn";
const SIZES = [
  { name: "390", viewport: { width: 390, height: 844 } },
  { name: "1440", viewport: { width: 1440, height: 900 } },
];
const STEP_S = 30;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

let shop;
let browser;
let state;
let secret;
let lastStep = 0;
/** What was wrong with pages that were looked at; all of it is told at once. */
let wrong = [];

/** The one-time password of a step (RFC 6238). */
function password(base32, step) {
  const bits = [...base32.replaceAll(" ", "")].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const tag = createHmac("sha1", bytes).update(counter).digest();
  const at = tag[tag.length - 1] & 15;
  return String((tag.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A password that was not used before: each counts once. */
async function freshCode() {
  for (;;) {
    const step = Math.floor(Date.now() / 1000 / STEP_S);
    if (step > lastStep) {
      lastStep = step;
      return password(secret, step);
    }
    await sleep(500);
  }
}

async function createAdministrator() {
  const words = ["--data-dir", shop.folder, "staff", "create", "--email", ADMIN, "--name", "Trần Thị Minh Hằng"];
  const created = spawn(binary, words);
  created.stdin.end(`${PASSWORD}\n`);
  await new Promise((resolve) => created.on("exit", resolve));
}

async function givePassword(page, path = "/admin") {
  await page.goto(shop.url + path);
  await page.fill("[name=email]", ADMIN);
  await page.fill("[name=password]", PASSWORD);
  await page.click("main button[type=submit]");
  await page.waitForURL("**/admin/xac-thuc**");
}

/** Takes a picture of a page, and looks for what is wrong with it. */
async function look(page, kind, size, path) {
  if (path) await page.goto(shop.url + path, { waitUntil: "load" });
  await page.screenshot({ path: new URL(`../screenshots/admin-${kind}-${size}.png`, import.meta.url).pathname, fullPage: true });
  for (const violation of await violations(page)) wrong.push(`${kind} ${size}: ${violation}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) wrong.push(`${kind} ${size}: ${overflow} px too wide`);
}

/** Fills in a form of the main part and sends it with its first button. */
async function send(page, path, fields) {
  await page.goto(shop.url + path);
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`).first();
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await page.click("main form .button-primary");
}

before(async () => {
  shop = await Shop.open({ env: (url) => ({ CHOLON_SHOP__PUBLIC_URL: url }) });
  browser = await launch();
  await mkdir(new URL("../screenshots", import.meta.url), { recursive: true });
  await createAdministrator();
  // A message with a secret for the outbox.
  await fetch(`${shop.url}/quen-mat-khau`, { method: "POST", body: new URLSearchParams({ destination: ADMIN }) });
});

afterEach(() => {
  const found = wrong;
  wrong = [];
  assert.deepEqual(found, []);
});

after(async () => {
  await browser?.close();
  await shop?.close();
});

describe("getting in", () => {
  test("the first log-in sets up the second factor and leads to where one wanted to go", async () => {
    const page = await openPage(browser, SIZES[1]);
    await page.goto(`${shop.url}/admin/vai-tro`);
    assert.equal(new URL(page.url()).pathname, "/admin/dang-nhap");
    for (const size of SIZES) {
      for (const colorScheme of ["light", "dark"]) {
        const seen = await openPage(browser, { viewport: size.viewport, colorScheme });
        await look(seen, `log-in-${colorScheme}`, size.name, "/admin/dang-nhap");
      }
    }
    await givePassword(page, "/admin/vai-tro");
    secret = await page.textContent("#key");
    await page.setViewportSize(SIZES[0].viewport);
    await look(page, "enrol", "390");
    await page.setViewportSize(SIZES[1].viewport);
    await look(page, "enrol", "1440");
    await page.fill("[name=code]", await freshCode());
    await page.click("main form .button-primary");
    await page.waitForURL("**/admin/vai-tro");
    state = await page.context().storageState();
    assert.deepEqual(page.faults, []);
  });

  test("works without scripts, and the code is asked for from then on", async () => {
    const page = await openPage(browser, { ...SIZES[0], javaScriptEnabled: false, reducedMotion: "reduce" });
    await givePassword(page);
    await page.fill("[name=code]", await freshCode());
    await page.click("main form .button-primary");
    await page.waitForURL("**/admin");
    assert.ok(!(await page.isVisible(".side")), "the menu waits to be asked for");
    await page.click(".menu-open");
    assert.ok(await page.isVisible(".side a[href='/admin/nguoi-dung']"));
    await page.click(".side-close");
    assert.ok(!(await page.isVisible(".side")));
    await page.click(".me summary");
    await page.click("form[action='/admin/dang-xuat'] button");
    await page.waitForURL("**/admin/dang-nhap**");
  });
});

describe("working", () => {
  test("roles are made and staff are added", async () => {
    const page = await openPage(browser, { ...SIZES[1], storageState: state });
    await page.goto(`${shop.url}/admin/vai-tro/moi`);
    await page.fill("[name=name]", "Chăm sóc khách hàng");
    await page.check("[value='users:read']");
    await page.check("[value='messages:read']");
    await page.click("main form .button-primary");
    await page.waitForURL("**/admin/vai-tro?**");
    assert.match(await page.textContent(".flash"), /Đã lưu vai trò Chăm sóc khách hàng/);
    await send(page, "/admin/nguoi-dung/moi", { name: "Nguyễn Văn Bảo", email: "bao.nguyen@example.vn", password: "ngắn", role: "Chăm sóc khách hàng" });
    await look(page, "staff-refused", "1440");
    await page.fill("main [name=password]", PASSWORD);
    await page.click("main form .button-primary");
    await page.waitForURL("**/admin/nguoi-dung/*?**");
    assert.match(await page.textContent(".flash"), /Đã thêm nhân viên Nguyễn Văn Bảo/);
    await page.click("text=Khóa tài khoản");
    await look(page, "confirm", "1440");
    await page.click("main form .button-danger");
    await page.waitForSelector(".flash-done");
    assert.deepEqual(page.faults.filter((fault) => !fault.includes("422")), []);
  });

  test("the search box answers to the slash key, and finds", async () => {
    const page = await openPage(browser, { ...SIZES[1], storageState: state });
    await page.goto(`${shop.url}/admin`);
    await page.keyboard.press("/");
    await page.keyboard.type("bảo");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/admin/tim-kiem?q=**");
    assert.match(await page.textContent("main table"), /Nguyễn Văn Bảo/);
  });

  test("language and light are remembered", async () => {
    const page = await openPage(browser, { ...SIZES[1], storageState: state });
    await page.goto(`${shop.url}/admin/nguoi-dung?loai=nhan-vien`);
    await page.click("button[value=dark]");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    await page.click("button.language");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.match(page.url(), /loai=nhan-vien/, "one comes back to where one was");
    await look(page, "people-english-dark", "1440");
  });
});

describe("every page", () => {
  for (const { name, viewport } of SIZES) {
    for (const colorScheme of ["light", "dark"]) {
      test(`at ${name} px, ${colorScheme}: accessible and quiet`, async () => {
        const page = await openPage(browser, { viewport, colorScheme, storageState: state });
        await page.goto(`${shop.url}/admin/nguoi-dung`);
        const person = await page.getAttribute("main tbody a.row-link", "href");
        await page.goto(`${shop.url}/admin/vai-tro`);
        const role = await page.getAttribute(".role-card a", "href");
        await page.goto(`${shop.url}/admin/tin-gui`);
        const message = await page.getAttribute("main tbody a.row-link", "href");
        const pages = {
          dashboard: "/admin",
          people: "/admin/nguoi-dung",
          "people-none": "/admin/nguoi-dung?tim=kh%C3%B4ng+ai",
          person,
          "person-roles": `${person}/vai-tro`,
          "staff-new": "/admin/nguoi-dung/moi",
          roles: "/admin/vai-tro",
          "role-edit": role,
          "role-new": "/admin/vai-tro/moi",
          audit: "/admin/nhat-ky",
          "audit-none": "/admin/nhat-ky?tim=kh%C3%B4ng+c%C3%B3",
          outbox: "/admin/tin-gui",
          message,
          me: "/admin/toi",
          found: "/admin/tim-kiem?q=example",
          "found-none": "/admin/tim-kiem?q=zzzz",
        };
        for (const [kind, path] of Object.entries(pages)) await look(page, `${kind}-${colorScheme}`, name, path);
        assert.deepEqual(page.faults, []);
        await look(page, `missing-${colorScheme}`, name, "/admin/khong-co");
        await page.goto(`${shop.url}/admin/nhat-ky`);
        await page.click("form[action='/admin/nhat-ky/kiem-tra'] button");
        await look(page, `chain-${colorScheme}`, name);
        await page.click(viewport.width < 960 ? ".menu-open" : ".me summary");
        await page.waitForTimeout(300);
        await page.screenshot({ path: new URL(`../screenshots/admin-open-${colorScheme}-${name}.png`, import.meta.url).pathname });
      });
    }
  }
});
