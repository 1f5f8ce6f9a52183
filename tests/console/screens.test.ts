import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { faultsOf } from "./look-at.ts";
import { SCREENS } from "./screens/index.ts";

/** Two visits to one screen, on a busy machine. */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("screens");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

test.each(SCREENS.map((screen) => [screen.name, screen] as const))(
  "%s: axe finds nothing, nothing is cut or scrolls sideways, the browser has no complaint",
  async (_name, screen) => {
    expect(await faultsOf(stage, screen)).toEqual([]);
  },
);
