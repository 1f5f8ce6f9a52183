import type { Page } from "playwright-core";
import { until } from "../../../apps/console/harness/until.ts";
import { type Asks, answer, answerNothing, cutOff, keepWaiting, refuse } from "./network.ts";
import type { Screen } from "./screen.ts";

/** How a screen looks on bad days. What is `why` a sentence does not come about there: why not. */
export interface ScreenStates extends Pick<Screen, "who" | "path" | "prepare"> {
  /** Names the rows: `queues` is seen as `queues-loading`, `queues-failed`, … */
  readonly name: string;
  /** The address as the router has it: `/settings/queues/$queueId`. */
  readonly route: string;
  /** What it shows nothing without. */
  readonly asks: Asks | Never;
  /** Its words on a usual day: they are there before the line goes down, and after. */
  readonly usual: string | RegExp;
  /**
   * Words of the state in which there is nothing; where they are said, if not here; or the row of
   * another table that shows it.
   */
  readonly empty: string | Elsewhere | { readonly row: string } | Never;
  /** Where there is no line at all, it cannot even begin. */
  readonly offline?: Never;
  /** Where what fails is no answer. */
  readonly failed?: Pick<Screen, "arrange" | "reach">;
}

interface Never {
  readonly why: string;
}

interface Elsewhere {
  readonly at: string;
  readonly says: string;
}

const isNever = (given: object | string): given is Never =>
  typeof given === "object" && "why" in given;

/** Loading, failed, empty, offline: those of them that the screen can be in. */
export const rowsOf = (states: ScreenStates): readonly Screen[] => visitsOf(states).flat();

const isUsual = (page: Page, { usual }: ScreenStates) => page.getByText(usual).first().waitFor();
const again = (page: Page) => page.getByRole("button", { name: "Tentar de novo" });

/**
 * The same, a visit each: what is waited for fails, is tried again, comes, and then the line goes down, all
 * of it on one page, as it does on a bad day.
 */
export function visitsOf(states: ScreenStates): readonly (readonly Screen[])[] {
  const { name, who, path, prepare, asks, empty } = states;
  const place = { who, path, ...(prepare && { prepare }) };
  const badDay: Screen[] = [];
  const others: Screen[] = [];
  if (!isNever(asks)) {
    badDay.push({
      ...place,
      isSteady: true,
      name: `${name}-loading`,
      arrange: (page) => keepWaiting(page, asks),
      reach: (page) => page.locator(".skeleton").first().waitFor(),
    });
    if (states.failed === undefined) {
      badDay.push({
        ...place,
        isSteady: true,
        name: `${name}-failed`,
        arrange: (page) => refuse(page, asks),
        reach: (page) => again(page).first().waitFor(),
      });
    } else others.push({ ...place, ...states.failed, name: `${name}-failed` });
    if (typeof empty === "string") {
      others.push({
        ...place,
        isSteady: true,
        name: `${name}-empty`,
        arrange: (page) => answerNothing(page, asks),
        reach: (page) => page.getByText(empty).first().waitFor(),
      });
    }
  }
  if (typeof empty === "object" && "at" in empty) {
    others.push({
      ...place,
      isSteady: true,
      name: `${name}-empty`,
      path: empty.at,
      // The browser calls every 404 an error; here it is what was asked for.
      arrange: async () => undefined,
      reach: (page) => page.getByText(empty.says).first().waitFor(),
    });
  }
  if (states.offline === undefined) badDay.push(offline(states, place));
  return [badDay, ...others.map((row) => [row])].filter((rows) => rows.length > 0);
}

function offline(states: ScreenStates, place: Pick<Screen, "who" | "path" | "prepare">): Screen {
  const { name } = states;
  return {
    ...place,
    isSteady: true,
    name: `${name}-offline`,
    ...(name !== "inbox" && { isUsualBut: "the bar that says that there is no line" }),
    async arrange(page) {
      // The page that comes next begins with a line.
      await page.context().setOffline(false);
      await answer(page);
    },
    async reach(page) {
      await triedAgain(page, states);
      // What is fetched ahead for such days has come.
      await page.waitForLoadState("networkidle");
      await cutOff(page);
      await page.getByText("Sem conexão. Pode continuar escrevendo").waitFor();
      await isUsual(page, states);
    },
  };
}

/** Until it looks as usual: each part that could not be fetched has a button of its own. */
async function triedAgain(page: Page, states: ScreenStates): Promise<void> {
  const usual = page.getByText(states.usual).first();
  for (;;) {
    await usual.or(again(page)).first().waitFor();
    const left = await again(page).count();
    if (left === 0) return isUsual(page, states);
    await again(page).first().press("Enter");
    await until("one fewer is to be tried again", async () => (await again(page).count()) < left);
  }
}
