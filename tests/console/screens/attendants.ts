import type { Page } from "playwright-core";
import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

const PATH = "/settings/attendants";
const label = (text: string) => ({ "pt-BR": text });

/** A menu at the web chat, once. */
async function chatAsks(stage: ConsoleStage): Promise<void> {
  const api = stage.api("gustavo");
  const { items } = JSON.parse(JSON.stringify(await api.get("/inboxes")));
  const chat = items.find(({ channel }: { channel: string }) => channel === "webchat");
  const path = `/inboxes/${chat.id}/attendant`;
  const { version } = JSON.parse(JSON.stringify(await api.get(path)));
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
