import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { axeViolations, launchBrowser, logIn, stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Marina writes text messages; somebody without a name, on WhatsApp, gave Marina's number. */
async function marinaStage() {
  const here = await stage(browser);
  const { gateway, world, conversations } = here;
  const marina = world.conversation(conversations.marina.id);
  const other = world.open({
    ...marina,
    id: randomUUID(),
    protocol: "2026-0418-99",
    channel: "whatsapp",
    contact: { id: randomUUID(), name: null, address: "tel:+5541988887777" },
    assignee: { id: here.agents.bruno.id, name: "Bruno Alves" },
    preview: "Oi, é sobre a cafeteira",
  });
  gateway.contacts.suggestions.set(marina.contact.id, [
    {
      contactId: other.contact.id,
      name: null,
      address: other.contact.address,
      evidence: "self-declared",
      because: "claims-address",
      shares: marina.contact.address,
      createdAt: other.arrivedAt,
    },
  ]);
  await logIn(here.page, gateway.url);
  await here.page.goto(`${gateway.url}/inbox/${marina.id}`);
  const context = here.page.getByRole("complementary", { name: "Contexto" });
  await context.getByText("Talvez seja a mesma pessoa").waitFor();
  return { ...here, marina, other, context };
}

test("two contacts are merged on a person's word, shown as one person's, and taken apart again", async () => {
  await using here = await marinaStage();
  const { page, context, gateway, marina, other } = here;
  const card = context.getByRole("region", { name: "Talvez seja a mesma pessoa" });
  await card.getByText("(41) 98888-7777").waitFor();
  await card.getByText(/Um informou .*, que é endereço do outro/).waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await card.getByRole("button", { name: "Juntar" }).click();
  await card.waitFor({ state: "detached" });
  await context.getByText("Juntado de (41) 98888-7777").waitFor();
  await context.getByText("(41) 98888-7777", { exact: true }).waitFor();
  const banner = page.getByText("Também escreve por WhatsApp, com Bruno Alves");
  await banner.waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole("button", { name: "Abrir conversa" }).click();
  await page.waitForURL(`**/inbox/${other.id}*`);
  await page.getByText(/Também escreve por SMS/).waitFor();
  await page.goto(`${gateway.url}/inbox/${marina.id}`);

  await context.getByRole("button", { name: "Separar de (41) 98888-7777" }).click();
  await page.getByText("Contatos separados").waitFor();
  await context.getByText("(41) 98888-7777", { exact: true }).waitFor({ state: "detached" });
  await banner.waitFor({ state: "detached" });
  expect(here.errors).toEqual([]);
});

test("who was merged by mistake is taken apart with one key, and who is somebody else is dismissed", async () => {
  await using here = await marinaStage();
  const { page, context, gateway, marina } = here;
  await context.getByRole("button", { name: "Juntar" }).click();
  await page.getByRole("button", { name: "Desfazer" }).click();
  await context.getByText(/^Juntado de/).waitFor({ state: "detached" });

  gateway.contacts.suggestions.set(marina.contact.id, [
    {
      ...{ contactId: randomUUID(), name: "Marina C.", address: "mailto:m@example.com" },
      ...{ evidence: "self-declared", because: "claims-alike", shares: "br:41:99120001" },
      createdAt: marina.arrivedAt,
    },
  ]);
  await page.reload();
  await context.getByText("Os dois informaram (41) 99912-0001").waitFor();
  await context.getByRole("button", { name: "São pessoas diferentes" }).click();
  await context.getByText("Marina C.").waitFor({ state: "detached" });
  expect(here.errors).toEqual([]);
});

test("a contact is described by keyboard: name, segments, attributes, and an address that many use", async () => {
  await using here = await marinaStage();
  const { page, context, gateway, marina } = here;
  await context.getByRole("button", { name: "Editar contato" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Editar contato" });
  await dialog.getByLabel("Segmentos").fill("VIP, plano ouro");
  await dialog.getByRole("button", { name: "Adicionar atributo" }).press("Enter");
  await dialog.getByLabel("Nome do atributo").fill("Número do cliente");
  await dialog.getByLabel("Valor").fill("4821");
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await context.getByText("plano ouro").waitFor();
  await context.getByText("numero_do_cliente").waitFor();
  expect(gateway.contacts.get(marina.contact.id)).toMatchObject({
    segments: ["vip", "plano ouro"],
    attributes: { numero_do_cliente: "4821" },
  });

  // Covered until it is asked for; left empty in the form, it stays.
  await context.getByText("••••", { exact: true }).waitFor();
  await context.getByRole("button", { name: "Mostrar valores" }).press("Enter");
  await context.getByText("4821").waitFor();
  await context.getByRole("button", { name: "Ocultar valores" }).press("Enter");
  await context.getByText("4821").waitFor({ state: "detached" });
  await context.getByRole("button", { name: "Editar contato" }).press("Enter");
  await dialog.getByPlaceholder("•••• (sem mudança)").waitFor();
  await dialog.getByLabel("Segmentos").fill("VIP");
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  expect(gateway.contacts.get(marina.contact.id)).toMatchObject({
    segments: ["vip"],
    attributes: { numero_do_cliente: "4821" },
  });

  const share = context.getByRole("button", { name: /^Várias pessoas escrevem de/ });
  await share.press("Enter");
  await context.getByText("compartilhado").waitFor();
  await until(
    "the address is shared",
    () => gateway.contacts.get(marina.contact.id).addresses[0]?.shared === true,
  );
  expect(await share.getAttribute("aria-pressed")).toBe("true");
  expect(here.errors).toEqual([]);
});
