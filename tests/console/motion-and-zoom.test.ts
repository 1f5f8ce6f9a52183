import type { Page } from "playwright-core";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { cutAway } from "./cut-away.ts";
import { focusFaults } from "./focus-walk.ts";
import { watchMotion, whatMoved } from "./motion.ts";
import { reachScreen, seatFor } from "./reach-screen.ts";
import { SCREENS, type Screen } from "./screens/index.ts";

/** One visit to a screen and several looks at it, on a busy machine. */
jest.setTimeout(120_000);

/** One of each kind: panes, forms, tables, tiles, drawers, dialogs, menus, editors. */
const KINDS = [
  "login",
  "inbox-conversation",
  "composer-quick-replies",
  "list-filters",
  "thread-message-menu",
  "triage-item",
  "board",
  "failures-row",
  "search-messages",
  "settings-channels",
  "sms-inbox",
  "queues-editor",
  "hours-editor",
  "routing-rule",
  "people-invite",
  "notifications",
] as const;
/** Those of them that need no list of many rows to be reached: it has no room in so low a window. */
const LOW = KINDS.filter((name) => !/^(inbox|composer|list|thread|triage)/.test(name));

function chosen(names: readonly string[]): readonly (readonly [string, Screen])[] {
  return names.map((name) => {
    const screen = SCREENS.find((one) => one.name === name);
    if (screen === undefined) throw new Error(`there is no screen ${name}`);
    return [name, screen];
  });
}

const DESK = { width: 1440, height: 900 };
/** The same window at 200 %. */
const TWICE = { width: 720, height: 450 };
/** A window of 1280 × 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };
/** Enough to get through a header, a list and into a form. */
const STOPS = 12;

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("motion-and-zoom");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

/** By the browser's hand: the page's own policy would refuse another style. */
async function withStyle(page: Page, text: string): Promise<string[]> {
  const put = (css: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };
  await page.evaluate(put, text);
  const faults = await cutAway(page);
  await page.evaluate(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  });
  return faults;
}

/** Our own largest text: what is laid out in rem grows with it, windows do not. */
const TEXT_LARGEST = "html { font-size: 130% !important; }";
/** As WCAG 1.4.12 says it. */
const TEXT_SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`;

/** Drawings that have the colour of what they stand on. */
function invisibleIcons(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const groundOf = (element: Element): string => {
      const { backgroundColor } = getComputedStyle(element);
      const isClear = /^rgba\(.*, 0\)$/.test(backgroundColor);
      if (!isClear || element.parentElement === null) return backgroundColor;
      return groundOf(element.parentElement);
    };
    return [...document.querySelectorAll("button svg, a svg, [role=img] svg")]
      .filter((icon) => icon.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((icon) => {
        const { stroke, fill } = getComputedStyle(icon);
        const ground = groundOf(icon);
        return [stroke, fill].every((colour) => colour === "none" || colour === ground);
      })
      .map((icon) => icon.closest("button, a, [role=img]")?.outerHTML.slice(0, 160) ?? "");
  });
}

test.each(chosen(KINDS))(
  "%s: nothing moves for whoever wants less motion; forced colours keep focus and icons; text that is larger or wide apart is whole",
  async (_name, screen) => {
    await using seat = await seatFor(stage, screen);
    const { page } = seat;
    await watchMotion(page);
    await reachScreen(stage, screen, page, DESK);
    const faults = {
      moved: await whatMoved(page),
      textLargest: await withStyle(page, TEXT_LARGEST),
      textSpaced: await withStyle(page, TEXT_SPACED),
      icons: [] as string[],
      focus: [] as string[],
    };
    await page.emulateMedia({ forcedColors: "active" });
    faults.icons = await invisibleIcons(page);
    faults.focus = await focusFaults(page, STOPS);
    expect(faults).toEqual({ moved: [], textLargest: [], textSpaced: [], icons: [], focus: [] });
  },
);

test.each(chosen(LOW))(
  "%s at 200 and 400 %%: nothing is cut, nothing scrolls sideways, and what has focus is in sight",
  async (_name, screen) => {
    await using seat = await seatFor(stage, screen);
    const { page } = seat;
    await reachScreen(stage, screen, page, TWICE);
    const twice = await cutAway(page);
    await reachScreen(stage, screen, page, ZOOMED);
    const faults = { twice, cut: await cutAway(page), focus: await focusFaults(page, STOPS) };
    expect(faults).toEqual({ twice: [], cut: [], focus: [] });
  },
);
