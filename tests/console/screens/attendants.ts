import type { Page } from "playwright-core";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const PATH = "/settings/attendants";
const label = (text: string) => ({ "pt-BR": text });

/** A menu at the web chat, once. */
async function chatAsks(stage: ConsoleStage): Promise<void> {
  const api = stage.api("gustavo");
  const { path, version } = await attendantOf(stage, "webchat");
  if (version > 0) return;
  const further = {
    words: label("Sobre o quê?"),
    options: [{ id: "boleto", label: label("Boleto") }],
  };
  const options = [
    { id: "vendas", label: label("Vendas") },
    { id: "financeiro", label: label("Financeiro"), menu: further },
  ];
  await api.put(path, {
    version,
    flow: {
      ...{ language: "pt-BR", greeting: label("Olá!"), misunderstandingsMax: 2 },
      ...{ answerWithinMs: 300_000, menu: { words: label("Qual assunto?"), options } },
    },
  });
}

/** One by SMS that was there and was switched off. */
async function smsAskedOnce(stage: ConsoleStage): Promise<void> {
  const api = stage.api("gustavo");
  const { path, version } = await attendantOf(stage, "sms");
  if (version > 0) return;
  const options = [{ id: "vendas", label: label("Vendas") }];
  const flow = {
    ...{ language: "pt-BR", greeting: label("Olá!"), misunderstandingsMax: 2 },
    ...{ answerWithinMs: 300_000, menu: { words: label("Qual assunto?"), options } },
  };
  await api.put(path, { version, flow });
  await api.put(path, { version: version + 1, flow: null });
}

async function attendantOf(stage: ConsoleStage, channel: string) {
  const api = stage.api("gustavo");
  const { items } = JSON.parse(JSON.stringify(await api.get("/inboxes")));
  const inbox = items.find((one: { channel: string }) => one.channel === channel);
  const path = `/inboxes/${inbox.id}/attendant`;
  const { version } = JSON.parse(JSON.stringify(await api.get(path)));
  return { path, version };
}

const openInbox = (name: RegExp) => async (page: Page) => {
  await page.getByRole("link", { name }).press("Enter");
};

export const ATTENDANT_SCREENS: readonly Screen[] = [
  {
    name: "attendants",
    who: "gustavo",
    path: PATH,
    prepare: chatAsks,
    reach: (page) => page.getByRole("link", { name: /Chat do site/ }).waitFor(),
  },
  {
    name: "attendant-off",
    who: "gustavo",
    path: PATH,
    async reach(page) {
      await openInbox(/Laboratório/)(page);
      await page.getByText("Nenhum menu nesta caixa de entrada").waitFor();
    },
  },
  {
    name: "attendant-switched-off",
    who: "gustavo",
    path: PATH,
    prepare: smsAskedOnce,
    async reach(page) {
      await openInbox(/SMS da loja/)(page);
      await page.getByText("O menu está desligado").waitFor();
      await page.getByRole("button", { name: "Retomar a versão 1" }).waitFor();
    },
  },
  {
    name: "attendant-menu",
    who: "gustavo",
    path: PATH,
    prepare: chatAsks,
    async reach(page) {
      await openInbox(/Chat do site/)(page);
      await page.getByRole("button", { name: "Financeiro", exact: true }).press("Enter");
      await page.getByRole("button", { name: "Boleto", exact: true }).waitFor();
    },
  },
];
