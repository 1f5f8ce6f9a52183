import { axeViolations } from "../../apps/console/harness/stage.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { reachScreen } from "./reach-screen.ts";
import { SCREENS } from "./screens/index.ts";

/** Four looks at one screen, each in a browser context of its own. */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("screens");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

const LOOKS = [
  ["light", 1440],
  ["dark", 1440],
  ["light", 320],
  ["dark", 320],
] as const;

test.each(SCREENS.map((screen) => [screen.name, screen] as const))(
  "%s: axe finds nothing, nothing scrolls sideways, the browser has no complaint",
  async (_name, screen) => {
    const found: string[] = [];
    for (const [colorScheme, width] of LOOKS) {
      const viewport = { width, height: width === 320 ? 640 : 900 };
      const page = await reachScreen(stage, screen, { colorScheme, viewport });
      const look = `${colorScheme} ${width} px`;
      found.push(...(await axeViolations(page)).map((text) => `${look}: ${text}`));
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) found.push(`${look}: ${overflow} px wider than the window`);
      await page.context().close();
    }
    expect(found).toEqual([]);
    expect(stage.troubles).toEqual([]);
  },
);

test("no two screens have the same name", () => {
  const names = SCREENS.map(({ name }) => name);
  expect([...new Set(names)]).toEqual(names);
});
