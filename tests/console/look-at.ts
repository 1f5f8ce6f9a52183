import type { Page } from "playwright-core";
import { axeViolations } from "../../apps/console/harness/stage.ts";
import type { ConsoleStage } from "./console-stage.ts";
import { cutAway } from "./cut-away.ts";
import { goneOn, inTheme, reachScreen, resized, seatFor } from "./reach-screen.ts";
import type { Screen } from "./screens/index.ts";

/** The console's usual window. */
const WIDE = { width: 1440, height: 900 };
/** One of 1280 px at 400 %. */
const NARROW = { width: 320, height: 640 };

/** Of all rules, those that ask for colours: the rest says the same in every theme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/**
 * Looks that a screen is judged in: every width, and every theme in the width that shows the most of it.
 * A bad day, made of parts that the screens show too, is judged where room is least. Each look begins in
 * the theme that the one before ended in: a page that changes its theme is drawn anew.
 */
const ALL: readonly Look[] = [
  { size: WIDE, themes: ["light", "dark"] },
  { size: NARROW, themes: ["dark"] },
];
const WHERE_LEAST_FITS: Look = { size: NARROW, themes: ["light", "dark"] };

interface Look {
  readonly size: { readonly width: number; readonly height: number };
  readonly themes: readonly ("light" | "dark")[];
}

/** What is wrong with a screen, in both widths and themes: a line each, with the look it is seen in. */
export async function faultsOf(stage: ConsoleStage, screen: Screen): Promise<string[]> {
  const found: string[] = [];
  {
    await using seat = await seatFor(stage, screen);
    for (const [index, { size, themes }] of ALL.entries()) {
      await (index === 0 ? reachScreen : resized)(stage, screen, seat.page, size);
      found.push(...(await faultsSeen(seat.page, screen, themes, `${size.width} px`)));
    }
  }
  // Of this one: the next begins with none.
  return [...found, ...stage.troubles.splice(0)];
}

/** What is wrong with a screen on a bad day: its states, one after the other on one page. */
export async function faultsOfVisit(
  stage: ConsoleStage,
  visit: readonly Screen[],
): Promise<string[]> {
  const [first] = visit;
  if (first === undefined) return [];
  const found: string[] = [];
  const { size, themes } = WHERE_LEAST_FITS;
  {
    await using seat = await seatFor(stage, first);
    for (const [index, screen] of visit.entries()) {
      if (screen === first) await reachScreen(stage, screen, seat.page, size);
      else await goneOn(screen, seat.page);
      const order = index % 2 === 0 ? themes : themes.toReversed();
      found.push(...(await faultsSeen(seat.page, screen, order, screen.name)));
    }
  }
  return [...found, ...stage.troubles.splice(0)];
}

async function faultsSeen(
  page: Page,
  screen: Screen,
  themes: Look["themes"],
  where: string,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [index, theme] of themes.entries()) {
    await inTheme(page, theme);
    // Where things are and what they are called is the same in every theme.
    const rules = index === 0 ? undefined : COLOUR_RULES;
    const seen = screen.isUsualBut === undefined ? await axeViolations(page, rules) : [];
    const cut = index === 0 ? await cutAway(page) : [];
    faults.push(...[...seen, ...cut].map((text) => `${theme}, ${where}: ${text}`));
  }
  return faults;
}
