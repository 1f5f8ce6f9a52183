import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { ACTIVITY_DATE, dayWorked } from "./screens/activity.ts";

/*
 * People's time, on the real gateway: an admin names a break, an agent goes on it, and their day is told to
 * them and to whoever minds them.
 */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("activity");
  await dayWorked(stage);
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => expect(stage.troubles).toEqual([]));

test("a break that an admin named is offered to everybody at once, and counted by its name", async () => {
  const ana = await stage.open("ana", "/inbox");
  await ana.getByRole("button", { name: "Ficar disponível" }).press("Enter");
  await ana
    .getByRole("button", { name: /Disponível · agora|Disponível/ })
    .first()
    .waitFor();
  const admin = await stage.open("gustavo", "/settings/presence");
  const own = admin.getByRole("combobox", { name: "Motivos próprios" });
  await own.fill("Ginástica laboral");
  await own.press("Enter");
  await admin.getByText("Treinamento").click();
  await admin.getByRole("button", { name: "Salvar" }).press("Enter");
  await admin.getByText("Presença e capacidade salvas").waitFor();

  await ana.getByRole("button", { name: /mudar disponibilidade/ }).press("Enter");
  const gym = ana.getByRole("menuitemradio", { name: "Ginástica laboral" });
  await gym.waitFor();
  expect(await ana.getByRole("menuitemradio", { name: "Treinamento" }).count()).toBe(0);
  await gym.press("Enter");
  await ana.getByRole("button", { name: /Em pausa · Ginástica laboral/ }).waitFor();

  // Their own day has it already.
  await ana.getByRole("button", { name: /mudar disponibilidade/ }).press("Enter");
  await ana.getByRole("menuitemradio", { name: "Meu dia" }).press("Enter");
  await ana.getByText(/Pausas: Ginástica laboral/).waitFor();
  expect(await ana.getByRole("heading", { level: 1 }).textContent()).toBe("Meu dia");
  for (const page of [ana, admin]) await page.context().close();
});

test("a day of a team is read by the keyboard, as a table and as a file, and leads to each of them", async () => {
  const page = await stage.open("gustavo", `/reports/activity?date=${ACTIVITY_DATE}`);
  const bars = page.getByRole("group", { name: "Ana Souza" });
  await page.getByRole("button", { name: "Ana Souza" }).focus();
  await page.keyboard.press("Tab");
  const told = page.getByText(/^Offline, 00:00–07:58/);
  await told.waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByText(/^Em pausa · Descanso, 10:00–10:15, 15\smin$/).waitFor();
  expect(await bars.getByRole("img").count()).toBe(8);
  // One stop a row.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.getByText(/^Offline, 00:00–08:10/).waitFor();

  await page.getByRole("button", { name: "Ver tabela" }).press("Enter");
  await page
    .getByRole("row", { name: "Bruno Lima" })
    .getByText(/^20\smin$/)
    .waitFor();
  await page.getByRole("button", { name: "Exportar" }).press("Enter");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe(`circuito-${ACTIVITY_DATE}-activity.csv`);

  await page.getByRole("button", { name: "Ver gráfico" }).press("Enter");
  await page.getByRole("button", { name: "Ana Souza" }).press("Enter");
  await page.getByRole("heading", { name: "O que fez" }).waitFor();
  expect(new URL(page.url()).searchParams.get("agent")).not.toBeNull();
  expect(await page.getByRole("region", { name: "O que fez" }).getByRole("listitem").count()).toBe(
    6,
  );
  await page.context().close();
});

test("a supervisor sees everybody's day", async () => {
  const page = await stage.open("fernanda", `/reports/activity?date=${ACTIVITY_DATE}`);
  await page.getByRole("button", { name: "Fernanda Alves", exact: true }).waitFor();
  await page.getByRole("button", { name: "Ana Souza", exact: true }).waitFor();
  await page.context().close();
});

test("who is no supervisor is told of themselves alone", async () => {
  const page = await stage.open("ana", `/reports/activity?date=${ACTIVITY_DATE}&agent=somebody`);
  await page.getByRole("heading", { name: "Ana Souza" }).waitFor();
  expect(await page.getByRole("combobox").count()).toBe(0);
  await page.context().close();
});
