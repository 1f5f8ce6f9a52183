import { describeError } from "./describe-error.ts";
import { plainMessage } from "./plain-message.ts";

test("keys, thumbnails and what is quoted stay behind", () => {
  const plain = plainMessage({
    id: { id: "3A01" },
    body: "thumbnail",
    caption: "veja",
    directPath: "/v/1",
    mediaKey: "secret",
    quotedMsg: { body: "a whole message" },
    quotedStanzaID: "3A00",
    serialize: () => {},
  });
  expect(plain).toEqual({
    id: { id: "3A01" },
    caption: "veja",
    directPath: "/v/1",
    quotedStanzaID: "3A00",
  });
});

test("of a text the body is its words", () => {
  expect(plainMessage({ body: "oi" })).toEqual({ body: "oi" });
});

test.each([
  [new Error("to 5511987654321@c.us\n  at x"), "to …@c.us at x"],
  ["auth timeout", "auth timeout"],
  [undefined, "unknown"],
  [{ message: "x" }, "unknown"],
])("%p is one line, and names nobody", (thrown, line) => {
  expect(describeError(thrown)).toBe(line);
});
