import { until } from "../../apps/console/harness/until.ts";
import {
  type ConsoleStage,
  type DemoName,
  STAGE_TIMEOUT_MS,
  startConsoleStage,
} from "./console-stage.ts";
import { type Keyboard, keyboardOf } from "./keyboard.ts";
import { type Words, wordsIn } from "./words.ts";

/*
 * The day of a team without a pointer, on the built gateway, in both languages: nobody here clicks,
 * and no test moves focus for them.
 */

/** Three people and eight customers in one go, on a busy machine. */
jest.setTimeout(300_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("keyboard-journey");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

describe.each([
  { locale: "pt-BR", language: "Português", area: "11", ruleWord: "garantia" },
  { locale: "en", language: "English", area: "21", ruleWord: "warranty" },
] as const)("without a pointer, in $locale", ({ locale, language, area, ruleWord }) => {
  const words = wordsIn(locale);
  const number = (customer: number) => `+55${area}91000000${customer}`;
  afterEach(() => expect(unmeant(stage.troubles)).toEqual([]));

  test("an agent logs in, claims, replies, hands over with a note, and resolves another", async () => {
    const [toAnswer, toResolve, toStay] = [number(1), number(2), number(3)];
    await customerWrites(toAnswer, `O copo chegou trincado (${locale})`);
    await customerWrites(toResolve, `Era só para agradecer (${locale})`);
    await customerWrites(toStay, `Vocês abrem no sábado? (${locale})`);
    const ana = await atLogin("/", locale, language);
    await logIn(ana, "ana", words);
    await ana.page.waitForURL("**/inbox");
    const composer = ana.page.getByRole("textbox", {
      name: words("composer.replyLabel", { channel: words("channel.sms") }),
    });
    const thread = ana.page.getByRole("log", { name: words("thread.messages") });

    await ana.openRow("O copo chegou trincado");
    await ana.press("Shift+A");
    await ana.isAt(composer);
    expect(await conversationOf(toAnswer)).toMatchObject({ assignee: "Ana Souza" });

    // What is sent leaves the composer empty and focus in it.
    await ana.type("Sentimos muito! Já separamos outro.");
    await ana.press("Enter");
    await until("the customer has it", () => spokenTo(toAnswer).length > 0);
    expect(spokenTo(toAnswer)).toEqual(["Sentimos muito! Já separamos outro."]);
    await ana.isAt(composer);
    expect(await composer.inputValue()).toBe("");

    // A dialog that is left gives focus back to where it was.
    await ana.press("Escape");
    await ana.isAt(thread);
    await ana.press("t");
    const queue = ana.page.getByRole("combobox", { name: words("handOver.queue") });
    await ana.isAt(queue);
    await ana.page.getByRole("option").first().waitFor();
    await ana.press("Escape");
    await ana.page.getByRole("option").first().waitFor({ state: "detached" });
    await ana.press("Escape");
    await ana.isAt(thread);

    await ana.press("t");
    await ana.isAt(queue);
    await ana.choose("Superv");
    await ana.tabTo("textbox", new RegExp(`^${words("handOver.note")}`));
    await ana.type("Trocar a peça; o cliente já foi avisado.");
    await ana.press("Control+Enter");
    await ana.page.getByText(words("done.transferred")).first().waitFor();
    expect(await conversationOf(toAnswer)).toMatchObject({
      queue: "Supervisão",
      assignee: null,
      handOver: { kind: "transfer", note: "Trocar a peça; o cliente já foi avisado." },
    });

    // Focus goes on with the work: to the conversation that came next.
    await ana.isAt(thread);
    await ana.openRow("Era só para agradecer");
    const solved = ana.page.url();
    await ana.press("e");
    await ana.page.waitForURL((url) => url.href !== solved && url.pathname !== "/inbox");
    await ana.isAt(thread);
    expect(await conversationOf(toResolve)).toMatchObject({ status: "resolved" });
    expect(await conversationOf(toStay)).toMatchObject({ status: "open" });
    await ana.page.context().close();
  });

  test("a director logs in and registers and directs five items", async () => {
    const items = [
      ["Meu boleto venceu, mandem outro", "2ª via", "Financeiro"],
      ["A entrega está atrasada", "Atrasada", "Logística"],
      ["Quero reembolso da fatura", "Reembolso", "Financeiro"],
      ["O rastreio diz outro endereço", "Endereço", "Logística"],
      ["Preciso da nota fiscal", "Nota", "Financeiro"],
    ] as const;
    for (const [at, [text]] of items.entries()) await customerWrites(number(at + 4), text);
    const carla = await atLogin("/", locale, language);
    await logIn(carla, "carla", words);
    // Who directs begins here.
    await carla.page.waitForURL("**/triage");
    for (const [text, category] of items) {
      const item = carla.page.getByRole("article").filter({ hasText: text });
      await item.waitFor();
      // Keys that are digits work at once: focus is on what is read, and no field has it.
      await carla.isAt(carla.page.getByRole("region", { name: words("triage.received") }));
      await carla.press("1");
      await carla.isAt(
        carla.page.getByRole("combobox", {
          name: new RegExp(`^${words("registration.category")}`),
        }),
      );
      await carla.choose(category);
      await carla.press("Control+Enter");
      await item.waitFor({ state: "detached" });
    }
    await carla.page.getByText(words("triage.empty")).waitFor();
    for (const [at, [text, category, queue]] of items.entries()) {
      expect(await conversationOf(number(at + 4))).toMatchObject({
        queue,
        summary: text,
        category: expect.stringContaining(category),
      });
    }
    await carla.page.context().close();
  });

  test("an admin logs in, writes a rule, and is told where a message would go", async () => {
    const gustavo = await atLogin("/", locale, language);
    await logIn(gustavo, "gustavo", words);
    await gustavo.page.waitForURL("**/inbox");
    await gustavo.activate("link", words("settings.title"));
    await gustavo.activate("link", words("settings.routing"));
    await gustavo.activate("button", words("routing.add"));
    await gustavo.isAt(gustavo.page.getByRole("textbox", { name: words("routing.name") }));
    await gustavo.type(`Regra de ${ruleWord}`);
    await gustavo.activate("button", words("routing.addCondition"));
    await gustavo.pick(words("routing.condition.words"));
    await gustavo.tabTo("combobox", words("routing.condition.words"));
    await gustavo.type(ruleWord);
    await gustavo.press("Enter");
    await gustavo.tabTo("combobox", words("routing.queue"));
    await gustavo.choose("Técn");

    const trial = gustavo.page.getByRole("region", { name: words("routing.trial") });
    await gustavo.press("Control+Enter");
    await gustavo.tabTo("textbox", words("routing.trial.text"));
    await gustavo.type(`Ainda tenho ${ruleWord}?`);
    await gustavo.press("Control+Enter");
    await trial.getByText(words("routing.trial.allHold")).waitFor();
    expect(await trial.textContent()).toContain("Técnico");
    await gustavo.page.context().close();
  });
});

/** Who is nobody yet is told so by the server; the browser reports that as an error. */
const unmeant = (troubles: readonly string[]) =>
  troubles.filter((trouble) => !/401 \(Unauthorized\) \(.*\/api\/v1\/session\)$/.test(trouble));

/** The form of the log-in, in a person's language: chosen there, by keys as well. */
async function atLogin(path: string, locale: "pt-BR" | "en", language: string): Promise<Keyboard> {
  const person = keyboardOf(await stage.visit(path));
  await person.page.getByRole("heading", { name: wordsIn("pt-BR")("login.title") }).waitFor();
  if (locale === "pt-BR") return person;
  await person.activate("button", "Português");
  await person.pick(language);
  await person.page.getByRole("heading", { name: wordsIn(locale)("login.title") }).waitFor();
  return person;
}

async function logIn(person: Keyboard, who: DemoName, words: Words): Promise<void> {
  const { email, password } = stage.loginOf(who);
  await person.tabTo("textbox", new RegExp(`^${words("login.email")}`));
  await person.type(email);
  await person.press("Tab");
  await person.type(password);
  await person.press("Enter");
}

/** Somebody writes by SMS; routed when this resolves. */
async function customerWrites(from: string, text: string): Promise<void> {
  await stage.customerSays(from, text);
  await until(`${from} is in a queue`, async () => (await conversationOf(from)) !== undefined);
}

const conversationOf = async (from: string) => {
  const [row] = await stage.query(
    `select c.status, c.summary, c.category, c.hand_over as "handOver", q.name as queue,
       a.name as assignee
     from conversations c join queues q on q.id = c.queue_id left join agents a on a.id = c.assignee_id
     where c.address = $1`,
    [`tel:${from}`],
  );
  return row;
};

/** What the customer got, without the protocol number below it. */
const spokenTo = (from: string) =>
  stage.provider.submissions
    .filter(({ to }) => to === from)
    .map(({ text }) => text.split(/\n\nProtocol/)[0] ?? "");
