import type { Page } from "playwright-core";
import type { ConsoleStage } from "../console-stage.ts";
import { cutOff, keepWaiting, refuse } from "./network.ts";
import type { Screen } from "./screen.ts";

/** The browser calls every refusal an error; at the door that is what is looked at. */
const isRefused = async () => undefined;

/** A link for Elisa to choose another password; it works until the next is made. */
async function linkForElisa(stage: ConsoleStage): Promise<string> {
  const [elisa] = await stage.query<{ id: string }>(
    "select id from agents where email like 'elisa@%'",
  );
  const made = await stage.api("gustavo").post(`/people/${elisa?.id}/password-link`, {});
  return `/set-password#${(made as { readonly token: string }).token}`;
}

async function logIn(page: Page, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill("ana@example.com");
  await page.getByLabel("Senha").fill(password);
  await page.getByRole("button", { name: "Entrar" }).press("Enter");
}

/** As the server answers five minutes before the end. */
async function endSoon(page: Page): Promise<void> {
  await page.route("**/api/v1/session", async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), endsInSeconds: 299 } });
  });
}

const LINK = /^\/password-link$/;

/** At the door, and where there is no way further. */
export const SESSION_SCREENS: readonly Screen[] = [
  {
    name: "login",
    who: "nobody",
    path: "/inbox",
    arrange: isRefused,
    reach: (page) => page.getByRole("button", { name: "Entrar" }).waitFor(),
  },
  {
    name: "session-ends",
    who: "ana",
    path: "/inbox",
    arrange: endSoon,
    reach: (page) => page.getByRole("button", { name: "Continuar conectado" }).waitFor(),
  },
  {
    name: "login-refused",
    who: "nobody",
    path: "/inbox",
    arrange: isRefused,
    async reach(page) {
      await logIn(page, "not the password");
      await page.getByText("E-mail ou senha incorretos.").waitFor();
    },
  },
  {
    name: "login-loading",
    who: "nobody",
    path: "/inbox",
    arrange: (page) => page.unrouteAll(),
    async reach(page) {
      await page.getByRole("button", { name: "Entrar" }).waitFor();
      await keepWaiting(page, /^\/session$/);
      await logIn(page, "circuito");
      await page.locator("[aria-disabled=true], [data-pending]").first().waitFor();
    },
  },
  {
    name: "login-offline",
    who: "nobody",
    path: "/inbox",
    arrange: (page) => page.context().setOffline(false),
    async reach(page) {
      await page.getByRole("button", { name: "Entrar" }).waitFor();
      await cutOff(page);
      await logIn(page, "circuito");
      await page.getByText("Não foi possível falar com o servidor.").waitFor();
    },
  },
  {
    name: "login-failed",
    who: "nobody",
    path: "/inbox",
    arrange: (page) => refuse(page, /^\/session$/),
    reach: (page) => page.getByRole("button", { name: "Tentar de novo" }).waitFor(),
  },
  {
    name: "session-expired",
    who: "ana",
    path: "/settings/account",
    arrange: (page) => page.unrouteAll(),
    async reach(page) {
      await page.getByText("este aparelho").first().waitFor();
      await page.route("**/api/v1/session/password", (route) =>
        route.fulfill({ status: 401, json: { code: "unauthenticated", message: "log in" } }),
      );
      await page.getByLabel("Senha atual").fill("circuito");
      await page.getByLabel("Nova senha").fill("uma frase que só eu diria");
      await page.getByLabel("Nova senha").press("Enter");
      await page.getByRole("alertdialog", { name: "A sessão terminou" }).waitFor();
    },
  },
  {
    name: "set-password",
    who: "nobody",
    path: linkForElisa,
    reach: (page) => page.getByText("Escolha uma nova senha.").waitFor(),
  },
  {
    name: "set-password-over",
    who: "nobody",
    path: "/set-password#not-a-token",
    arrange: isRefused,
    reach: (page) => page.getByRole("link", { name: "Ir para a entrada" }).waitFor(),
  },
  {
    name: "set-password-loading",
    who: "nobody",
    path: "/set-password#any",
    arrange: (page) => keepWaiting(page, LINK),
    reach: (page) => page.locator(".skeleton").first().waitFor(),
  },
  {
    name: "set-password-failed",
    who: "nobody",
    path: "/set-password#any",
    arrange: (page) => refuse(page, LINK),
    reach: (page) => page.getByRole("button", { name: "Tentar de novo" }).waitFor(),
  },
  {
    name: "nowhere",
    who: "ana",
    path: "/nowhere",
    reach: (page) => page.getByText("Esta página não existe.").waitFor(),
  },
];
