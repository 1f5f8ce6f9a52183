import type { Page } from "playwright-core";
import { shownChat } from "../chat-frames.ts";
import type { Screen } from "./screen.ts";

const previewed = (page: Page) => shownChat(page, "/widget/preview/chat", "Loja Ipê");

async function openInbox(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("link", { name }).press("Enter");
}

export const CHANNEL_SCREENS: readonly Screen[] = [
  {
    name: "sms-new",
    who: "gustavo",
    path: "/settings/channels/sms/new",
    async reach(page) {
      await page.getByRole("button", { name: "Criar e continuar" }).press("Enter");
      await page.getByText("Preencha este campo.").first().waitFor();
    },
  },
  {
    name: "sms-inbox",
    who: "gustavo",
    path: "/settings/channels",
    async reach(page) {
      await openInbox(page, /SMS da loja/);
      await page.getByText("Endereço do webhook").waitFor();
      await page.getByText("Informar o protocolo ao cliente").waitFor();
    },
  },
  {
    name: "email-inbox",
    who: "gustavo",
    path: "/settings/channels",
    async reach(page) {
      await openInbox(page, /E-mail da loja/);
      await page.getByText("Informar o protocolo ao cliente").waitFor();
    },
  },
  {
    name: "mailbox-new",
    who: "gustavo",
    path: "/settings/channels/email",
    async reach(page) {
      await page.getByLabel("Endereço de e-mail").fill("loja@nowhere.invalid");
      await page.getByRole("button", { name: "Procurar configurações" }).press("Enter");
      await page.getByRole("button", { name: "Testar" }).waitFor();
    },
  },
  {
    name: "whatsapp-phone-new",
    who: "gustavo",
    path: "/settings/channels/whatsapp/new?transport=web",
    async reach(page) {
      await page.getByRole("button", { name: /parear/i }).press("Enter");
      await page.getByText("Preencha este campo.").waitFor();
    },
  },
  {
    name: "form-new",
    who: "gustavo",
    path: "/settings/channels/form/new",
    async reach(page) {
      await page.getByRole("button", { name: "Adicionar campo" }).press("Enter");
      await page.getByRole("menuitem", { name: "Escolha" }).press("Enter");
      await page.getByLabel("Nome do campo").fill("Motivo");
      await page.getByLabel("Opções").fill("2ª via de boleto\nTroca");
      await page.getByRole("button", { name: "Criar e continuar" }).press("Enter");
      await page.getByText("Preencha este campo.").first().waitFor();
    },
  },
  {
    name: "form-inbox",
    who: "gustavo",
    path: "/settings/channels",
    async reach(page) {
      await openInbox(page, /Formulário da loja/);
      await page.getByText("Endereço do formulário").waitFor();
      await page.getByText("Informar o protocolo ao cliente").waitFor();
    },
  },
  {
    name: "webchat-new",
    who: "gustavo",
    path: "/settings/channels/webchat/new",
    async reach(page) {
      await page.getByLabel("Sites que mostram o chat").fill("*.loja.com.br");
      await page.getByLabel("Nome da empresa").fill("Loja Ipê");
      await page.getByLabel("Saudação").fill("Oi! Conte o que você procura.");
      await page.getByRole("textbox", { name: "Cor", exact: true }).fill("#ffd54a");
      await page.getByText(/o botão quase não aparece/).waitFor();
      await page.getByRole("button", { name: "Criar e continuar" }).press("Enter");
      await page.getByText("Um dos endereços não é de um site.").waitFor();
      await previewed(page);
    },
  },
  {
    name: "webchat-inbox",
    who: "gustavo",
    path: "/settings/channels",
    async reach(page) {
      await openInbox(page, /^Chat do site chat do site/);
      await page.getByRole("radio", { name: "Google Tag Manager" }).press("Enter");
      await page.getByText("document.head.appendChild").waitFor();
      await previewed(page);
      await page.getByRole("radio", { name: "Celular" }).press("Enter");
      await page.getByRole("button", { name: "Verificar instalação" }).press("Enter");
      await page.getByText(/^O código não está no HTML/).waitFor();
    },
  },
  {
    name: "webchat-invitations",
    who: "gustavo",
    path: "/settings/channels",
    async reach(page) {
      await openInbox(page, /^Chat do site chat do site/);
      const panel = page.getByRole("region", { name: "Convites para conversar" });
      await panel.getByRole("button", { name: "Adicionar convite" }).press("Enter");
      await panel.getByLabel("Nome do convite").fill("Preços");
      await panel.getByLabel("O que o convite diz").fill("Dúvidas sobre os planos? Posso ajudar.");
      await panel.getByLabel("Páginas", { exact: true }).fill("/precos*");
      await panel.getByRole("button", { name: "Adicionar convite" }).press("Enter");
      await panel.getByRole("button", { name: "Salvar convites" }).press("Enter");
      await panel.getByText("Falta algo em um dos convites.").waitFor();
      await panel.getByLabel("Endereço da página").fill("https://www.loja.com.br/precos?utm=1");
      await panel.getByText(/^Aparece “Preços” após 20 s/).waitFor();
    },
  },
  {
    name: "setup-inbox",
    who: "gustavo",
    path: "/inbox?owner=me",
    // The stage's people have answered long ago: for a look the installation is young.
    async arrange(page) {
      const facts = { channel: true, queue: false, people: false, hours: false, answered: false };
      await page.route("**/api/v1/setup", (route) => route.fulfill({ json: facts }));
    },
    reach: (page) => page.getByRole("link", { name: "Diga quem atende cada fila" }).waitFor(),
  },
];
