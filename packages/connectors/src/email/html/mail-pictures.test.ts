import { partUrl, placePictures } from "./mail-pictures.ts";
import { SANITIZER_VERSION, sanitizeMailHtml } from "./sanitize-mail-html.ts";

const urls = {
  part: (contentId: string) => (contentId === "gone" ? undefined : `/file/${contentId}`),
  remote: (index: number) => (index === 1 ? undefined : `/picture/${index}?a=1&b="2"`),
};
const safe = (html: string) => sanitizeMailHtml(html, { inlineUrl: partUrl });

test("pictures are where they are served: own ones, allowed ones; the others stay held back", () => {
  const html = safe(
    '<img src="cid:a@b/c d" alt="1"><img src="cid:gone"><img src="https://x.example/0"><img src="//x.example/1">',
  );
  expect(placePictures(html, urls)).toBe(
    '<img alt="1" src="/file/a@b/c d" /><img />' +
      '<img src="/picture/0?a=1&amp;b=&quot;2&quot;" /><img data-remote="1" />',
  );
});

test.each([
  '<img alt=" src=&quot;parts/x&quot; data-remote=&quot;0&quot;">',
  '<img alt="&lt;img data-remote=&quot;0&quot;&gt;" title=" data-remote=">',
  '<p>&lt;img src="parts/x"&gt; data-remote="0"</p>',
  '<img src="parts/x" data-remote="0">',
])("what only looks like a place of a picture is none: %s", (written) => {
  expect(placePictures(safe(written), urls)).not.toMatch(/\/(file|picture)\//);
});

test("HTML of an older version passes today's rules and keeps its pictures", () => {
  const old = {
    ...safe(
      '<p>oi</p><img src="cid:a%20b"><img src="https://x.example/0"><img src="//x.example/1">',
    ),
    version: SANITIZER_VERSION - 1,
  };
  const html = old.html.replace("<p>", '<p onclick="x()"><script>alert(1)</script>');
  expect(placePictures({ ...old, html }, urls)).toBe(
    '<p>oi</p><img src="/file/a b" /><img src="/picture/0?a=1&amp;b=&quot;2&quot;" /><img data-remote="1" />',
  );
});

test.each([
  ["unclosed pictures", "<img ".repeat(200_000)],
  ["one picture of a megabyte", `<img alt="${" src=parts/".repeat(100_000)}" />`],
  ["many pictures", '<img data-remote="0" />'.repeat(45_000)],
])("a megabyte of %s is placed within 100 ms", async (_, html) => {
  const made = { version: SANITIZER_VERSION, html, remoteImages: [] };
  await expect(() => placePictures(made, urls)).toCostAtMost(100);
});
