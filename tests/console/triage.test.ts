import type { Page } from "playwright-core";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/* What a director does, on the real gateway, without a pointer. */

jest.setTimeout(180_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("triage");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());
afterEach(() => expect(stage.troubles).toEqual([]));

let customers = 0;
/** Somebody writes what goes to the directors. @returns their address */
async function customerWrites(text: string): Promise<string> {
  customers += 1;
  const number = `+55119100${String(customers).padStart(5, "0")}`;
  await stage.customerSays(number, text);
  for (;;) {
    const rows = await stage.query("select 1 from conversations where address = $1", [
      `tel:${number}`,
    ]);
    if (rows.length > 0) return `tel:${number}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const conversationOf = async (address: string) => {
  const [row] = await stage.query(
    `select c.status, q.name as queue, c.category, c.category_fields as fields, c.summary, c.urgency,
       c.leased_by_id as leased from conversations c join queues q on q.id = c.queue_id
     where c.address = $1`,
    [address],
  );
  return row;
};

const WORDS = {
  "pt-BR": { category: /^Motivo/, empty: "Nada para direcionar", skip: "Pular este item" },
  en: { category: /^Category/, empty: "Nothing to direct", skip: "Skip this item" },
} as const;

/** Chooses the first area suggested, what it is about, and goes on: keys and nothing else. */
async function directByKeys(page: Page, text: string, category: string, words: RegExp) {
  await page.getByRole("article").filter({ hasText: text }).waitFor();
  await page.keyboard.press("1");
  const field = page.getByLabel(words);
  await field.and(page.locator(":focus")).waitFor();
  await page.keyboard.type(category);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("article").filter({ hasText: text }).waitFor({ state: "detached" });
}

test.each(["pt-BR", "en"] as const)(
  "five items are registered and directed by keys alone, in %s",
  async (locale) => {
    const words = WORDS[locale];
    const items = [
      ["Meu boleto venceu, mandem outro", "2ª via", "Financeiro"],
      ["A entrega está atrasada", "Atrasada", "Logística"],
      ["Quero reembolso da fatura", "Reembolso", "Financeiro"],
      ["O rastreio diz outro endereço", "Endereço", "Logística"],
      ["Preciso da nota fiscal", "Nota", "Financeiro"],
    ] as const;
    const addresses: string[] = [];
    for (const [text] of items) addresses.push(await customerWrites(text));
    const page = await stage.open("carla", "/");
    // Who directs begins here.
    await page.waitForURL("**/triage");
    await speak(page, locale);
    for (const [text, category] of items) {
      await directByKeys(page, text, category, words.category);
    }
    await page.getByText(words.empty).waitFor();
    for (const [at, [text, category, queue]] of items.entries()) {
      expect(await conversationOf(addresses[at] ?? "")).toMatchObject({
        queue,
        summary: text,
        category: expect.stringContaining(category),
        leased: null,
      });
    }
    await page.context().close();
  },
);

test("what is missing is asked for where it is missing, and a reload leaves what was written", async () => {
  const address = await customerWrites("Boleto em dobro no meu nome");
  const page = await stage.open("carla", "/triage");
  await page.getByRole("article").filter({ hasText: "Boleto em dobro" }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Preencha este campo.").first().waitFor();
  await page.getByLabel("Nota para a área").fill("Cliente antiga, com pressa");
  await page.reload();
  await page.getByRole("article").filter({ hasText: "Boleto em dobro" }).waitFor();
  await page.waitForFunction(
    () => document.querySelectorAll("textarea")[1]?.value === "Cliente antiga, com pressa",
  );
  await page.getByLabel("Mensagem do cliente").focus();
  await directByKeys(page, "Boleto em dobro", "2ª via", WORDS["pt-BR"].category);
  // Taken back in time, it is before them again, with all that was written, and nobody was told.
  await page.keyboard.press("Control+z");
  await page.getByRole("article").filter({ hasText: "Boleto em dobro" }).waitFor();
  expect(await conversationOf(address)).toMatchObject({ queue: "Direcionamento" });
  const told = await stage.query(
    "select 1 from directed_notices n join conversations c on c.id = n.conversation_id where c.address = $1",
    [address],
  );
  expect(told).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await page.getByText(WORDS["pt-BR"].empty).waitFor();
  await page.context().close();
});

test("skipped with a reason, it goes to the next director; two never get the same", async () => {
  const [one, other] = [
    await customerWrites("Cobrança número um"),
    await customerWrites("Cobrança número dois"),
  ];
  await makeDirector("ana@demo.example");
  const [carla, ana] = [await stage.open("carla", "/triage"), await stage.open("ana", "/triage")];
  const shown = async (page: Page) => {
    const article = page.getByRole("article").filter({ hasText: /Cobrança número (um|dois)/ });
    return (await article.textContent())?.match(/número (um|dois)/)?.[1];
  };
  expect([await shown(carla), await shown(ana)].sort()).toEqual(["dois", "um"]);
  // Carla leaves hers to others: it is Ana's when hers has gone on.
  const carlas = await shown(carla);
  await carla.keyboard.press("x");
  await carla.getByRole("dialog", { name: WORDS["pt-BR"].skip }).waitFor();
  await carla.keyboard.press("Enter");
  const anas = await shown(ana);
  await directByKeys(ana, `Cobrança número ${anas}`, "2ª via", WORDS["pt-BR"].category);
  await ana.getByRole("article").or(ana.getByText(WORDS["pt-BR"].empty)).first().waitFor();
  const skips = await stage.query(
    "select reason from triage_acts where kind = 'skipped' order by at",
    [],
  );
  expect(skips).toEqual([{ reason: "needs-supervisor" }]);
  const lead = await stage.open("fernanda", "/live");
  const skipped = lead.getByRole("region", { name: "Pulados no direcionamento, 24 h" });
  await skipped.getByText("Carla Mendes pulou: Precisa de um supervisor").waitFor();
  await lead.context().close();
  const left = await Promise.all([one, other].map(conversationOf));
  expect(left.map((row) => row?.queue).sort()).toEqual(["Direcionamento", "Financeiro"]);
  expect(carlas).not.toBe(anas);
  await Promise.all([carla.context().close(), ana.context().close()]);
});

test("whose lease ran out loses the item to another, and keeps what was written to copy", async () => {
  await stage.query("update conversations set status = 'closed', leased_until = null", []);
  const address = await customerWrites("Fatura que não é minha");
  const carla = await stage.open("carla", "/triage");
  await carla.getByRole("article").filter({ hasText: "Fatura que" }).waitFor();
  // As if the machine had slept.
  await stage.query(
    "update conversations set leased_until = now() - interval '1 s' where address = $1",
    [address],
  );
  const ana = await stage.open("ana", "/triage");
  await ana.getByRole("article").filter({ hasText: "Fatura que" }).waitFor();
  await carla.keyboard.press("1");
  await carla
    .getByLabel(/^Motivo/)
    .and(carla.locator(":focus"))
    .waitFor();
  await carla.keyboard.type("2ª via");
  await carla.getByRole("option").first().waitFor();
  await carla.keyboard.press("Enter");
  await carla.keyboard.press("Control+Enter");
  await carla.getByRole("alert").waitFor();
  expect(await carla.getByLabel(/^Resumo/).inputValue()).toBe("Fatura que não é minha");
  stage.troubles.length = 0;
  await Promise.all([carla.context().close(), ana.context().close()]);
});

/** In the language that the person chose. */
async function speak(page: Page, locale: keyof typeof WORDS): Promise<void> {
  if (locale === "pt-BR") return;
  await page.evaluate(() => localStorage.setItem("circuito.preferences", '{"locale":"en"}'));
  await page.reload();
}

/** Somebody serves the directors' queue, too. */
async function makeDirector(email: string): Promise<void> {
  await stage.query(
    `insert into queue_members (queue_id, agent_id) select q.id, a.id from queues q, agents a
     where q.role = 'director' and a.email = $1 on conflict do nothing`,
    [email],
  );
}
