import { type MarkdownMark, markWritten, picturePut } from "./markdown-keys.ts";

/** `[` and `]` are where the selection begins and ends; `|` where it is empty. */
function mark(said: string, kind: MarkdownMark): string {
  const from = said.search(/[[|]/);
  const to = said.includes("|") ? from : said.indexOf("]") - 1;
  const text = said.replace(/[[\]|]/g, "");
  const after = markWritten({ text, from, to }, kind, "palavras");
  const { text: t, from: f, to: e } = after;
  return f === e
    ? `${t.slice(0, f)}|${t.slice(f)}`
    : `${t.slice(0, f)}‹${t.slice(f, e)}›${t.slice(e)}`;
}

test.each([
  ["um [dois] três", "bold", "um **‹dois›** três"],
  ["um |", "italic", "um _‹palavras›_"],
  ["veja [aqui] já", "link", "veja [aqui](‹https://›) já"],
  ["a\nb|c", "heading", "a\n## bc|"],
  ["[um\ndois]", "bullets", "- um\n- dois|"],
  ["[um\ndois]", "steps", "1. um\n2. dois|"],
  ["x\n[atenção]", "callout", "x\n\n> [!NOTE]\n> atenção|"],
  ["|", "quote", "> |"],
] as const)("%j with %s is %j", (before, kind, after) => {
  expect(mark(before, kind)).toBe(after);
});

test("what has the mark already loses it", () => {
  const bold = markWritten({ text: "um **dois**", from: 5, to: 9 }, "bold", "");
  expect(bold).toEqual({ text: "um dois", from: 3, to: 7 });
  expect(markWritten({ text: "1. a\n2. b", from: 0, to: 9 }, "steps", "").text).toBe("a\nb");
});

test.each([
  ["", "![‹foto›](/p)"],
  ["um|", "um\n\n![‹foto›](/p)"],
  ["um\n|dois", "um\n\n![‹foto›](/p)\n\ndois"],
  ["um\n\n|\n\ndois", "um\n\n![‹foto›](/p)\n\ndois"],
  ["|\ndois", "![‹foto›](/p)\n\ndois"],
])(
  "into %j a picture is put as a paragraph of its own, and its words are written next",
  (said, wanted) => {
    const from = Math.max(said.indexOf("|"), 0);
    const put = picturePut({ text: said.replace("|", ""), from, to: from }, "/p", "foto");
    expect(
      `${put.text.slice(0, put.from)}‹${put.text.slice(put.from, put.to)}›${put.text.slice(put.to)}`,
    ).toBe(wanted);
  },
);
