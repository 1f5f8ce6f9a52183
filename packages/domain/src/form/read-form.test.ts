import fc from "fast-check";
import { type FormField, type FormShape, mistakesInShape, USUAL_FIELDS } from "./form-fields.ts";
import { FILLED_IN_MIN_MS, judgeSentForm, SHOWN_MAX_MS } from "./form-guard.ts";
import { formProgress } from "./form-progress.ts";
import { CONSENT_KEY, readForm, TICKED } from "./read-form.ts";
import { formSubject, formText } from "./tell-form.ts";

const CHOICE: FormField = {
  key: "matter",
  kind: "choice",
  required: true,
  label: { "pt-BR": "Motivo", en: "Matter" },
  options: [
    { id: "invoice", label: { "pt-BR": "2ª via", en: "Invoice" } },
    { id: "other", label: { "pt-BR": "Outro" } },
  ],
};
const SHAPE: FormShape = {
  fields: [
    ...USUAL_FIELDS,
    { key: "phone", kind: "phone", required: false },
    CHOICE,
    { key: "order", kind: "text", required: false, label: { "pt-BR": "Pedido" } },
    { key: "news", kind: "checkbox", required: false, label: { "pt-BR": "Quero novidades" } },
  ],
  consent: { "pt-BR": "Li a política.", en: "I read the policy." },
};
const HONEST = {
  email: " Ana.Souza@Example.COM ",
  message: "Não recebi.",
  matter: "invoice",
  [CONSENT_KEY]: TICKED,
};
const read = (typed: Readonly<Record<string, string>>, locale: "pt-BR" | "en" = "pt-BR") =>
  readForm(SHAPE, new Map(Object.entries(typed)), locale);

test("what was typed is read, and told in the language that the page was in", () => {
  const reading = read({ ...HONEST, order: "123", news: TICKED, phone: "11 91234-5678" }, "en");
  if (reading.kind !== "read") throw new Error("it was refused");
  expect(reading.form).toMatchObject({
    email: "Ana.Souza@example.com",
    name: undefined,
    phone: "11 91234-5678",
    agreedTo: "I read the policy.",
  });
  expect(formText(reading.form, "en")).toBe(
    "Não recebi.\n\nPhone: 11 91234-5678\nMatter: Invoice\nPedido: 123\nQuero novidades: ✓\nAgreed to: I read the policy.",
  );
  expect(formSubject(reading.form, "en")).toBe("Your message");
});

test.each<[string, Readonly<Record<string, string>>, string, string]>([
  ["nothing", {}, "email", "required"],
  ["an invisible message", { ...HONEST, message: "\u200b\u2800 \n" }, "message", "required"],
  ["two addresses", { ...HONEST, email: "a@b.example, c@d.example" }, "email", "bad-address"],
  [
    "a line break in the address",
    { ...HONEST, email: "a@b.example\nBcc: c@d.example" },
    "email",
    "bad-address",
  ],
  ["an address beyond ASCII", { ...HONEST, email: "joão@example.com" }, "email", "bad-address"],
  [
    "a machine of somebody's network",
    { ...HONEST, email: "root@localhost" },
    "email",
    "bad-address",
  ],
  ["an option of no list", { ...HONEST, matter: "constructor" }, "matter", "not-an-option"],
  ["a letter too many", { ...HONEST, message: "a".repeat(10_001) }, "message", "too-long"],
  ["words for a number", { ...HONEST, phone: "me liga" }, "phone", "bad-phone"],
  ["no consent", { ...HONEST, [CONSENT_KEY]: "" }, CONSENT_KEY, "not-agreed"],
])("%s is told at its field", (_, typed, key, because) => {
  const reading = read(typed);
  expect(reading).toMatchObject({ kind: "mistakes" });
  if (reading.kind === "mistakes") expect(reading.mistakes).toContainEqual({ key, because });
});

test("whatever is typed, what is read has one plain address, a bounded message and one-line names", () => {
  const typed = fc.record({
    email: fc.oneof(fc.emailAddress(), fc.string()),
    message: fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
    name: fc.string({ unit: "binary", maxLength: 200 }),
    subject: fc.string({ unit: "binary", maxLength: 300 }),
  });
  fc.assert(
    fc.property(typed, (said) => {
      const reading = read({ ...HONEST, ...said });
      if (reading.kind === "mistakes") return reading.mistakes.length > 0;
      const { email, name, subject, message } = reading.form;
      expect(email).toMatch(/^[\x21-\x7e]+@[^\s@]+\.[^\s@]+$/);
      for (const line of [name ?? "", subject ?? ""]) expect(line).not.toMatch(/[\r\n\0]/);
      return message.length > 0 && message.length <= 10_000;
    }),
  );
});

test.each<[string, readonly FormField[], string]>([
  ["no address", USUAL_FIELDS.filter(({ kind }) => kind !== "email"), "needs-email"],
  [
    "an address that may be left out",
    USUAL_FIELDS.map((f) => ({ ...f, required: f.kind === "message" })),
    "needs-email",
  ],
  ["no message", USUAL_FIELDS.filter(({ kind }) => kind !== "message"), "needs-message"],
  ["one key twice", [...USUAL_FIELDS, CHOICE, CHOICE], "key-twice"],
  [
    "a second address",
    [...USUAL_FIELDS, { key: "other", kind: "email", required: false }],
    "kind-twice",
  ],
  [
    "a text called as an address is",
    [...USUAL_FIELDS, { key: "phone", kind: "text", required: false, label: { "pt-BR": "x" } }],
    "key-twice",
  ],
  [
    "a text without a label",
    [...USUAL_FIELDS, { key: "x", kind: "text", required: false }],
    "needs-label",
  ],
  ["a choice of nothing", [...USUAL_FIELDS, { ...CHOICE, options: [] }], "needs-options"],
  [
    "one option twice",
    [
      ...USUAL_FIELDS,
      { ...CHOICE, options: [...(CHOICE.options ?? []), { id: "other", label: {} }] },
    ],
    "option-twice",
  ],
])("a form with %s is refused", (_, fields, because) => {
  expect(mistakesInShape({ fields })).toContainEqual({ at: expect.any(Number), because });
});

test("the usual form is none of these", () => {
  expect(mistakesInShape({ fields: [...USUAL_FIELDS, CHOICE] })).toEqual([]);
});

test.each([
  [{ shownAt: 0, trap: "" }, FILLED_IN_MIN_MS, "taken"],
  [{ shownAt: 0, trap: "" }, SHOWN_MAX_MS, "taken"],
  [{ shownAt: 0, trap: "" }, FILLED_IN_MIN_MS - 1, "too-fast"],
  [{ shownAt: 0, trap: "" }, SHOWN_MAX_MS + 1, "left-open"],
  [{ shownAt: 0, trap: "x" }, 10_000, "trapped"],
  [{ shownAt: undefined, trap: "" }, 10_000, "not-ours"],
  // Another process's clock may be a moment ahead; a day is somebody's own page.
  [{ shownAt: 1_000, trap: "" }, 0, "too-fast"],
  [{ shownAt: SHOWN_MAX_MS, trap: "" }, 0, "not-ours"],
])("%j after %i ms: %s", (sent, now, verdict) => {
  const { kind, ...more } = judgeSentForm(sent, now);
  expect("because" in more ? more.because : kind).toBe(verdict);
});

test.each([
  [undefined, "received"],
  [{ status: "open", isAssigned: false, isAnswered: false }, "received"],
  [{ status: "open", isAssigned: true, isAnswered: false }, "in-hand"],
  [{ status: "snoozed", isAssigned: true, isAnswered: true }, "answered"],
  [{ status: "resolved", isAssigned: true, isAnswered: true }, "solved"],
  [{ status: "closed", isAssigned: false, isAnswered: false }, "solved"],
] as const)("of %j whoever sent it is told: %s", (conversation, progress) => {
  expect(formProgress(conversation)).toBe(progress);
});
