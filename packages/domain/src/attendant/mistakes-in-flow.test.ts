import { type AttendantFlow, type AttendantOption, mistakesInFlow } from "../index.ts";

const option = (id: string, label: string, more: Partial<AttendantOption> = {}) => ({
  id,
  label: { "pt-BR": label },
  ...more,
});
const menu = (...options: AttendantOption[]) => ({ words: { "pt-BR": "Qual assunto?" }, options });

function aFlow(change: Partial<AttendantFlow> = {}): AttendantFlow {
  return {
    language: "pt-BR",
    greeting: { "pt-BR": "Olá!" },
    menu: menu(option("sales", "Vendas"), option("repairs", "Assistência")),
    misunderstandingsMax: 2,
    answerWithinMs: 300_000,
    ...change,
  };
}

const mistakes = (change: Partial<AttendantFlow>, channel = "whatsapp") =>
  mistakesInFlow(aFlow(change), channel).map(({ at, because }) => `${at}: ${because}`);

test("what is said while closed may say when people answer again", () => {
  expect(mistakes({ closed: { words: { "pt-BR": "Abrimos {opens}" }, asks: true } })).toEqual([]);
});

test("a small flow has none", () => {
  expect(mistakes({})).toEqual([]);
  expect(mistakes({ menu: undefined as never })).toEqual([]);
});

const deep = option("a", "Um", {
  menu: menu(option("b", "Dois", { menu: menu(option("c", "Três", { menu: menu() })) })),
});

test.each<[string, Partial<AttendantFlow>, string, string?]>([
  ["a greeting without words", { greeting: { en: "Hi" } }, "greeting.pt-BR: words-missing"],
  ["a menu that leads nowhere", { menu: menu() }, "menu.options: no-options"],
  [
    "more options than a list has rows",
    { menu: menu(...[..."abcdefghi"].map((id) => option(id, `Opção ${id}`))) },
    "menu.options: too-many-options",
  ],
  [
    "a fourth menu down",
    { menu: menu(deep) },
    "menu.options.0.menu.options.0.menu.options.0.menu: too-deep",
  ],
  [
    "an id that no rule can name",
    { menu: menu(option("A b", "Um")) },
    "menu.options.0.id: unusable-id",
  ],
  [
    "the id of the way to a person",
    { menu: menu(option("person", "Um")) },
    "menu.options.0.id: reserved-id",
  ],
  [
    "one id twice",
    { menu: menu(option("a", "Um"), option("a", "Dois")) },
    "menu.options.1.id: repeated-id",
  ],
  [
    "one label twice, accents aside",
    { menu: menu(option("a", "Pós-venda"), option("b", "pos venda")) },
    "menu.options.1.label.pt-BR: repeated-label",
  ],
  [
    "the label of the way to a person",
    { menu: menu(option("a", "Falar com uma pessoa")) },
    "menu.options.0.label.pt-BR: repeated-label",
  ],
  [
    "a number for a label",
    { menu: menu(option("a", "24")) },
    "menu.options.0.label.pt-BR: label-is-a-number",
  ],
  [
    "a label that no row holds",
    { menu: menu(option("a", "Segunda via de boleto bancário")) },
    "menu.options.0.label.pt-BR: too-long",
  ],
  [
    "a label by which SMS are stopped",
    { menu: menu(option("a", "Cancelar")) },
    "menu.options.0.label.pt-BR: label-is-a-keyword",
    "sms",
  ],
  [
    "more words than three SMS hold",
    { greeting: { "pt-BR": "Olá! ".repeat(100) } },
    "greeting.pt-BR: too-long",
    "sms",
  ],
  ["no patience at all", { answerWithinMs: 1_000 }, "answerWithinMs: out-of-range"],
  ["endless patience", { misunderstandingsMax: 6 }, "misunderstandingsMax: out-of-range"],
  ["an answer that is none of its own", { unanswered: ["gone"] }, "unanswered: no-such-option"],
  [
    "a menu for an answer",
    { menu: menu(option("a", "Um", { menu: menu(option("b", "Dois")) })), unanswered: ["a"] },
    "unanswered: not-an-answer",
  ],
  [
    "a time of opening while open",
    { greeting: { "pt-BR": "Abrimos {opens}" } },
    "greeting: opens-outside-closed",
  ],
  [
    "a time of opening in a menu further down",
    {
      menu: menu(
        option("a", "Um", {
          menu: { words: { "pt-BR": "Abrimos {opens}" }, options: [option("b", "Dois")] },
        }),
      ),
    },
    "menu.options.0.menu.words: opens-outside-closed",
  ],
  [
    "a time of opening below an option",
    { menu: menu(option("a", "Um", { description: { "pt-BR": "Abrimos {opens}" } })) },
    "menu.options.0.description: opens-outside-closed",
  ],
])("%s is a mistake", (_, change, mistake, channel = "whatsapp") => {
  expect(mistakes(change, channel)).toContain(mistake);
});
