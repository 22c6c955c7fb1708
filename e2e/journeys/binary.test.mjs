// Start and stop, crashes, wrong settings: the binary as an operator meets it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { Shop, binary, childrenOf, cholon, eventually, processesOf, sleep, temporaryFolder } from "../support.mjs";

const row = (number, price) =>
  JSON.stringify({
    sku: `E2E-${number}`,
    name: `Sản phẩm thử ${number}`,
    category: ["Hàng thử", `Nhóm ${number % 7}`],
    price_vnd: price,
    list_price_vnd: price,
  });

async function goods(folder, count, price = 100_000) {
  const file = join(folder, "goods.jsonl");
  await writeFile(file, Array.from({ length: count }, (_, number) => row(number, price + number)).join("\n"));
  return file;
}

describe("start and stop", () => {
  test("Ctrl-C leaves no process, and the second start finds everything", async () => {
    const shop = await Shop.open();
    const { folder } = shop;
    await cholon(folder, "import", "products", await goods(folder, 50));
    await eventually("the goods are found", async () => (await shop.json("/v1/products")).total === 50);
    assert.equal((await shop.stop()).code, 0, shop.output);
    assert.deepEqual(await processesOf(folder), []);
    const again = await Shop.open({ folder });
    assert.equal((await again.json("/v1/products")).total, 50);
    await again.close();
  });

  test("Ctrl-C in the middle of a command or of the first start leaves no process either", async () => {
    const folder = await temporaryFolder();
    const file = await goods(folder, 30_000);
    const commands = [["import", "products", file], ["serve", "--demo", "--port", "0"]];
    // Some of these fall into the making or the start of PostgreSQL, the others into the work.
    for (const [index, delay] of [0, 100, 200, 400, 800, 1_600].entries()) {
      const child = spawn(binary, ["--data-dir", folder, ...commands[index % 2]], { stdio: "ignore" });
      await eventually("PostgreSQL runs", async () => (await processesOf(folder)).length > 1);
      await sleep(delay);
      child.kill("SIGINT");
      await once(child, "exit");
      await eventually("no process is left", async () => (await processesOf(folder)).length === 0);
    }
    await rm(folder, { recursive: true });
  });

  test("a wrong setting stops the start and is named", async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "wrong.toml");
    await writeFile(file, "[server]\nin_flight_max = 0\n");
    await assert.rejects(cholon(folder, "--config", file, "serve"), /server\.in_flight_max/);
    await rm(folder, { recursive: true });
  });
});

describe("bad files", () => {
  let folder;
  before(async () => (folder = await temporaryFolder()));
  after(() => rm(folder, { recursive: true, force: true }));

  test("a broken row is named and nothing is written", async () => {
    const file = join(folder, "broken.jsonl");
    await writeFile(file, [row(1, 1000), row(2, -5), "{"].join("\n"));
    const refused = await cholon(folder, "import", "products", file).catch((error) => error);
    assert.match(refused.stdout, /row 2, column price/);
    assert.match(refused.stdout, /row 3/);
    assert.match(await cholon(folder, "check"), /^0 products compared, 0 differences/m);
  });
});

describe("crashes", () => {
  let folder;
  before(async () => (folder = await temporaryFolder()));
  after(() => rm(folder, { recursive: true, force: true }));

  test("a killed import is continued without duplicates", async () => {
    const file = await goods(folder, 30_000);
    const child = spawn(binary, ["--data-dir", folder, "import", "products", file], { stdio: "ignore" });
    await sleep(4_000);
    child.kill("SIGKILL");
    await once(child, "exit");
    const report = await cholon(folder, "import", "products", file);
    assert.match(report, /30000 rows/);
    assert.match(await cholon(folder, "check"), /^30000 products compared, 0 differences/m);
  });

  test("a server killed among price changes comes back in agreement", async () => {
    const shop = await Shop.open({ folder });
    const changes = Array.from({ length: 5 }, (_, number) => cholon(folder, "price", "set", `E2E-${number}`, "77000"));
    shop.child.kill("SIGKILL");
    await Promise.all(changes);
    const again = await Shop.open({ folder });
    const price = async () => (await again.json("/v1/search?q=E2E-3")).items[0].price.amount;
    await eventually("the new price is found", async () => (await price()) === 77_000);
    await again.stop();
    assert.match(await cholon(folder, "check"), / 0 differences/);
    assert.deepEqual(await processesOf(folder), []);
  });

  test("a PostgreSQL that hangs turns /ready red, and a killed one comes back by itself", async () => {
    const shop = await Shop.open({ folder });
    const [postmaster] = (await processesOf(folder)).filter((pid) => pid !== shop.child.pid);
    assert.ok(postmaster, "there is a private PostgreSQL");
    const ready = async () => (await fetch(`${shop.url}/ready`)).json();
    const hanging = [postmaster, ...(await childrenOf(postmaster))];
    for (const pid of hanging) process.kill(pid, "SIGSTOP");
    const red = await eventually("ready is red", async () => {
      const answer = await ready();
      return answer.status !== "ready" && answer;
    });
    assert.deepEqual(red.checks.filter(({ status }) => status !== "up").map(({ name }) => name), ["database"]);
    for (const pid of hanging) process.kill(pid, "SIGCONT");
    await eventually("ready again", async () => (await ready()).status === "ready");
    // Back within a second after a kill, so that a look in between may just take a little longer.
    process.kill(postmaster, "SIGKILL");
    await eventually("another PostgreSQL runs", async () =>
      (await processesOf(folder)).some((pid) => ![postmaster, shop.child.pid].includes(pid)),
    );
    await eventually("answers again", async () => (await fetch(`${shop.url}/v1/products?size=7`)).ok);
    await eventually("ready again", async () => (await ready()).status === "ready");
    await shop.stop();
    assert.deepEqual(await processesOf(folder), []);
  });
});
