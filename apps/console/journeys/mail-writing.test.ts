import type { Browser, Page } from "playwright-core";
import { launchBrowser, logIn, mailStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = async () => {
  const here = await mailStage(browser);
  const { page, gateway, mailed } = here;
  await logIn(page, gateway.url);
  await page.goto(`${gateway.url}/inbox/${mailed.thread.id}`);
  await page.getByText("Marina Costa · cc Ana Lima").waitFor();
  const sent = () =>
    gateway.calls.filter(({ path }) => path.endsWith("/messages")).map(({ body }) => body);
  return { ...here, sent };
};

const words = (page: Page) => page.getByRole("textbox", { name: "Resposta por e-mail" });
const change = (page: Page) => page.getByRole("button", { name: "Alterar" }).press("Enter");
const pick = (page: Page, ...files: { name: string; text: string }[]) =>
  page.locator("input[type=file]").setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: "text/plain",
      buffer: Buffer.from(text),
    })),
  );
const files = (page: Page) =>
  page.getByRole("list", { name: "Anexos da resposta" }).getByRole("listitem");

test("a reply goes to the people and under the subject that its line names", async () => {
  await using here = await open();
  const { page, sent } = here;
  await words(page).fill("O rastreio é BR123.");
  await page.keyboard.press("Enter");
  expect(sent()).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await until("it was sent", () => sent().length === 1);
  expect(sent()[0]).toMatchObject({
    text: "O rastreio é BR123.",
    mail: {
      subject: "Re: Pedido 48213: jarra trincada",
      to: [{ name: "Marina Costa", address: "marina@cliente.example.org" }],
      cc: [{ name: "Ana Lima", address: "ana@cliente.example.org" }],
    },
  });
  await page.getByRole("article", { name: /^E-mail de Você.*Na fila/ }).waitFor();
  expect(here.errors).toEqual([]);
});

test("people are added by typing and by pasting many, mended, and taken out by keys alone", async () => {
  await using here = await open();
  const { page, sent } = here;
  await change(page);
  const cc = page.getByRole("textbox", { name: "Cc" });
  await cc.focus();
  await page.keyboard.type("gerente@example.org,");
  await page.getByRole("row", { name: "gerente@example.org" }).waitFor();
  await page.evaluate(() =>
    navigator.clipboard.writeText('"Lima, Bia" <bia@example.org>; ana@@errado\nMARINA@x.example'),
  );
  await page.keyboard.press("Control+v");
  await page.getByRole("row", { name: "Lima, Bia <bia@example.org>" }).waitFor();
  await page.getByText("“ana@@errado” não é um endereço de e-mail.").waitFor();
  // Until it is mended, nothing leaves.
  await words(page).fill("Segue.");
  await page.keyboard.press("Control+Enter");
  expect(sent()).toEqual([]);
  await page.getByRole("row", { name: "ana@@errado" }).focus();
  await page.keyboard.press("Delete");
  await page.getByText("“ana@@errado”").waitFor({ state: "detached" });
  // Focus goes to a neighbour, not to nowhere.
  await until("a neighbour has focus", () =>
    page.evaluate(() => document.activeElement?.getAttribute("role") === "row"),
  );
  // The last one comes back into the text to be changed.
  await cc.focus();
  await page.keyboard.press("Backspace");
  expect(await cc.inputValue()).toBe("MARINA@x.example");
  await cc.fill("");
  await page.getByRole("textbox", { name: "Assunto" }).fill("Rastreio do pedido 48213");
  await words(page).focus();
  await page.keyboard.press("Control+Enter");
  await until("it was sent", () => sent().length === 1);
  expect(sent()[0]).toMatchObject({
    mail: {
      subject: "Rastreio do pedido 48213",
      cc: [
        { name: "Ana Lima", address: "ana@cliente.example.org" },
        { name: "", address: "gerente@example.org" },
        { name: "Lima, Bia", address: "bia@example.org" },
      ],
    },
  });
  expect(here.errors).toEqual([]);
});

test("words are formatted by keys and by a menu, seen as the customer will, and sent as written", async () => {
  await using here = await open();
  const { page, sent } = here;
  await words(page).fill("Traga o documento:");
  await page.keyboard.press("Shift+Control+ArrowLeft");
  await page.keyboard.press("Shift+Control+ArrowLeft");
  await page.keyboard.press("Control+b");
  await until("it is bold", async () => (await words(page).inputValue()).includes("*documento"));
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("RG");
  await page.getByRole("button", { name: "Formatar" }).click();
  await page.getByRole("menuitem", { name: "Lista", exact: true }).click();
  await until("the focus is in the words", () =>
    page.evaluate(() => document.activeElement?.tagName === "TEXTAREA"),
  );
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Shift+K");
  await page.keyboard.type("https://ajuda.example.org");
  const text = await words(page).inputValue();
  expect(text).toMatch(
    /^Traga o \*documento:?\*:?\n- RG\n\[texto\]\(https:\/\/ajuda\.example\.org\)$/,
  );
  await page.getByRole("button", { name: "Formatar" }).click();
  await page.getByRole("menuitem", { name: "Ver como o cliente verá" }).click();
  const look = page.getByRole("region", { name: "Como o cliente verá" });
  await look.getByRole("listitem").filter({ hasText: "RG" }).waitFor();
  await look.getByRole("link", { name: "texto" }).waitFor();
  await look.locator("strong", { hasText: "Ana Souza" }).waitFor();
  await look.getByRole("button", { name: "Fechar a prévia" }).click();
  await words(page).focus();
  await page.keyboard.press("Control+Enter");
  await until("it was sent", () => sent().length === 1);
  expect(sent()[0]).toMatchObject({ text });
  expect(here.errors).toEqual([]);
});

test("the signature is seen below the words, and left out of one mail", async () => {
  await using here = await open();
  const { page, sent } = here;
  const signature = page.getByRole("region", { name: "Assinatura" });
  await signature.getByText("Atendimento · Loja Aurora").waitFor();
  await words(page).fill("Certo.");
  await signature.getByRole("button", { name: "Enviar sem a assinatura" }).click();
  await page.getByRole("button", { name: "Pôr a assinatura" }).waitFor();
  await words(page).focus();
  await page.keyboard.press("Control+Enter");
  await until("it was sent", () => sent().length === 1);
  expect(sent()[0]).toMatchObject({ mail: { isSigned: false } });
  // The next one is signed again.
  await signature.waitFor();
  expect(here.errors).toEqual([]);
});

test("without anybody to send to, the field says so and nothing is sent", async () => {
  await using here = await open();
  const { page, sent } = here;
  await change(page);
  await page
    .getByRole("button", { name: "Remover Marina Costa <marina@cliente.example.org>" })
    .click();
  await page.getByText("Informe pelo menos um destinatário.").waitFor();
  await words(page).fill("Oi");
  await page.keyboard.press("Control+Enter");
  expect(sent()).toEqual([]);
  expect(await words(page).inputValue()).toBe("Oi");
});

test("files are attached by button, drop and paste, told apart when refused, and removed", async () => {
  await using here = await open();
  const { page, mails, sent } = here;
  mails.refusedFiles.add("enorme.txt");
  await pick(page, { name: "rastreio.txt", text: "BR123" }, { name: "enorme.txt", text: "x" });
  await files(page).filter({ hasText: "enorme.txt" }).getByText("Grande demais").waitFor();
  await words(page).fill("Segue o rastreio.");
  await page.keyboard.press("Control+Enter");
  expect(sent()).toEqual([]);
  await page.getByRole("button", { name: "Remover enorme.txt" }).press("Enter");

  const transfer = await page.evaluateHandle(() => {
    const held = new DataTransfer();
    held.items.add(new File(["nota"], "nota.txt", { type: "text/plain" }));
    return held;
  });
  await words(page).dispatchEvent("drop", { dataTransfer: transfer });
  await files(page).filter({ hasText: "nota.txt" }).waitFor();
  await words(page).evaluate((node) => {
    const held = new DataTransfer();
    held.items.add(new File(["tela"], "tela.png", { type: "image/png" }));
    node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true }));
  });
  await files(page).filter({ hasText: "tela.png" }).waitFor();
  await until("all three are there", () => mails.uploads.size === 3);
  await words(page).focus();
  await until("sent", async () => {
    if (sent().length === 0) await page.keyboard.press("Control+Enter");
    return sent().length === 1;
  });
  const ids = sent()[0]?.mediaIds;
  const names = Array.isArray(ids) ? ids.map((id) => mails.uploads.get(id)?.name) : [];
  expect(names).toEqual(["rastreio.txt", "nota.txt", "tela.png"]);
  expect(await files(page).count()).toBe(0);
});

test("an empty file is not taken, and says why", async () => {
  await using here = await open();
  await pick(here.page, { name: "vazio.txt", text: "" });
  await here.page.getByText("vazio.txt está vazio e não foi anexado.").waitFor();
  expect(await files(here.page).count()).toBe(0);
});

test("offline and through a reload the draft stays whole: words, people, subject and files", async () => {
  await using here = await open();
  const { page, gateway, mails, sent } = here;
  await change(page);
  await page.getByRole("textbox", { name: "Cc" }).fill("gerente@example.org");
  await page.getByRole("textbox", { name: "Assunto" }).fill("Rastreio");
  await words(page).fill("Segue o rastreio.");
  gateway.failWith(/^\/media$/, 503);
  await pick(page, { name: "rastreio.txt", text: "BR123" });
  await files(page)
    .getByText(/rastreio\.txt/)
    .first()
    .waitFor();
  await page.getByText("Rascunho salvo").waitFor();
  await page.reload();
  await until("the words", async () => (await words(page).inputValue()) === "Segue o rastreio.");
  await page.getByText(/Marina Costa · cc Ana Lima, gerente@example\.org/).waitFor();
  await files(page)
    .getByText(/rastreio\.txt/)
    .first()
    .waitFor();

  await page.waitForLoadState("networkidle");
  await here.context.setOffline(true);
  await page
    .getByText(/Sem conexão/)
    .first()
    .waitFor();
  gateway.recover();
  await here.context.setOffline(false);
  await until("the file arrived", () => mails.uploads.size === 1);
  await words(page).focus();
  await until("sent", async () => {
    if (sent().length === 0) await page.keyboard.press("Control+Enter");
    return sent().length === 1;
  });
  expect(sent()[0]).toMatchObject({
    text: "Segue o rastreio.",
    mail: {
      subject: "Rastreio",
      to: [{ address: "marina@cliente.example.org" }],
      cc: [{ address: "ana@cliente.example.org" }, { address: "gerente@example.org" }],
    },
    mediaIds: [[...mails.uploads.keys()][0]],
  });
});

test("a reply that is refused says why, and comes back whole to be mended", async () => {
  await using here = await open();
  const { page, sent } = here;
  await change(page);
  await page.getByRole("textbox", { name: "Cc" }).fill("suporte@example.com");
  await pick(page, { name: "rastreio.txt", text: "BR123" });
  await files(page).getByText("1 KB", { exact: true }).waitFor();
  await words(page).fill("Segue.");
  await page.keyboard.press("Control+Enter");
  const refused = page.getByRole("article", { name: /Não enviada/ });
  await refused
    .getByText("suporte@example.com é uma das nossas caixas: o e-mail voltaria para nós.")
    .waitFor();
  await refused.getByText("rastreio.txt").waitFor();
  await refused.getByRole("button", { name: "Editar" }).press("Enter");
  expect(await words(page).inputValue()).toBe("Segue.");
  await files(page).getByText("rastreio.txt").waitFor();
  await page.getByRole("button", { name: "Remover suporte@example.com" }).click();
  await words(page).focus();
  await page.keyboard.press("Control+Enter");
  await until("it was sent", () => sent().length === 2);
  expect(sent()[1]).toMatchObject({
    text: "Segue.",
    mail: { cc: [{ address: "ana@cliente.example.org" }] },
    mediaIds: sent()[0]?.mediaIds,
  });
});
