/// <reference lib="dom" />
import type { Browser, Page } from "playwright-core";

/** What a browser did with some HTML. */
export interface Seen {
  /** Scripts that were compiled: inline, handlers, `javascript:` links, of any kind. */
  readonly scripts: number;
  /** Addresses that were asked for, besides the page itself. */
  readonly requests: readonly string[];
  /** Elements and attributes that no mail may bring. */
  readonly elements: readonly string[];
}

export interface HtmlProbe extends AsyncDisposable {
  show(parts: readonly string[], sandboxed: boolean): Promise<Seen>;
  /** Shows what is dangerous as it is. @throws if the probe does not see it */
  control(): Promise<void>;
}

const PAGE_URL = "http://mail.test/";
const FORBIDDEN =
  "script,style,link,meta,base,iframe,frame,object,embed,applet,form,input,button,select,textarea,svg,math,template,video,audio,source,track,picture,portal,dialog,noscript,slot";
const CONTROL =
  "<img src=x onerror=alert(1)><script>alert(2)</script><div style='background:url(//leaking.via/c)'>x</div>";

/**
 * A real Chromium with its debugger attached: every script that is compiled and every request that is
 * made is counted, nothing leaves. The page has no script of its own.
 */
export async function openHtmlProbe(): Promise<HtmlProbe> {
  // Only this command needs a browser; the connector does not.
  const { chromium } = await import("playwright-core");
  const browser: Browser = await chromium.launch({
    executablePath: process.env.TEST_CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const show = async (parts: readonly string[], sandboxed: boolean): Promise<Seen> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    try {
      return await observe(page, documentOf(parts, sandboxed), sandboxed);
    } finally {
      await context.close();
    }
  };
  return {
    show,
    control: async () => {
      const open = await show([CONTROL], false);
      if (open.scripts === 0 || open.requests.length === 0 || open.elements.length === 0) {
        throw new Error(`the probe is blind: it saw ${JSON.stringify(open)}`);
      }
      const walled = await show([CONTROL], true);
      if (walled.scripts > 0) throw new Error("a sandboxed frame ran a script");
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function observe(page: Page, html: string, sandboxed: boolean): Promise<Seen> {
  const requests: string[] = [];
  let scripts = 0;
  let isOver = false;
  const debug = await page.context().newCDPSession(page);
  debug.on("Debugger.scriptParsed", ({ executionContextAuxData }) => {
    // The browser's driver has worlds of its own; a mail's scripts run in the default one.
    const world: unknown = executionContextAuxData;
    const isPage =
      typeof world === "object" && world !== null && "isDefault" in world && world.isDefault;
    if (isPage === true && !isOver) scripts += 1;
  });
  await debug.send("Debugger.enable");
  page.on("dialog", (dialog) => void dialog.dismiss());
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === PAGE_URL) {
      await route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
      return;
    }
    // The browser's own wish for an icon is nobody's beacon.
    if (!url.endsWith("/favicon.ico")) requests.push(url);
    await route.abort();
  });
  await page.goto(PAGE_URL, { waitUntil: "load" });
  // From here on the scripts are the probe's own.
  isOver = true;
  // Frames without scripts hold the same parts; they are looked at on the open page.
  const elements = sandboxed ? [] : await page.evaluate(forbiddenIn, FORBIDDEN);
  return { scripts, requests, elements };
}

/** Runs in the page, so it names no helper of ours. */
function forbiddenIn(selector: string): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll("body *")) {
    if (element.matches(selector)) found.push(element.localName);
    for (const { name, value } of element.attributes) {
      const isActive = /^(on.*|srcset|ping|background|id|name)$/.test(name);
      const isScheme = /^(href|src)$/.test(name) && /^\s*(javascript|data|vbscript):/i.test(value);
      if (isActive || isScheme) found.push(`${element.localName}[${name}]`);
    }
  }
  return found;
}

function documentOf(parts: readonly string[], sandboxed: boolean): string {
  const body = parts.map((part) =>
    sandboxed ? `<iframe sandbox srcdoc="${attribute(part)}"></iframe>` : `<div>${part}</div>`,
  );
  return `<!doctype html><html><head><meta charset="utf-8"></head><body>${body.join("\n")}</body></html>`;
}

function attribute(html: string): string {
  return html.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
}
