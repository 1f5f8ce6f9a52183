import fc from "fast-check";
import { remotePictures, sanitizeMailHtml } from "./sanitize-mail-html.ts";
import { splitHtmlReply } from "./split-html-reply.ts";

/* What is told of a mail before anybody looks, and the page that is made when somebody does. */

const told = (html: string) => remotePictures(splitHtmlReply(html).pictures);
const heldBack = (html: string) =>
  sanitizeMailHtml(html, { inlineUrl: () => undefined }).remoteImages;

test.each([
  ['<img src="https://a.example/1.png">', ["https://a.example/1.png"]],
  ["<IMG SRC='//a.example/1.png'/>", ["https://a.example/1.png"]],
  ['<img src=" HTTP://A.example/1.png "><img src="http://b.example">', 2],
  ['<img src="cid:a"><img src="data:image/png,x"><img><img src="/a.png">', []],
  ['<!-- <img src="https://a.example/1.png"> -->', []],
  ['<!--[if mso]><img src="https://a.example/1.png"><![endif]-->', []],
  ['<style><img src="https://a.example/1.png"></style>', []],
  ['<svg><image href="https://a.example"/><img src="https://a.example"></svg>', []],
  ['<noscript><img src="https://a.example"></noscript><img src="https://b.example">', 1],
  ['<title><img src="https://a.example"></title><img src="https://b.example">', 1],
  ['<script>"</script><img src="https://b.example">', 1],
  ['<textarea></textarea><img src="https://b.example">', 1],
  ['<div style="display:none"><img src="https://a.example/pixel.gif"></div>', 1],
  ['<p title="<img src=https://a.example>">x</p>', []],
  ['<picture><source srcset="https://a.example"><img src="https://b.example"></picture>', 1],
])("%j", (html, expected) => {
  const found = told(html);
  expect(found).toEqual(heldBack(html));
  if (typeof expected === "number") expect(found).toHaveLength(expected);
  else expect(found).toEqual(expected);
});

const tag = fc.constantFrom(
  ..."p div b table td svg math style script title head noscript select option template object iframe a img picture blockquote video li body html form map".split(
    " ",
  ),
);
const source = fc.constantFrom(
  ...["https://a.example/1.png", "//b.example/2.png", "cid:x", "data:,", " http://c.example ", ""],
);
const piece = fc.oneof(
  tag.map((name) => `<${name}>`),
  tag.map((name) => `</${name}>`),
  source.map((src) => `<img src="${src}">`),
  source.map((src) => `<img alt=x src='${src}' />`),
  fc.constantFrom("texto", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", '"', "&lt;", "<br>"),
);

test("whatever the HTML, what is told is what is held back", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const html = pieces.join("");
      expect(told(html)).toEqual(heldBack(html));
    }),
    { numRuns: 3_000, seed: 31 },
  );
});
