import type { Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";
import { answer, keepWaiting, refuse } from "./screens/network.ts";

/** Several pages, on a busy machine. */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("refused-forms");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

/** The browser says of every answer that refuses something that it failed to load. */
const OF_REFUSALS = /Failed to load resource/;
afterEach(() => expect(stage.troubles.filter((one) => !OF_REFUSALS.test(one))).toEqual([]));

interface Held {
  /** What it is, as assistive technology is told: its label, or its own words. */
  readonly is: string;
  /** What else is told of it: its mistake. */
  readonly says: string;
}

/** Where the focus is, and what is said there. */
const held = (page: Page): Promise<Held> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const words = (attribute: string) =>
      (at?.getAttribute(attribute) ?? "")
        .split(" ")
        .map((id) => (id === "" ? "" : (document.getElementById(id)?.textContent ?? "")))
        .join(" ")
        .trim();
    const isMessage = at?.getAttribute("role") === "alert";
    return {
      is: isMessage ? "the message" : words("aria-labelledby").replace(" *", ""),
      says: isMessage ? (at?.textContent ?? "") : words("aria-describedby"),
    };
  });

async function expectFocus(page: Page, is: string | RegExp, says: string | RegExp): Promise<void> {
  const matches = (wanted: string | RegExp, found: string) =>
    typeof wanted === "string" ? found.includes(wanted) : wanted.test(found);
  let last: Held = { is: "", says: "" };
  await until(`the focus is at ${is}`, async () => {
    last = await held(page);
    return matches(is, last.is) && matches(says, last.says);
  }).catch((cause: unknown) => {
    throw new Error(`the focus is at ${last.is}, which says ${last.says}`, { cause });
  });
}

const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).press("Enter");

test("a log-in that is refused leads back to the password, which says why", async () => {
  const page = await stage.visit("/");
  await page.getByLabel("E-mail").fill("ana@example.com");
  await page.getByLabel("Senha").fill("not-the-password");
  await press(page, "Entrar");
  await expectFocus(page, "Senha", "incorretos");
  await page.context().close();
});

interface Form {
  readonly of: string;
  readonly path: string;
  /** Until it is sent with something wrong in it. */
  readonly send: (page: Page) => Promise<void>;
  readonly is: string;
  readonly says: string;
}

const REQUIRED = "Preencha este campo.";

const FORMS: readonly Form[] = [
  {
    of: "a page with a form",
    path: "/settings/channels/sms/new",
    send: (page) => press(page, "Criar e continuar"),
    ...{ is: "Nome", says: REQUIRED },
  },
  {
    of: "a wizard's first step",
    path: "/settings/channels/email",
    send: (page) => press(page, "Procurar configurações"),
    ...{ is: "Endereço de e-mail", says: REQUIRED },
  },
  {
    of: "an editor, by its foot",
    path: "/settings/alerts/new",
    send: (page) => press(page, "Criar alerta"),
    ...{ is: "Nome", says: "nome" },
  },
  {
    of: "an editor, by Ctrl+S",
    path: "/settings/categories/new",
    async send(page) {
      await press(page, "Adicionar campo");
      await page.getByLabel("Nome", { exact: false }).first().fill("Troca");
      await page.keyboard.press("Control+s");
    },
    ...{ is: "Nome do campo", says: REQUIRED },
  },
  {
    of: "a week, of whose cells one cannot be read",
    path: "/settings/hours/new",
    async send(page) {
      await page.getByRole("textbox", { name: /^Nome/ }).fill("Loja");
      await page.getByRole("textbox", { name: "segunda-feira, abertura 1, Fecha" }).fill("tarde");
      await page.keyboard.press("Control+s");
    },
    ...{ is: "segunda-feira, abertura 1, Fecha", says: "Escreva as horas" },
  },
  {
    of: "a dialog, left and saved on the way out",
    path: "/settings/surveys",
    async send(page) {
      await press(page, "Nova pesquisa");
      await page.getByRole("menuitem", { name: /NPS/ }).press("Enter");
      await page.getByRole("dialog").getByLabel("Nome").fill("");
      await page.keyboard.press("Escape");
      await page.getByRole("alertdialog").getByRole("button", { name: "Salvar" }).press("Enter");
    },
    ...{ is: "Nome", says: REQUIRED },
  },
];

test.each(FORMS.map((form) => [form.of, form] as const))(
  "%s: the focus goes to the first field that is wrong",
  async (_of, { path, send, is, says }) => {
    const page = await stage.open("gustavo", path);
    await send(page);
    await expectFocus(page, is, says);
    await page.context().close();
  },
);

/** A dialog whose server has the last word: two queues cannot have one name. */
async function newQueue(name: string): Promise<Page> {
  const page = await stage.open("gustavo", "/settings/queues");
  await press(page, "Nova fila");
  await page.getByRole("dialog").getByLabel("Nome").fill(name);
  return page;
}

test("what the server refuses of a field leads to the field, and can be sent again once it is mended", async () => {
  const [taken] = await stage.query<{ name: string }>("select name from queues limit 1");
  const page = await newQueue(taken?.name ?? "");
  await press(page, "Criar fila");
  await expectFocus(page, "Nome", "nome");
  await page.keyboard.type(" de novo");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/settings\/queues\/[0-9a-f-]+$/);
  await page.context().close();
});

test("what the server refuses of no field leads to the message", async () => {
  const page = await newQueue("Devoluções");
  await refuse(page, /^\/queues$/);
  await press(page, "Criar fila");
  await expectFocus(page, "the message", /\S/);
  await page.context().close();
});

test("who went on before the answer came is not called back", async () => {
  const page = await newQueue("Devoluções");
  await keepWaiting(page, /^\/queues$/);
  await press(page, "Criar fila");
  await page.getByRole("dialog").getByLabel("Nome").focus();
  await page.keyboard.type(" e trocas");
  await refuse(page, /^\/queues$/);
  await page.getByRole("dialog").getByRole("alert").waitFor();
  // Longer than the two frames after which the focus would have gone.
  await page.keyboard.type(" também");
  await answer(page);
  expect(await page.getByRole("dialog").getByLabel("Nome").inputValue()).toBe(
    "Devoluções e trocas também",
  );
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
  await page.context().close();
});
