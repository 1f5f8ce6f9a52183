import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Frame,
  type Page,
} from "playwright-core";

const CHROMIUM = process.env.TEST_CHROMIUM_PATH ?? "/usr/bin/chromium";
/** Anything the page does on its own is done by then, also on a busy machine. */
export const WAIT_MS = 30_000;
const POLL_MS = 25;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page that remembers what its policies stopped, in every frame. */
export async function openPage(
  context: BrowserContext,
): Promise<{ page: Page; violations: string[] }> {
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/content security policy|trusted ?type/i.test(message.text()))
      violations.push(message.text());
  });
  return { page, violations };
}

/** Polls until the value is there and truthy. */
export async function until<T>(what: string, read: () => T | Promise<T>): Promise<NonNullable<T>> {
  const limit = Date.now() + WAIT_MS;
  for (;;) {
    const value = await read();
    if (value) return value;
    if (Date.now() > limit) throw new Error(`waited ${WAIT_MS} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The chat's frame; its shadow root is closed to selectors, but a frame is a frame. */
export function chatFrame(page: Page): Promise<Frame> {
  return until("the chat's frame", () =>
    page.frames().find((frame) => frame.url().includes("/widget/v1/")),
  );
}

/** The launcher as assistive technology sees it, which also looks into closed shadow roots. */
export async function launcherOf(page: Page): Promise<{ name: string; expanded: boolean } | null> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const button = nodes.find(
      (node) => node.role?.value === "button" && /chat/i.test(String(node.name?.value)),
    );
    if (!button) return null;
    const expanded = button.properties?.find((property) => property.name === "expanded");
    return { name: String(button.name?.value), expanded: expanded?.value.value === true };
  } finally {
    await session.detach();
  }
}

const axeSource = readFileSync(
  createRequire(import.meta.filename).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** What axe finds wrong in a document, by WCAG 2.0 to 2.2 A and AA and its best practices. */
export async function axeViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axeSource);
  const results: AxeResults = await frame.evaluate(
    // What holds needs no selectors, and no rule that is asked reads style sheets.
    `axe.run(document, { iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
      "wcag22aa", "best-practice"], resultTypes: ["violations"], preload: { assets: ["media"] } })`,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}
