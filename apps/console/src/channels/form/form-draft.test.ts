import {
  addedField,
  type DraftOption,
  formDraftOf,
  formSettingsOf,
  mistakesInForm,
  NO_WORDS,
  optionLines,
  optionsOf,
  withoutEmptyOptions,
} from "./form-draft.ts";

const words = (text: string) => ({ ...NO_WORDS, "pt-BR": text });
const MAILBOX = "00000000-0000-7000-8000-000000000001";

test("a new form asks few questions, and lacks only the mailbox that answers", () => {
  const draft = formDraftOf({});
  expect(draft.fields.map(({ kind, required }) => [kind, required])).toEqual([
    ["name", false],
    ["email", true],
    ["subject", false],
    ["message", true],
  ]);
  expect(mistakesInForm(draft)).toEqual({ fields: {}, answersIn: "required" });
});

test("what was saved comes back as it was, and what the page does not show stays", () => {
  const settings = {
    answersIn: MAILBOX,
    title: { "pt-BR": "Fale conosco" },
    intro: {},
    thanks: {},
    consent: { "pt-BR": "Li a política.", en: "I read the policy." },
    fields: [
      { key: "email", kind: "email", required: true },
      { key: "message", kind: "message", required: true, hint: { "pt-BR": "Conte tudo" } },
      {
        key: "choice-1",
        kind: "choice",
        required: false,
        label: { "pt-BR": "Motivo" },
        options: [{ id: "invoice", label: { "pt-BR": "2ª via" } }],
      },
    ],
    takesFiles: true,
    allowedOrigins: ["https://www.example.com"],
    ofANewerBuild: 1,
  };
  expect(formSettingsOf(formDraftOf(settings), settings)).toEqual(settings);
});

test("consent that is emptied is asked no more", () => {
  const before = { answersIn: MAILBOX, consent: { "pt-BR": "x" } };
  const draft = { ...formDraftOf(before), consent: NO_WORDS };
  expect(formSettingsOf(draft, before)).not.toHaveProperty("consent");
});

test.each([
  ["a text without a label", { ...addedField(formDraftOf({}), "text") }, "needs-label"],
  [
    "a choice of nothing",
    { ...addedField(formDraftOf({}), "choice"), label: words("Motivo") },
    "needs-options",
  ],
])("%s is told at its field", (_, field, because) => {
  const draft = { ...formDraftOf({}), fields: [field] };
  expect(mistakesInForm(draft).fields).toEqual({ [field.key]: because });
});

test("sites may be typed as people know them", () => {
  const typed = {
    ...formDraftOf({}),
    allowedOrigins: "www.example.com\n https://b.example/contato",
  };
  expect(formSettingsOf(typed).allowedOrigins).toEqual([
    "https://www.example.com",
    "https://b.example",
  ]);
  expect(mistakesInForm({ ...typed, allowedOrigins: "*.example.com" }).allowedOrigins).toBe(
    "format",
  );
});

describe("options are lines", () => {
  const two: readonly DraftOption[] = [
    { id: "o-1", label: { ...words("Boleto"), en: "Invoice" } },
    { id: "o-2", label: words("Outro") },
  ];
  const ids = (options: readonly DraftOption[]) =>
    options.map(({ id, label }) => `${id} ${label["pt-BR"]}`);

  test.each([
    ["one is added in between", "Boleto\nTroca\nOutro", ["o-1 Boleto", "o-3 Troca", "o-2 Outro"]],
    ["they change places", "Outro\nBoleto", ["o-2 Outro", "o-1 Boleto"]],
    ["one is reworded", "Boletos\nOutro", ["o-1 Boletos", "o-2 Outro"]],
    ["one is taken out", "Outro", ["o-2 Outro"]],
    ["one stands there twice", "Boleto\nBoleto", ["o-1 Boleto", "o-2 Boleto"]],
  ])("%s", (_, text, after) => {
    expect(ids(optionsOf(two, text, "pt-BR"))).toEqual(after);
  });

  test("in another language each line is a word of the option beside it", () => {
    const after = optionsOf(two, "Bill\nOther\nToo many", "en");
    expect(optionLines(after, "en")).toBe("Bill\nOther");
    expect(ids(after)).toEqual(["o-1 Boleto", "o-2 Outro"]);
  });

  test("empty lines are none", () => {
    const field = {
      ...addedField(formDraftOf({}), "choice"),
      options: optionsOf(two, "Boleto\n", "pt-BR"),
    };
    const [kept] = withoutEmptyOptions({ ...formDraftOf({}), fields: [field] }).fields;
    expect(ids(kept?.options ?? [])).toEqual(["o-1 Boleto"]);
  });
});
