import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { faultsOfVisit } from "./look-at.ts";
import { LEADS_ON, SCREENS, STATE_SCREENS, STATE_VISITS, STATES } from "./screens/index.ts";

/** A bad day of one screen, on a busy machine. */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("states");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

test("every address of the console has its loading, failed, empty and offline state in the table", async () => {
  const page = await stage.open("gustavo", "/settings/shortcuts");
  const addresses = await page.evaluate(() =>
    Object.keys(
      (globalThis as unknown as { __TSR_ROUTER__: { routesByPath: object } }).__TSR_ROUTER__
        .routesByPath,
    ),
  );
  await page.context().close();
  const shown = new Set([...LEADS_ON, ...STATES.map(({ route }) => route)]);
  const bare = addresses.map((path) => path.replace(/(.)\/$/, "$1"));
  expect([...new Set(bare)].sort()).toEqual([...shown].sort());
});

test("no two screens have the same name, and a state that is another's row has it", () => {
  const names = [...SCREENS, ...STATE_SCREENS].map(({ name }) => name);
  expect([...new Set(names)]).toEqual(names);
  for (const { empty } of STATES) {
    if (typeof empty === "object" && "row" in empty) expect(names).toContain(empty.row);
  }
});

test("what was never fetched is waited for while the line is down, and comes with it", async () => {
  await using seat = await stage.seat("fernanda", true);
  const { page } = seat;
  await page.goto("/inbox");
  await page.getByRole("tab", { name: /A fazer/ }).waitFor();
  await page.context().setOffline(true);
  await page.getByText("Sem conexão. Pode continuar escrevendo").waitFor();
  await page.getByRole("button", { name: "Filtrar a lista" }).press("Enter");
  await page.getByRole("tab", { name: /A fazer/ }).waitFor();
  await page.context().setOffline(false);
  await page.getByText("Só não lidas").waitFor();
});

test.each(STATE_VISITS.map((visit) => [visit.map(({ name }) => name).join(", "), visit] as const))(
  "%s: axe finds nothing, nothing is cut or scrolls sideways, the browser has no complaint",
  async (_name, visit) => {
    expect(await faultsOfVisit(stage, visit)).toEqual([]);
  },
);
