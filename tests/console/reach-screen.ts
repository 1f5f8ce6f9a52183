import type { Page } from "playwright-core";
import type { ConsoleStage, Seat } from "./console-stage.ts";
import type { Screen } from "./screens/index.ts";

/** A page for one screen: it may be reached there again and again. */
export async function seatFor(stage: ConsoleStage, screen: Screen): Promise<Seat> {
  await screen.prepare?.(stage);
  return stage.seat(screen.who, screen.arrange !== undefined);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Goes to a screen, in a window of this size. @throws with its name, when it is not reached */
export async function reachScreen(
  stage: ConsoleStage,
  screen: Screen,
  page: Page,
  size: Size,
): Promise<void> {
  const { name, path } = screen;
  try {
    await page.setViewportSize(size);
    await screen.arrange?.(page);
    // An address that differs in its `#` alone would not be gone to anew.
    await page.goto("about:blank");
    await page.goto(typeof path === "string" ? path : await path(stage));
    await screen.reach(page);
    await settled(page);
  } catch (cause) {
    throw new Error(`${name} was not reached at ${size.width} px: ${whatHappened(cause)}`, {
      cause,
    });
  }
}

/** A state of the screen that the page is at: its network changes, and it follows. */
export async function goneOn(screen: Screen, page: Page): Promise<void> {
  try {
    await screen.arrange?.(page);
    await screen.reach(page);
    await settled(page);
  } catch (cause) {
    throw new Error(`${screen.name} did not follow: ${whatHappened(cause)}`, { cause });
  }
}

/**
 * The screen that the page is at, in a window of another size. Where something opened or closed by that, or
 * led elsewhere, it is gone to anew.
 */
export async function resized(
  stage: ConsoleStage,
  screen: Screen,
  page: Page,
  size: Size,
): Promise<void> {
  try {
    const before = await whatIsOpen(page);
    await page.setViewportSize(size);
    // What asks the window for its width has drawn itself anew two frames later.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await settled(page);
    if ((await whatIsOpen(page)) !== before) return reachScreen(stage, screen, page, size);
    if (screen.isSteady === true) await screen.reach(page);
  } catch (cause) {
    throw new Error(
      `${screen.name} did not stay when it was made ${size.width} px wide: ${whatHappened(cause)}`,
      { cause },
    );
  }
}

/** In a line: whether its time ran out is told from the first one. */
const whatHappened = (cause: unknown): string => String(cause).split("\n", 1)[0] ?? "";

/** Where the page is, what lies over it, and where focus is: a popover that is lost takes it along. */
const whatIsOpen = (page: Page) =>
  page.evaluate(() => {
    const layers = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=tooltip]";
    const open = [...document.querySelectorAll(layers)].map((layer) => layer.getAttribute("role"));
    return [location.href, document.activeElement?.tagName, ...open].join(" ");
  });

/** The same screen in another theme. */
export async function inTheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await settled(page);
}

/** Longer than anything of ours fades. */
const SETTLED_MAX_MS = 2_000;

/** Fonts, pictures and what fades in are there before anybody looks. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async (maxMs) => {
    const finite = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    const ends = Promise.allSettled([
      document.fonts.ready,
      ...[...document.images].map((image) => image.decode()),
      ...finite.map(({ finished }) => finished),
    ]);
    // What is taken off the page meanwhile may never say that it ended.
    await Promise.race([ends, new Promise((resolve) => setTimeout(resolve, maxMs))]);
  }, SETTLED_MAX_MS);
}
