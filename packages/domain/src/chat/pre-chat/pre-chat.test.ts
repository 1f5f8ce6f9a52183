import fc from "fast-check";
import {
  mistakesInPreChat,
  type PreChat,
  type PreChatField,
  type PreChatMistake,
  warningsOfPreChat,
} from "./pre-chat-fields.ts";
import {
  type AnswerMistake,
  maskDocument,
  maskPhone,
  type PreChatAnswers,
  readPreChat,
} from "./read-pre-chat.ts";

const field = (kind: PreChatField["kind"], more: Partial<PreChatField> = {}): PreChatField => ({
  key: kind,
  kind,
  required: false,
  ...more,
});

const subject = field("choice", {
  key: "subject",
  label: { "pt-BR": "Assunto", en: "Subject" },
  options: [
    { id: "o-1", label: { "pt-BR": "Boleto", en: "Invoice" }, tag: "financeiro" },
    { id: "o-2", label: { "pt-BR": "Entrega" } },
  ],
});
const form: PreChat = {
  skippable: true,
  fields: [
    field("name", { required: true }),
    field("email"),
    field("phone"),
    field("document"),
    subject,
    field("text", { key: "order", label: { "pt-BR": "Pedido" } }),
  ],
};

test("what was answered is read in the form's order, and what was chosen becomes its tag", () => {
  const answers = {
    order: " 1234 ",
    name: "Ana",
    email: "Ana@Example.com",
    document: "CPF: 52998224725",
    subject: "o-1",
    unknown: "x",
  };
  expect(readPreChat(form, answers, "en")).toEqual({
    kind: "read",
    read: {
      name: "Ana",
      email: "Ana@example.com",
      phone: undefined,
      said: [
        { name: "Name", value: "Ana" },
        { name: "E-mail", value: "Ana@Example.com" },
        { name: "CPF/CNPJ", value: "529.982.247-25" },
        { name: "Subject", value: "Invoice" },
        { name: "Pedido", value: "1234" },
      ],
      chosen: { subject: "financeiro" },
      tags: ["financeiro"],
    },
  });
});

test.each<[PreChatAnswers, readonly [string, AnswerMistake][]]>([
  [{}, [["name", "required"]]],
  [{ name: "   " }, [["name", "required"]]],
  [{ name: "\u200b" }, [["name", "required"]]],
  [{ name: "x".repeat(121) }, [["name", "too-long"]]],
  [{ name: "Ana", email: "ana@" }, [["email", "bad-address"]]],
  [{ name: "Ana", phone: "12" }, [["phone", "bad-phone"]]],
  [{ name: "Ana", document: "529.982.247-26" }, [["document", "bad-document"]]],
  [{ name: "Ana", document: "000.000.000-00" }, [["document", "bad-document"]]],
  [{ name: "Ana", subject: "financeiro" }, [["subject", "not-an-option"]]],
  [{ name: "Ana", subject: "toString" }, [["subject", "not-an-option"]]],
  [
    { email: "no", phone: "no" },
    [
      ["name", "required"],
      ["email", "bad-address"],
      ["phone", "bad-phone"],
    ],
  ],
])("%j is refused where it is wrong", (answers, wrong) => {
  const mistakes = wrong.map(([key, because]) => ({ key, because }));
  expect(readPreChat(form, answers, "pt-BR")).toEqual({ kind: "mistakes", mistakes });
});

test("an option without a tag is known by its id, and marks no conversation", () => {
  const reading = readPreChat(form, { name: "Ana", subject: "o-2" }, "es");
  expect(reading).toMatchObject({ read: { chosen: { subject: "o-2" }, tags: [] } });
});

test("whatever a browser sends, it is read or refused, and only what the form asks gets through", () => {
  const keys = fc.constantFrom(...form.fields.map(({ key }) => key), "__proto__", "other");
  fc.assert(
    fc.property(fc.dictionary(keys, fc.string({ unit: "binary", maxLength: 300 })), (answers) => {
      const reading = readPreChat(form, answers, "pt-BR");
      if (reading.kind === "mistakes") return reading.mistakes.length > 0;
      const { said, chosen } = reading.read;
      return (
        said.length <= form.fields.length && Object.keys(chosen).every((key) => key === "subject")
      );
    }),
  );
});

test.each([
  ["52998224725", "529.982.247-25"],
  ["529.982.247-25", "529.982.247-25"],
  [" CPF 529 982 247 25\n", "529.982.247-25"],
  ["11222333000181", "11.222.333/0001-81"],
  ["cnpj: 11.222.333/0001-81", "11.222.333/0001-81"],
  ["12.abc.345/01de-35", "12.ABC.345/01DE-35"],
  ["5299822", "5299822"],
  ["", ""],
])("%j pasted into the document's field reads %j", (pasted, shown) => {
  expect(maskDocument(pasted)).toBe(shown);
});

test.each([
  ["11999990000", "(11) 99999-0000"],
  ["(11) 99999 0000", "(11) 99999-0000"],
  ["+55 11 99999-0000", "+55 (11) 99999-0000"],
  ["1133334444", "(11) 3333-4444"],
  ["+1 415 555 0100", "+1 415 555 0100"],
  ["1199", "1199"],
])("%j pasted into the telephone's field reads %j", (pasted, shown) => {
  expect(maskPhone(pasted)).toBe(shown);
});

test("a mask changes nothing the second time", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      expect(maskDocument(maskDocument(text))).toBe(maskDocument(text));
      expect(maskPhone(maskPhone(text))).toBe(maskPhone(text));
    }),
  );
});

test.each<[string, readonly PreChatField[], readonly [number, PreChatMistake][]]>([
  ["nothing", [field("name"), subject], []],
  ["one key twice", [subject, subject], [[1, "key-twice"]]],
  ["a name under another key", [field("name", { key: "nome" })], [[0, "wrong-key"]]],
  [
    "a text under a name's key",
    [field("text", { key: "name", label: { en: "x" } })],
    [[0, "wrong-key"]],
  ],
  ["a text without a label", [field("text", { key: "t" })], [[0, "needs-label"]]],
  [
    "a choice of nothing",
    [field("choice", { key: "c", label: { en: "x" } })],
    [[0, "needs-options"]],
  ],
  [
    "one option twice",
    [
      {
        ...subject,
        options: [
          { id: "a", label: {} },
          { id: "a", label: {} },
        ],
      },
    ],
    [[0, "option-twice"]],
  ],
])("%s is found in a form", (_name, fields, found) => {
  expect(mistakesInPreChat({ fields })).toEqual(found.map(([at, because]) => ({ at, because })));
});

test("who must fill in everything, or may not pass, is what an admin is warned of", () => {
  const required = [field("name", { required: true })];
  expect(warningsOfPreChat({ skippable: true, fields: [] })).toEqual([]);
  expect(warningsOfPreChat(form)).toEqual([]);
  expect(warningsOfPreChat({ skippable: true, fields: required })).toEqual(["all-required"]);
  expect(warningsOfPreChat({ skippable: false, fields: required })).toEqual([
    "not-skippable",
    "all-required",
  ]);
});
