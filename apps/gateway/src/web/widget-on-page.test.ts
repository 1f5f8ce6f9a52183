import { widgetOnPage } from "./widget-on-page.ts";

const at = { gatewayUrl: "https://chat.example.com", pageUrl: "https://www.shop.example/" };
const look = (html: string) => widgetOnPage(html, "one", at);

test.each([
  ["by its own address", '<script async src="https://chat.example.com/widget/v1/one/widget.js">'],
  ["by name", "<SCRIPT src='https://chat.example.com/widget.js' data-inbox=one></SCRIPT>"],
  [
    "by name over another's address",
    '<script data-inbox="one" src="//chat.example.com/widget/v1/two/widget.js">',
  ],
])("a snippet %s is found", (_, html) => {
  expect(look(`<html><body>${html}</body></html>`)).toBe("found");
});

test("another inbox's snippet is not ours", () => {
  expect(look('<script src="https://chat.example.com/widget.js" data-inbox="two">')).toBe(
    "other-chat",
  );
});

test.each([
  "",
  '<script src="https://evil.example/widget.js" data-inbox="one">',
  '<script src="https://chat.example.com/other.js" data-inbox="one">',
  '<p>data-inbox="one"</p>',
  '<script src="http://[">',
])("%j has no chat of ours", (html) => {
  expect(look(html)).toBe("absent");
});
