import type { Browser } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** At Rafael's conversation, with words in the composer, five minutes before the end. */
async function nearTheEnd(extensions: number) {
  const here = await stage(browser);
  const { page, gateway, conversations } = here;
  Object.assign(gateway.session, { leftSeconds: 299, extensions });
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${conversations.rafael.id}`);
  const composer = page.getByRole("textbox", { name: /^Resposta/ });
  await composer.fill("Vou verificar com a");
  await page.getByRole("button", { name: "Continuar conectado" }).waitFor();
  return { ...here, composer };
}

test("whoever is writing is warned without losing a key, and goes on with one press", async () => {
  await using here = await nearTheEnd(10);
  const { page, composer, gateway, errors } = here;
  expect(await composer.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Continuar conectado" }).press("Enter");
  await page.getByText("Sessão estendida por 12 horas").first().waitFor();
  await page.getByRole("button", { name: "Continuar conectado" }).waitFor({ state: "detached" });
  expect(await composer.inputValue()).toBe("Vou verificar com a");
  expect(gateway.calls.filter(({ path }) => path === "/session/extension")).toHaveLength(1);
  expect(errors).toEqual([]);
});

test("what cannot be extended any more is logged in to again, and the words are still there", async () => {
  await using here = await nearTheEnd(0);
  const { page, composer, gateway } = here;
  await page.getByRole("button", { name: "Continuar conectado" }).press("Enter");
  await page
    .getByText(/não pode mais ser estendida/)
    .first()
    .waitFor();
  gateway.session.leftSeconds = 7 * 24 * 3_600;
  await page.getByRole("button", { name: "Entrar de novo" }).press("Enter");
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("Senha").fill("circuito");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Entrar de novo" }).waitFor({ state: "detached" });
  expect(await composer.inputValue()).toBe("Vou verificar com a");
});
