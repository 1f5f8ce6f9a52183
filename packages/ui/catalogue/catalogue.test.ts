import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { type ServedCatalogue, serveBuild } from "./serve-build.ts";

/** A cold build and a cold browser on a busy two-core machine. */
const SETUP_MAX_MS = 120_000;
/** Axe over the whole page, several times. */
const TEST_MAX_MS = 120_000;

const AXE = readFileSync(
  createRequire(import.meta.filename).resolve("axe-core/axe.min.js"),
  "utf8",
);
const LAUNCH_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const THEMES = ["light", "dark"] as const;

let catalogue: ServedCatalogue;
let browser: Browser;

beforeAll(async () => {
  catalogue = await serveBuild();
  browser = await chromium.launch({
    executablePath: process.env.TEST_CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: LAUNCH_ARGS,
  });
}, SETUP_MAX_MS);

afterAll(async () => {
  await browser?.close();
  await catalogue?.[Symbol.asyncDispose]();
}, SETUP_MAX_MS);

interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** Console errors, uncaught exceptions and CSP refusals so far. */
  readonly errors: readonly string[];
}

interface PageChoice {
  readonly query?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
  readonly forcedColors?: "active";
  readonly reducedMotion?: "reduce";
}

async function open(choice: PageChoice = {}): Promise<OpenPage> {
  const { query = "", width = 1440, height = 900, ...media } = choice;
  const context = await browser.newContext({ viewport: { width, height }, ...media });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.addInitScript(AXE);
  await page.goto(`${catalogue.url}${query}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return {
    page,
    errors,
    [Symbol.asyncDispose]: () => context.close(),
  };
}

interface AxeWindow {
  readonly axe: {
    run(
      context: Document,
      options: {
        runOnly: { type: "tag" | "rule"; values: string[] };
        iframes: boolean;
        resultTypes: readonly "violations"[];
        preload: { assets: readonly "media"[] };
      },
    ): Promise<{
      violations: ReadonlyArray<{
        id: string;
        nodes: ReadonlyArray<{ html: string; failureSummary?: string }>;
      }>;
    }>;
  };
}

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface AxeChoice {
  readonly tags?: readonly string[];
  readonly except?: readonly string[];
}

/** Every violation in both themes as a line, so that a failing test says where. */
async function violations(page: Page, choice: AxeChoice = {}): Promise<string[]> {
  const { tags = WCAG, except = [] } = choice;
  const light = await violationsOf(page, { type: "tag", values: tags });
  await page.emulateMedia({ colorScheme: "dark" });
  // Of all rules only these ask for colours: the rest says the same in every theme.
  const dark = await violationsOf(page, { type: "rule", values: COLOUR_RULES });
  await page.emulateMedia({ colorScheme: "light" });
  const lines = [...light.map((line) => `light: ${line}`), ...dark.map((line) => `dark: ${line}`)];
  return lines.filter((line) => !except.some((rule) => line.includes(` ${rule}:`)));
}

const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

async function violationsOf(
  page: Page,
  runOnly: { readonly type: "tag" | "rule"; readonly values: readonly string[] },
): Promise<string[]> {
  await settled(page);
  return page.evaluate(
    async (asked) => {
      const { axe } = window as unknown as AxeWindow;
      // What stands in a frame is a stranger's mail, in an origin that no script can enter.
      const { violations: found } = await axe.run(document, {
        runOnly: asked,
        iframes: false,
        // What holds needs no selectors, and no rule that is asked reads style sheets.
        resultTypes: ["violations"],
        preload: { assets: ["media"] },
      });
      return found.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
      );
    },
    { type: runOnly.type, values: [...runOnly.values] },
  );
}

/** Waits for transitions that end; a half-faded menu has half its contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}

test(
  "the page has no accessibility violation and no console error",
  async () => {
    await using opened = await open();
    expect(await violations(opened.page, { tags: [...WCAG, "best-practice"] })).toEqual([]);
    expect(opened.errors).toEqual([]);
  },
  TEST_MAX_MS,
);

const LAYERS = [
  { name: "dialog", button: "Abrir diálogo", role: "dialog" },
  { name: "alert dialog", button: "Abrir confirmação", role: "alertdialog" },
  { name: "drawer", button: "Abrir gaveta", role: "dialog" },
  { name: "command palette", button: "Abrir paleta", role: "dialog" },
  { name: "popover", button: "Abrir popover", role: "dialog" },
  { name: "menu", button: "Mais ações", role: "menu" },
  { name: "choice menu", button: "Ordenar", role: "menu" },
] as const;

test.each(LAYERS)(
  "an open $name has no violation; Esc closes it and gives focus back",
  async ({ button, role }) => {
    await using opened = await open();
    const { page } = opened;
    const trigger = page.getByRole("button", { name: button, exact: role === "menu" }).first();
    await trigger.focus();
    await page.keyboard.press("Enter");
    await page.getByRole(role).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole(role).waitFor({ state: "detached" });
    await page.waitForFunction(
      (name) =>
        document.activeElement?.textContent?.includes(name) ||
        document.activeElement?.getAttribute("aria-label") === name,
      button,
    );
    expect(opened.errors).toEqual([]);
  },
  TEST_MAX_MS,
);

test(
  "select, combo box, tooltip and toasts have no violation while open",
  async () => {
    await using opened = await open();
    const { page } = opened;
    await page.getByRole("button", { name: "Financeiro Fila", exact: true }).click();
    await page.getByRole("listbox", { name: "Fila" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.getByRole("combobox", { name: "Canal" }).fill("mail");
    await page.getByRole("option", { name: "E-mail" }).waitFor();
    // While it is open the rest is hidden from readers but not from Tab, which closes it: axe sees
    // the first half. The next lines hold the second.
    expect(await violations(page, { except: ["aria-hidden-focus"] })).toEqual([]);
    await page.keyboard.press("Tab");
    await page.getByRole("option", { name: "E-mail" }).waitFor({ state: "detached" });
    expect(await violations(page)).toEqual([]);

    await page.getByRole("button", { name: "Aviso com desfazer" }).click();
    await page.getByRole("button", { name: "Aviso que fica" }).click();
    await page.getByRole("button", { name: "Anexar arquivo", exact: true }).hover();
    await page.getByRole("tooltip").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(opened.errors).toEqual([]);
  },
  TEST_MAX_MS,
);

test(
  "a theme set by hand wins over the system's; without one the system's shows",
  async () => {
    const ground = (page: Page) =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const seen: Record<string, string> = {};
    for (const colorScheme of THEMES) {
      for (const query of ["", "?theme=light", "?theme=dark"]) {
        await using opened = await open({ query, colorScheme });
        seen[`${colorScheme}${query}`] = await ground(opened.page);
      }
    }
    const light = "rgb(244, 245, 250)";
    const dark = "rgb(11, 12, 16)";
    expect(seen).toEqual({
      light,
      "light?theme=light": light,
      "light?theme=dark": dark,
      dark,
      "dark?theme=light": light,
      "dark?theme=dark": dark,
    });
  },
  TEST_MAX_MS,
);

test(
  "rows are 44, 72 and 100 px by density",
  async () => {
    const heights: number[] = [];
    for (const density of ["compact", "default", "comfortable"]) {
      await using opened = await open({ query: `?density=${density}`, width: 1366, height: 768 });
      const row = opened.page.getByRole("grid", { name: "Conversas" }).getByRole("row").first();
      heights.push((await row.boundingBox())?.height ?? 0);
    }
    expect(heights).toEqual([44, 72, 100]);
  },
  TEST_MAX_MS,
);

test(
  "a row is opened by Enter, selected by Space, and its buttons are arrows away",
  async () => {
    await using opened = await open();
    const { page } = opened;
    const rows = page.getByRole("grid", { name: "Conversas" }).getByRole("row");
    await rows.nth(0).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () =>
        document.querySelector("[role=row][data-current]")?.textContent?.includes("João") ?? false,
    );
    await page.keyboard.press("Space");
    await rows.nth(1).and(page.locator("[aria-selected=true]")).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      () => document.activeElement?.getAttribute("aria-label") === "Adiar",
    );
  },
  TEST_MAX_MS,
);

test(
  "the text area grows with its text and stops at its limit",
  async () => {
    await using opened = await open();
    const box = opened.page.getByRole("textbox", { name: "Resumo" });
    const height = async () => (await box.boundingBox())?.height ?? 0;
    await box.fill("um");
    const short = await height();
    await box.fill("linha\n".repeat(5));
    const longer = await height();
    await box.fill("linha\n".repeat(40));
    const full = await height();
    expect(longer).toBeGreaterThan(short);
    expect(full).toBeGreaterThan(longer);
    expect(full).toBeLessThanOrEqual(10 * 21 + 12);
  },
  TEST_MAX_MS,
);

test(
  "a button that says why it is off keeps focus and does nothing",
  async () => {
    await using opened = await open();
    const { page } = opened;
    const button = page
      .getByRole("button", { name: "Encerrar", exact: true, disabled: true })
      .first();
    await button.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    await page.getByRole("tooltip").filter({ hasText: "Sem conexão" }).waitFor();
  },
  TEST_MAX_MS,
);

test(
  "the panel under tabs has the name of the one that is chosen",
  async () => {
    await using opened = await open();
    const { page } = opened;
    const tabs = page.locator("#panes").getByRole("tablist").getByRole("tab");
    await tabs.first().press("ArrowRight");
    const tab = tabs.nth(1);
    await page.getByRole("tabpanel", { name: /Aguardando/ }).waitFor();
    const controls = await tab.getAttribute("aria-controls");
    expect(await page.locator(`[id="${controls}"]`).getAttribute("role")).toBe("tabpanel");
  },
  TEST_MAX_MS,
);

test(
  "a search list finds without accents and takes with Enter while focus stays in the box",
  async () => {
    await using opened = await open();
    const { page } = opened;
    await page.getByRole("searchbox", { name: "Destino" }).fill("cobranca");
    const list = page.getByRole("listbox", { name: "Destino" });
    await expect(list.getByRole("option").allTextContents()).resolves.toEqual([
      expect.stringContaining("Cobrança"),
    ]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await list.getByRole("option", { name: "Cobrança", selected: true }).waitFor();
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    expect(focused).toBe("INPUT");
  },
  TEST_MAX_MS,
);

test(
  "in a combo box the first that matches has the mark while one types, and Enter takes it",
  async () => {
    await using opened = await open();
    const { page } = opened;
    const box = page.getByRole("combobox", { name: "Canal" });
    const options = page.getByRole("listbox", { name: "Canal" }).getByRole("option");
    const marked = options.and(page.locator("[data-focused]"));
    await box.focus();
    await options.nth(2).waitFor();
    expect(await marked.count()).toBe(0);
    await box.press("Control+a");
    await page.keyboard.type("m");
    await marked.and(page.getByRole("option", { name: "E-mail" })).waitFor();
    await page.keyboard.press("ArrowDown");
    await marked.and(page.getByRole("option", { name: "SMS" })).waitFor();
    await page.keyboard.press("ArrowLeft");
    await marked.waitFor({ state: "detached" });
    await page.keyboard.press("End");
    await page.keyboard.type("s");
    await marked.and(page.getByRole("option", { name: "SMS" })).waitFor();
    await page.keyboard.press("Enter");
    await options.first().waitFor({ state: "detached" });
    expect(await box.inputValue()).toBe("SMS");
    // By another word it is found as well, and that is not what stands there then.
    await box.press("Control+a");
    await page.keyboard.type("corr");
    await page.keyboard.press("Enter");
    await options.first().waitFor({ state: "detached" });
    expect(await box.inputValue()).toBe("E-mail");
    // What nothing matches changes nothing.
    await box.press("Control+a");
    await page.keyboard.type("fax");
    await page.getByText("Nenhum canal com esse nome").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Nenhum canal com esse nome").waitFor({ state: "detached" });
    expect(await box.inputValue()).toBe("E-mail");
    expect(opened.errors).toEqual([]);
  },
  TEST_MAX_MS,
);

test(
  "a toast waits while the pointer is on it, and leaves ten seconds after",
  async () => {
    await using opened = await open();
    const { page } = opened;
    await page.clock.install();
    await page.getByRole("button", { name: "Aviso com desfazer" }).click();
    const toast = page.getByRole("listitem").filter({ hasText: "Conversa encerrada" });
    await toast.hover();
    await page.clock.runFor(60_000);
    expect(await toast.count()).toBe(1);
    await page.mouse.move(0, 0);
    await page.clock.runFor(10_500);
    await toast.waitFor({ state: "detached" });
  },
  TEST_MAX_MS,
);

test(
  "a toast can be undone while a dialog is open",
  async () => {
    await using opened = await open();
    const { page } = opened;
    await page.getByRole("button", { name: "Aviso com desfazer" }).click();
    await page.getByRole("button", { name: "Abrir diálogo" }).click();
    await page.getByRole("dialog").waitFor();
    // The dialog makes the rest of the page inert; an inert button would never take the click.
    await page.getByRole("button", { name: "Desfazer", exact: true }).click();
    await page.getByText("Conversa encerrada").waitFor({ state: "detached" });
    await page.getByRole("dialog").waitFor();
  },
  TEST_MAX_MS,
);

test(
  "an announcement is spoken politely, then cleared so that browsing never meets it",
  async () => {
    await using opened = await open();
    const { page } = opened;
    await page.getByRole("button", { name: "Mais ações" }).click();
    await page.getByRole("menuitem", { name: "Atribuir" }).click();
    const voice = page.locator("[data-live-announcer] [aria-live=polite]");
    await voice.filter({ hasText: "assign" }).waitFor({ state: "attached" });
    await voice.filter({ hasText: "assign" }).waitFor({ state: "detached" });
  },
  TEST_MAX_MS,
);

test(
  "a list of ten thousand keeps a screenful in the document and reaches its end by keyboard",
  async () => {
    await using opened = await open();
    const { page } = opened;
    const rows = page.getByRole("grid", { name: "Dez mil conversas" }).getByRole("row");
    await rows.first().focus();
    await page.keyboard.press("End");
    await rows.filter({ hasText: "Conversa 10000" }).waitFor();
    expect(await rows.count()).toBeLessThan(60);
  },
  TEST_MAX_MS,
);

test(
  "a button answers on 44 px where the pointer is a finger",
  async () => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(catalogue.url);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("#actions button:not([aria-hidden])")]
        .filter((button) => {
          const after = getComputedStyle(button, "::after");
          const { height } = button.getBoundingClientRect();
          return Math.max(height, Number.parseFloat(after.height) || 0) < 44;
        })
        .map((button) => button.textContent),
    );
    expect(small).toEqual([]);
    await context.close();
  },
  TEST_MAX_MS,
);

test.each([
  { width: 320, height: 640 },
  { width: 1366, height: 768 },
])(
  "nothing scrolls sideways at $width px",
  async ({ width, height }) => {
    await using opened = await open({ width, height });
    const overflow = await opened.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  },
  TEST_MAX_MS,
);

test(
  "forced colors and reduced motion keep every word, and no control moves",
  async () => {
    await using opened = await open({ forcedColors: "active", reducedMotion: "reduce" });
    expect(await violations(opened.page)).toEqual([]);
    const moving = await opened.page.evaluate(() => {
      const endless = document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations === Infinity);
      return endless.length;
    });
    expect(moving).toBe(0);
    expect(opened.errors).toEqual([]);
  },
  TEST_MAX_MS,
);
