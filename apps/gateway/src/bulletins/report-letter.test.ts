import { figureText, secondsText } from "./figure-text.ts";
import { reportLetter } from "./report-letter.ts";

test.each([
  [0, "0 s"],
  [0.4, "0 s"],
  [59.6, "1 min"],
  [61, "1 min 1 s"],
  [3_600, "1 h"],
  [3_660, "1 h 1 min"],
  [90_000, "1 d 1 h"],
  [86_400 * 3 + 59, "3 d"],
])("%d seconds are %s", (seconds, text) => {
  expect(secondsText(seconds)).toBe(text);
});

test.each([
  ["opened", { of: 1_204, value: 1_204 }, "pt-BR", "1.204"],
  ["sla", { of: 3, value: 0.9375 }, "en", "93.8%"],
  ["nps", { of: 3, value: 0.4 }, "es", "+40"],
  ["ces", { of: 3, value: 4.56 }, "pt-BR", "4,6"],
  ["csat", { of: 0, value: null }, "pt-BR", "–"],
  ["first-response", { of: 0, value: null }, "pt-BR", "–"],
  ["opened", undefined, "pt-BR", "–"],
] as const)("%s of %j in %s is %s", (id, value, language, text) => {
  expect(figureText(id, value, language)).toBe(text);
});

const about = {
  ...{
    id: "x",
    to: "ana@example.com",
    date: 0,
    attachments: [],
    link: "https://c.example/reports",
  },
  narrowedTo: ["Fila: <i>x</i>"],
};
const content = {
  ...({ name: "<script>1</script>", language: "en" } as const),
  period: { from: "2026-11-01", until: "2026-11-30" },
};

test("names are text in a letter, never markup, and a row without a name says so", () => {
  const rows = [
    { key: "a", name: "<b>Ana</b>", at: null, figures: { opened: { of: 2, value: 2 } } },
    { key: null, name: null, at: null, figures: {} },
  ];
  const { html, text, subject } = reportLetter(content, { rows }, ["opened"], {
    ...{ ...about, isWhole: false },
  });
  expect(html).not.toMatch(/<script|<b>|<i>/);
  expect(html).toContain("&lt;b&gt;Ana&lt;/b&gt;");
  expect(subject).toBe("<script>1</script>: 11/01/2026 – 11/30/2026");
  expect(text).toContain("<b>Ana</b>\n  Conversations: 2\n\n(none)\n  Conversations: –");
});

test("a letter shows fifty rows and says how many more the file has; of none it says that", () => {
  const rows = Array.from({ length: 53 }, (_, n) => ({
    ...{ key: String(n), name: `Queue ${n}`, at: null, figures: { opened: { of: 1, value: 1 } } },
  }));
  const many = reportLetter(content, { rows }, ["opened"], { ...about, isWhole: false });
  expect(many.text).toContain("And 3 more rows in the file.");
  expect(many.text).not.toContain("Queue 50");
  const none = reportLetter(content, { rows: [] }, ["opened"], { ...about, isWhole: false });
  expect(none.text).toContain("Nothing was measured in this period.");
  expect(none.html).not.toContain("<table");
});
