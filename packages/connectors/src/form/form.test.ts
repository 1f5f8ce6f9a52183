import { StoreUnavailable, type SubmittedForm } from "@circuito/connector";
import { describeConnector, OpenConnector } from "@circuito/connector/testing";
import { form } from "./form.ts";
import { formSettings } from "./settings.ts";

const MAILBOX = "00000000-0000-7000-8000-0000000000bb";
const ID = "7d2f3f0e-0c53-4a52-9d7e-0a8f1f7b2c11";

const harness = {
  name: "form",
  definition: form,
  settings: () => ({
    title: { "pt-BR": "Fale conosco" },
    intro: {},
    thanks: {},
    fields: [
      { key: "email", kind: "email", required: true },
      { key: "message", kind: "message", required: true },
    ],
    takesFiles: true,
    allowedOrigins: ["https://www.example.com"],
    answersIn: MAILBOX,
  }),
};

describeConnector(harness);

const typed = (message = "Não recebi o pedido."): SubmittedForm => ({
  id: ID,
  locale: "pt-BR",
  files: [],
  form: {
    email: "ana@example.com",
    name: "Ana",
    phone: "11 90000-0001",
    subject: undefined,
    message,
    answers: [{ label: "Pedido", answer: "123" }],
    agreedTo: "a política de privacidade",
  },
});

test("what was typed becomes a mail that nobody vouches for, from nobody we know", async () => {
  const { connector, host } = OpenConnector.open(harness, "");
  expect(await connector.submitted?.(typed())).toBe("new");
  expect(host.rows).toEqual([
    expect.objectContaining({
      externalId: ID,
      from: `form:${ID}`,
      fromName: "Ana",
      claims: { email: "ana@example.com", phone: "11 90000-0001" },
      text: "Não recebi o pedido.\n\nPedido: 123\nConcordou com: a política de privacidade",
      mail: expect.objectContaining({
        origin: "form",
        isAuthenticated: false,
        keys: [],
        subject: "Sua mensagem",
        from: [{ name: "Ana", address: "ana@example.com" }],
      }),
    }),
  ]);
});

test("sent twice it is one form, and other words under its id are kept beside", async () => {
  const { connector, host } = OpenConnector.open(harness, "");
  await connector.submitted?.(typed());
  expect(await connector.submitted?.(typed())).toBe("duplicate");
  expect(await connector.submitted?.(typed("Chegou!"))).toBe("collision");
  expect(host.rows).toHaveLength(2);
});

test("nothing is promised of what could not be stored", async () => {
  const { connector, host } = OpenConnector.open(harness, "");
  host.failure = new StoreUnavailable("down");
  await expect(connector.submitted?.(typed())).rejects.toThrow(StoreUnavailable);
});

test.each([
  [
    "no address to answer to",
    {
      fields: [
        { key: "message", kind: "message", required: true },
        { key: "name", kind: "name" },
      ],
    },
  ],
  [
    "two fields of one name",
    {
      fields: [
        ...harness.settings().fields,
        { key: "email", kind: "text", label: { "pt-BR": "E" } },
      ],
    },
  ],
  [
    "a choice without options",
    {
      fields: [...harness.settings().fields, { key: "x", kind: "choice", label: { "pt-BR": "X" } }],
    },
  ],
  ["a site that is an address", { allowedOrigins: ["https://www.example.com/contact"] }],
  ["no mailbox", { answersIn: undefined }],
])("a form with %s is refused", (_, change) => {
  expect(formSettings.safeParse({ ...harness.settings(), ...change }).success).toBe(false);
});
