import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { buildConsole } from "./build.ts";
import { startGateway } from "./gateway.ts";
import { seededWorld } from "./seed.ts";

const AXE = readFileSync(
  createRequire(join(import.meta.dirname, "stage.ts")).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** Longer than any step takes on a busy machine. */
const STEP_TIMEOUT_MS = 30_000;

/** @param more of a test that needs a microphone */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.TEST_CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/** The same, with what came by mail. */
export async function mailStage(browser: Browser, options: BrowserContextOptions = {}) {
  const here = await stage(browser, options);
  return { ...here, mailed: here.receiveMails() };
}

/** The same, with what came by WhatsApp. */
export async function chatStage(browser: Browser, options: BrowserContextOptions = {}) {
  const here = await stage(browser, options);
  return { ...here, chatted: here.receiveChats() };
}

/** One person at the console, over a morning of their own. */
export async function stage(browser: Browser, options: BrowserContextOptions = {}) {
  const seed = seededWorld();
  const gateway = await startGateway(seed, await buildConsole());
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "pt-BR",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  // Mail leaves at once here: that it can be taken back is tried on the real gateway.
  await context.addInitScript(() => {
    // Frames of mails may keep nothing.
    if (window !== window.top) return;
    localStorage.getItem("circuito.preferences") ??
      localStorage.setItem("circuito.preferences", '{"undoMailSeconds":0}');
  });
  const page = await context.newPage();
  const errors = watch(page);
  return {
    ...seed,
    gateway,
    context,
    page,
    errors,
    async [Symbol.asyncDispose]() {
      await context.close();
      await gateway.close();
    },
  };
}

/** What the browser complained about: thrown errors, refused resources, policy violations. */
function watch(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const { url } = message.location();
    // Asking who is logged in is answered 401 when nobody is; browsers call every 401 an error.
    if (url.endsWith("/api/v1/session") && message.text().includes("401")) return;
    errors.push(`${message.text()} (${url})`);
  });
  return errors;
}

/** Logs in without a pointer. */
export async function logIn(page: Page, url: string, email = "carla@example.com"): Promise<void> {
  await page.goto(url);
  await page.getByLabel("E-mail").waitFor();
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type("circuito");
  await page.keyboard.press("Enter");
  await page.getByRole("grid", { name: "Conversas" }).waitFor();
}

/**
 * Rules of WCAG 2.2 A and AA that the page breaks now, with the elements that break them.
 * @param rules only these
 */
export async function axeViolations(
  page: Page,
  rules?: readonly string[],
): Promise<readonly string[]> {
  // What fades in has no contrast yet.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => {})),
    ),
  );
  if (!(await page.evaluate(() => "axe" in globalThis))) await bringAxe(page);
  return page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{
          violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[];
        }>;
      };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const type = asked === undefined ? "tag" : "rule";
    // What the primitives say of a button that is busy names its parts, which are gone a moment later.
    const context = { exclude: [["[data-live-announcer] [role=img]"]] };
    const { violations } = await axe.run(context, {
      runOnly: { type, values: asked ?? tags },
      // What stands in a frame is a stranger's mail, in an origin that no script can enter.
      iframes: false,
      // What holds needs no selectors, and no rule that is asked reads style sheets: half of the time.
      resultTypes: ["violations"],
      preload: { assets: ["media"] },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${String(node.target)} ${node.failureSummary}`),
    );
  }, rules);
}

/**
 * By the debugger's hand: the page's own policy would refuse another script. As a script and not as words to
 * evaluate, which the engine would read anew for every page.
 */
async function bringAxe(page: Page): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: AXE });
  await debug.detach();
}
