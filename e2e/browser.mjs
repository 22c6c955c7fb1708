// Chromium of the distribution, steered by playwright-core.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function launch() {
  const executablePath = PLACES.find(existsSync);
  if (!executablePath) throw new Error("no Chromium was found; install the package chromium");
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page that writes down what a shop must not do: errors in the console, refused by the policy, failed requests. */
export async function openPage(browser, options) {
  // The policy forbids inline scripts; axe comes in through the debugger, which `bypassCSP` would hide from the journeys.
  const context = await browser.newContext({ locale: "vi-VN", ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  return page;
}

/** Accessibility violations of WCAG 2.2 A and AA and best practices. */
export async function violations(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).slice(0, 3).join(" | ")}`);
}
