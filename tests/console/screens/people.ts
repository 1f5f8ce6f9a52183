import type { Screen } from "./screen.ts";

const admin = { who: "gustavo" } as const;

/** Queues, people, hours and promises: what admins set up. */
export const PEOPLE_SCREENS: readonly Screen[] = [
  {
    ...admin,
    name: "queues",
    path: "/settings/queues",
    reach: (page) => page.getByRole("row", { name: /Direcionamento/ }).waitFor(),
  },
  {
    ...admin,
    name: "queues-new",
    path: "/settings/queues",
    async reach(page) {
      await page.getByRole("button", { name: "Nova fila" }).press("Enter");
      await page.getByRole("radio", { name: /Especialista/ }).press("Space");
      await page.getByRole("textbox", { name: "Área" }).waitFor();
    },
  },
  {
    ...admin,
    name: "queues-editor",
    path: "/settings/queues",
    async reach(page) {
      await page.getByRole("row", { name: /Solucionadores/ }).press("Enter");
      await page.getByRole("button", { name: "Simular" }).press("Enter");
      await page.getByText("não está disponível").first().waitFor();
    },
  },
  {
    ...admin,
    name: "queues-leave-unsaved",
    path: "/settings/queues",
    async reach(page) {
      await page.getByRole("row", { name: /Técnico/ }).press("Enter");
      const name = page.getByRole("textbox", { name: /^Nome/ }).first();
      await name.fill("Técnico N2");
      await name.press("Escape");
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    ...admin,
    name: "queues-archive",
    path: "/settings/queues",
    async reach(page) {
      await page.getByRole("row", { name: /Supervisão/ }).press("Enter");
      await page.getByRole("button", { name: "Arquivar" }).press("Enter");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    ...admin,
    name: "presence-settings",
    path: "/settings/presence",
    reach: (page) => page.getByText("Peso por canal").waitFor(),
  },
  {
    ...admin,
    name: "people",
    path: "/settings/people",
    reach: (page) => page.getByRole("row", { name: /Ana Souza/ }).waitFor(),
  },
  {
    ...admin,
    name: "people-none-invited",
    path: "/settings/people",
    async reach(page) {
      await page.getByRole("radio", { name: /Convidadas/ }).press("Space");
      await page.getByText("Nenhum convite à espera").waitFor();
    },
  },
  {
    ...admin,
    name: "people-invite",
    path: "/settings/people",
    async reach(page) {
      await page.getByRole("button", { name: "Convidar" }).first().press("Enter");
      await page.getByLabel("Nomes e e-mails").fill("Rita Nunes <rita@example.com>\nsem endereço");
      await page.getByText("Uma linha sem e-mail").waitFor();
    },
  },
  {
    ...admin,
    name: "people-profile",
    path: "/settings/people",
    async reach(page) {
      await page.getByRole("row", { name: /Ana Souza/ }).press("Enter");
      await page
        .getByText("Não está em nenhum aparelho.")
        .or(page.getByText("usado"))
        .first()
        .waitFor();
      await page.getByLabel("Nova habilidade").fill("cobrança");
      await page.getByLabel("Nova habilidade").press("Enter");
      await page.getByRole("radiogroup", { name: "Nível em cobrança" }).waitFor();
    },
  },
  {
    ...admin,
    name: "people-close-account",
    path: "/settings/people",
    async reach(page) {
      await page.getByRole("row", { name: /Bruno Lima/ }).press("Enter");
      await page.getByRole("button", { name: "Desativar" }).press("Enter");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "roles",
    who: "ana",
    path: "/settings/roles",
    reach: (page) => page.getByText("Trocar a própria senha").waitFor(),
  },
  {
    name: "account",
    who: "ana",
    path: "/settings/account",
    reach: (page) => page.getByText("este aparelho").first().waitFor(),
  },
  {
    ...admin,
    name: "hours",
    path: "/settings/hours",
    reach: (page) =>
      page
        .getByText(/abre|fecha /)
        .first()
        .waitFor(),
  },
  {
    ...admin,
    name: "hours-editor",
    path: "/settings/hours",
    async reach(page) {
      await page.getByRole("row", { name: /Horário comercial/ }).press("Enter");
      await page.getByText("nos próximos 7 dias").waitFor();
      await page.getByText("Tiradentes").waitFor();
    },
  },
  {
    ...admin,
    name: "hours-overlap",
    path: "/settings/hours/new",
    async reach(page) {
      await page
        .getByRole("button", { name: "Adicionar abertura em segunda-feira" })
        .press("Enter");
      const second = page.getByLabel("segunda-feira, abertura 2, Abre");
      await second.fill("17");
      await second.press("Tab");
      await page.getByText("Sobrepõe outra abertura.").waitFor();
    },
  },
  {
    ...admin,
    name: "hours-holidays",
    path: "/settings/hours/new",
    async reach(page) {
      await page.getByText("Tiradentes").waitFor();
      await page.getByRole("button", { name: "Usar os feriados nacionais" }).press("Enter");
      await page.getByRole("dialog").getByText("Natal").waitFor();
    },
  },
  {
    ...admin,
    name: "sla",
    path: "/settings/sla",
    reach: (page) => page.getByRole("row", { name: /Padrão/ }).waitFor(),
  },
  {
    ...admin,
    name: "sla-editor",
    path: "/settings/sla",
    async reach(page) {
      await page.getByRole("row", { name: /Padrão/ }).press("Enter");
      await page.getByText("fora do horário").waitFor();
    },
  },
  {
    ...admin,
    name: "sla-sac-template",
    path: "/settings/sla/new?template=sac",
    reach: (page) => page.getByText("fora do horário").waitFor(),
  },
  {
    name: "people-not-yours",
    who: "fernanda",
    path: "/settings/people",
    reach: (page) => page.getByText("Só administradores mudam isto.").waitFor(),
  },
];
