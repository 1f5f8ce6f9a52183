import { PAYLOAD_SHOWN_MAX } from "@circuito/store";
import { payloadViewOf } from "./ledger-payload.ts";

const of = (text: string | Buffer, sizeBytes?: number) => {
  const bytes = Buffer.from(text as string);
  return payloadViewOf({ bytes, sha256: null, sizeBytes: sizeBytes ?? bytes.length });
};

test("JSON is laid out, and what opens something is masked at any depth", () => {
  const { form, text } = of('{"from":"+55","auth":{"api_key":"k-123456","n":[{"Token":5}]}}');
  expect(form).toBe("json");
  expect(text).toContain('"from": "+55"');
  expect(text).not.toMatch(/k-123456|: 5\b/);
});

test.each([
  ["a form", "From=%2B55&AuthToken=abc123&Body=oi", "abc123", "Body=oi"],
  [
    "a header",
    "Authorization: Bearer abcdefgh12345\r\nSubject: oi",
    "abcdefgh12345",
    "Subject: oi",
  ],
  ["a URL", "see https://ana:segredo@host/x", "segredo", "host/x"],
])("in %s, too", (_, text, secret, rest) => {
  const shown = of(text);
  expect(shown).toMatchObject({ form: "text" });
  expect(shown.text).not.toContain(secret);
  expect(shown.text).toContain(rest);
});

test("what is no text is said to be none", () => {
  expect(of(Buffer.from([0xff, 0xfe, 0x00]))).toMatchObject({ form: "binary", text: null });
  expect(of("a\u0000b")).toMatchObject({ form: "binary" });
});

test("a text that is cut in the middle of a letter is still a text, and says that it is cut", () => {
  const whole = Buffer.from("é".repeat(3));
  const cut = whole.subarray(0, 5);
  expect(of(cut, PAYLOAD_SHOWN_MAX + 1)).toMatchObject({ form: "text", text: "éé", isCut: true });
});

test("bytes that are elsewhere, or gone, are not shown", () => {
  const nothing = { bytes: null, sizeBytes: null };
  expect(payloadViewOf({ ...nothing, sha256: "ab" }).form).toBe("elsewhere");
  expect(payloadViewOf({ ...nothing, sha256: null }).form).toBe("gone");
});
