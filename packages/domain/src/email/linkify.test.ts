import { linkify } from "./linkify.ts";

const links = (text: string) => linkify(text).flatMap((segment) => segment.href ?? []);

test.each<[string, readonly string[]]>([
  ["veja https://example.com/a?b=1.", ["https://example.com/a?b=1"]],
  ["(http://example.com/a_(b))", ["http://example.com/a_(b)"]],
  ["www.example.com, ok", ["https://www.example.com"]],
  ["ana@example.com!", ["mailto:ana@example.com"]],
  ["<https://example.com>", ["https://example.com"]],
  ["javascript:alert(1) data:text/html,x file:///etc", []],
  ["http://", []],
  ["http://user:secret@example.com/", []],
  ['http://x.example?"onmouseover="alert(1)', ["http://x.example?"]],
  ["http://x.example/'onclick='alert(1)", ["http://x.example/"]],
])("%j has the links %j", (text, expected) => {
  expect(links(text).map((l) => l.replace(/\?$/, ""))).toEqual(
    expected.map((l) => l.replace(/\?$/, "")),
  );
});

test("the segments are the text", () => {
  const text = "a http://b.example c ana@d.example, (www.e.example) f";
  expect(
    linkify(text)
      .map((segment) => segment.text)
      .join(""),
  ).toBe(text);
});

test("a megabyte of almost links is over in a tenth of a second", async () => {
  for (const unit of [
    "http://",
    "www.",
    "a@",
    "@",
    "http://a",
    "(",
    "http://a.b)",
    "x",
    "a.b@c.",
    "http://a.b/,,,,",
  ]) {
    const text = unit.repeat(1_000_000 / unit.length);
    await expect(() => linkify(text)).toCostAtMost(100);
  }
});
