import type { Page } from "playwright-core";
import { axeViolations } from "../../apps/console/harness/stage.ts";
import type { ConsoleStage } from "./console-stage.ts";
import { cutAway } from "./cut-away.ts";
import { inTheme, reachScreen, resized, seatFor } from "./reach-screen.ts";
import type { Screen } from "./screens/index.ts";

/** The console's usual window. */
const WIDE = { width: 1440, height: 900 };
/** One of 1280 px at 400 %. */
const NARROW = { width: 320, height: 640 };

/** Of all rules, those that ask for colours: the rest says the same in every theme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What is wrong with a screen in both widths and themes: a line each, with the look it is seen in. */
export async function faultsOf(stage: ConsoleStage, screen: Screen): Promise<string[]> {
  const page = await seatFor(stage, screen);
  const found: string[] = [];
  try {
    await reachScreen(stage, screen, page, WIDE);
    found.push(...(await faultsSeen(page, "1440 px")));
    await resized(stage, screen, page, NARROW);
    found.push(...(await faultsSeen(page, "320 px")));
  } finally {
    await page.context().close();
  }
  // Of this one: the next begins with none.
  return [...found, ...stage.troubles.splice(0)];
}

async function faultsSeen(page: Page, width: string): Promise<string[]> {
  const light = [...(await axeViolations(page)), ...(await cutAway(page))];
  await inTheme(page, "dark");
  const dark = await axeViolations(page, COLOUR_RULES);
  await inTheme(page, "light");
  return [
    ...light.map((text) => `light, ${width}: ${text}`),
    ...dark.map((text) => `dark, ${width}: ${text}`),
  ];
}
