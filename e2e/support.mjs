// A shop of its own for a journey: the built binary on a free port over a temporary data folder.
import { execFile, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";

export const binary = process.env.CHOLON_BINARY ?? new URL("../target/debug/cholon", import.meta.url).pathname;

const START_MAX_MS = 180_000;
const LOOK_MS = 100;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `holds` answers something true; names `what` when it never does. */
export async function eventually(what, holds, within = 20_000) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    const value = await Promise.resolve(holds()).catch(() => undefined);
    if (value) return value;
    await sleep(LOOK_MS);
  }
  throw new Error(`never happened: ${what}`);
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A folder that PostgreSQL, which as root runs under another account, can enter too. */
export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), "cholon-e2e-"));
  await chmod(folder, 0o755);
  return folder;
}

/** Runs a command of the binary; answers its output, or throws with it. */
export async function cholon(folder, ...words) {
  const run = promisify(execFile)(binary, ["--data-dir", folder, ...words], { maxBuffer: 1 << 26 });
  const { stdout } = await run;
  return stdout;
}

/** Servers that run; a journey that failed leaves its own behind, and the runner would wait for it for ever. */
const running = new Set();
after(() => running.forEach((child) => child.kill("SIGINT")));

export class Shop {
  constructor(folder, port, child) {
    running.add(child);
    child.on("exit", () => running.delete(child));
    Object.assign(this, { folder, port, child, output: "" });
    this.url = `http://127.0.0.1:${port}`;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (this.output += text));
    this.ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  }

  static async open({ folder, demo = false, env = {} } = {}) {
    folder ??= await temporaryFolder();
    const port = await freePort();
    const words = ["--data-dir", folder, "serve", "--port", String(port), ...(demo ? ["--demo"] : [])];
    const limits = { CHOLON_LIMITS__PAGES_PER_MINUTE: "0", CHOLON_LIMITS__PUBLIC_PER_MINUTE: "0" };
    const more = typeof env === "function" ? env(`http://127.0.0.1:${port}`) : env;
    const child = spawn(binary, words, { env: { ...process.env, ...limits, ...more } });
    const shop = new Shop(folder, port, child);
    const ready = async () => {
      if (child.exitCode !== null) throw new Error(shop.output);
      return (await fetch(`${shop.url}/ready`)).ok;
    };
    await eventually("the shop is ready", ready, START_MAX_MS).catch((error) => {
      throw new Error(`${error.message}\n${shop.output}`);
    });
    return shop;
  }

  /** Ctrl-C, and wait. */
  async stop() {
    this.child.kill("SIGINT");
    return this.ended;
  }

  async close() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async json(path) {
    return (await fetch(this.url + path)).json();
  }
}

const pids = async (...words) => {
  const { stdout } = await promisify(execFile)("pgrep", words).catch(() => ({ stdout: "" }));
  return stdout.split("\n").filter(Boolean).map(Number);
};

/** Processes whose command line names the folder. */
export const processesOf = (folder) => pids("-f", folder);

/** Processes that a process has started. */
export const childrenOf = (pid) => pids("-P", String(pid));
