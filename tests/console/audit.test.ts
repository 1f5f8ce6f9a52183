import { readFile } from "node:fs/promises";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("audit");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

test("an admin narrows the audit, opens an entry by its link, and takes what is filtered along", async () => {
  const page = await stage.open("gustavo", "/settings/audit?action=createInbox");
  const row = page.getByRole("row", { name: /Criou um canal/ }).first();
  await row.press("Enter");
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Informa o protocolo").waitFor();
  expect(page.url()).toMatch(/entry=\d+/);
  expect(await drawer.getByRole("link").getAttribute("href")).toMatch(/^\/settings\/channels\//);

  // The link alone opens it, beside a list that it is not in.
  const entry = new URL(page.url()).searchParams.get("entry");
  await page.goto(`${stage.origin}/settings/audit?entry=${entry}&action=announce`);
  await page.getByRole("dialog").getByText("Informa o protocolo").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Tudo sobre este objeto" }).click();
  await page.getByRole("button", { name: "Mostrar todos os objetos" }).waitFor();
  expect(page.url()).toContain("object=inboxes");
  // Nothing of this kind was announced: a longer period is one press away, until there is none.
  for (const longer of ["últimos 90 dias", "últimos 365 dias", "todo o período"]) {
    await page.getByText("Nada neste período").waitFor();
    await page.getByRole("button", { name: `Ver ${longer}` }).click();
  }
  await page.getByText("Nada neste período").waitFor();
  expect(await page.getByRole("button", { name: /^Ver / }).count()).toBe(0);
  expect(page.url()).toContain("days=all");

  await page.getByRole("button", { name: "Mostrar todos os objetos" }).click();
  await page.goto(`${stage.origin}/settings/audit?action=createInbox`);
  await page.getByText(/^Guardado desde /).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Exportar CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^circuito-audit-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text).toMatch(/^\uFEFFNúmero;Quando \(UTC\);/);
  const actions = new Set(
    text
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(";")[5]),
  );
  expect([...actions]).toEqual(["createInbox"]);

  // And that it left stands out.
  await page.goto(`${stage.origin}/settings/audit`);
  await page.getByRole("switch", { name: "Só acessos sensíveis" }).press("Space");
  await page.waitForURL(/sensitive=true/);
  const taken = page.getByRole("row", { name: /Exportou a auditoria/ }).first();
  await taken.getByText("exportação").waitFor();
  await taken.press("Enter");
  await page.getByRole("dialog").getByText("createInbox").waitFor();
  await page.context().close();
});

test("more than fits in a file is said, with what to do about it", async () => {
  const page = await stage.open("gustavo", "/settings/audit");
  await page.route("**/api/v1/audit/file?**", (route) =>
    route.fulfill({
      status: 413,
      contentType: "application/json",
      body: JSON.stringify({
        ...{ code: "too-large", message: "too many", requestId: "r" },
        details: { because: "too-many-entries", entriesMax: 100_000 },
      }),
    }),
  );
  await page.getByRole("button", { name: "Exportar CSV" }).click();
  await page.getByText("São mais de 100.000 registros: não cabem em um arquivo").waitFor();
  await page.getByText(/Escolha um período menor/).waitFor();
  await page.context().close();
});
