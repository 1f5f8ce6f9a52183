import type { Page } from "playwright-core";
import { type Asks, answerNothing, cutOff, keepWaiting, refuse } from "./network.ts";
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
export function rowsOf(states: ScreenStates): readonly Screen[] {
  const { name, who, path, prepare, asks, usual, empty } = states;
  const place = { who, path, ...(prepare && { prepare }) };
  const isSteady = true;
  const isUsual = (page: Page) => page.getByText(usual).first().waitFor();
  const rows: Screen[] = [];
  if (!isNever(asks)) {
    rows.push({
      ...place,
      isSteady,
      name: `${name}-loading`,
      arrange: (page) => keepWaiting(page, asks),
      reach: (page) => page.locator(".skeleton").first().waitFor(),
    });
    rows.push({
      ...place,
      ...(states.failed ?? {
        isSteady,
        arrange: (page) => refuse(page, asks),
        reach: (page) => page.getByRole("button", { name: "Tentar de novo" }).first().waitFor(),
      }),
      name: `${name}-failed`,
    });
    if (typeof empty === "string") {
      rows.push({
        ...place,
        isSteady,
        name: `${name}-empty`,
        arrange: (page) => answerNothing(page, asks),
        reach: (page) => page.getByText(empty).first().waitFor(),
      });
    }
  }
  if (typeof empty === "object" && "at" in empty) {
    rows.push({
      ...place,
      isSteady,
      name: `${name}-empty`,
      path: empty.at,
      // The browser calls every 404 an error; here it is what was asked for.
      arrange: async () => undefined,
      reach: (page) => page.getByText(empty.says).first().waitFor(),
    });
  }
  if (states.offline === undefined) {
    rows.push({
      ...place,
      isSteady,
      name: `${name}-offline`,
      ...(name !== "inbox" && { isUsualBut: "the bar that says that there is no line" }),
      // The page that comes next begins with a line.
      arrange: (page) => page.context().setOffline(false),
      async reach(page) {
        await isUsual(page);
        // What is fetched ahead for such days has come.
        await page.waitForLoadState("networkidle");
        await cutOff(page);
        await page.getByText("Sem conexão. Pode continuar escrevendo").waitFor();
        await isUsual(page);
      },
    });
  }
  return rows;
}
