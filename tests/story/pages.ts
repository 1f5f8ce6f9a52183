import axe from "axe-core";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";

/** For a browser in a test: nothing of its own goes over the network. */
export const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real Chromium, and what went wrong on the pages that it showed. */
export interface Pages extends AsyncDisposable {
  /** Errors of scripts, and what pages themselves call errors. */
  readonly troubles: string[];
  /** A page of a person of its own. */
  open(path: string): Promise<Page>;
}

export async function startPages(origin: () => string): Promise<Pages> {
  const executablePath = process.env.TEST_CHROMIUM_PATH;
  const browser: Browser = await chromium.launch({
    args: BROWSER_ARGS,
    ...(executablePath !== undefined && { executablePath }),
  });
  const troubles: string[] = [];
  return {
    troubles,
    async open(path) {
      const context = await browser.newContext({
        locale: "pt-BR",
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => troubles.push(`${path}: ${error.message}`));
      page.on("console", (message) => {
        // While the server is dead the browser itself reports refused connections.
        const isOurs = !/net::ERR_|WebSocket|Failed to load/.test(message.text());
        if (message.type() === "error" && isOurs) troubles.push(`${path}: ${message.text()}`);
      });
      await page.goto(`${origin()}${path}`);
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

export async function logIn(
  page: Page,
  login: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.getByRole("textbox", { name: "E-mail" }).fill(login.email);
  await page.getByLabel(/^Senha/).fill(login.password);
  await page.getByRole("button", { name: "Entrar" }).click();
}

/** A frame on a busy machine. */
const FRAME_TIMEOUT_MS = 30_000;

/** A visitor opens the chat of the demo shop. */
export async function openChat(page: Page): Promise<Frame> {
  await page.getByRole("button", { name: "Abrir o chat" }).click();
  const element = await page.waitForFunction(
    () => (document.querySelector("circuito-chat") as { isConnected: boolean } | null)?.isConnected,
  );
  await element.dispose();
  const deadline = Date.now() + FRAME_TIMEOUT_MS;
  for (;;) {
    const frame = page.frames().find((f) => f.url().includes("/widget/v1/"));
    if (frame) {
      await frame.getByRole("textbox", { name: "Escreva sua mensagem" }).waitFor();
      return frame;
    }
    if (Date.now() > deadline) throw new Error("the chat's frame never came");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a visitor writes. */
export async function say(chat: Frame, text: string): Promise<void> {
  await chat.getByRole("textbox", { name: "Escreva sua mensagem" }).fill(text);
  await chat.getByRole("button", { name: "Enviar" }).click();
}

/** An agent's answer in the open conversation. */
export async function answer(page: Page, text: string): Promise<void> {
  const box = page.getByRole("textbox", { name: /^Resposta por/ });
  await box.fill(text);
  await box.press("Control+Enter");
}

/** What keeps somebody from using the page (WCAG 2.2 A and AA), as far as a program sees it. */
export async function breaches(page: Page): Promise<readonly string[]> {
  // Through the debugger: the page's own policy lets no script of others in.
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: axe.source });
  const found = await debug.send("Runtime.evaluate", {
    expression:
      // What holds needs no selectors, and no rule that is asked reads style sheets.
      `axe.run({ resultTypes: ["violations"], preload: { assets: ["media"] } })
        .then((r) => r.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await debug.detach();
  return found.result.value ?? [found.exceptionDetails?.text ?? "axe said nothing"];
}
