import { Buffer } from "node:buffer";
import fc from "fast-check";
import { REDACTED, redactor, secretForms, secretValues } from "./redact.ts";

const SECRET = 'p@ss/w+rd "42" ção';
const { text, fields } = redactor([SECRET]);

test.each([
  ["as it is", `token ${SECRET} refused`],
  ["percent-encoded", `GET /x?t=${encodeURIComponent(SECRET)}`],
  ["form-encoded", new URLSearchParams({ t: SECRET }).toString()],
  ["in JSON", JSON.stringify({ t: SECRET })],
  ["in Base64", Buffer.from(SECRET).toString("base64")],
  ["in a Basic header", `Basic ${Buffer.from(`AC1:${SECRET}`).toString("base64")}`],
])("a secret does not survive %s", (_, input) => {
  const output = text(input);
  expect(output).toContain(REDACTED);
  for (const form of secretForms(SECRET)) expect(output).not.toContain(form);
});

test("a secret inside Base64 is found at every alignment", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[!-~]{12,40}$/), fc.nat(5), (secret, before) => {
      const line = Buffer.from(`${"u".repeat(before)}:${secret}`).toString("base64");
      expect(redactor([secret]).text(line)).toContain(REDACTED);
    }),
  );
});

test("credentials that are not ours are hidden too", () => {
  expect(text("authorization: Bearer abcdefghijklmnop")).toBe(`authorization: Bearer ${REDACTED}`);
  expect(text("https://user:hunter2@example.com/x")).toBe(`https://${REDACTED}@example.com/x`);
});

test("log fields are redacted inside lists, objects and errors with causes", () => {
  const error = new Error(`call with ${SECRET}`, { cause: new Error(SECRET) });
  const printed = JSON.stringify(fields({ error, list: [SECRET], deep: { header: SECRET }, n: 4 }));
  expect(printed).not.toContain(SECRET);
  expect(printed).toContain('"n":4');
});

test("secret settings are found by name, lists included", () => {
  const settings = { token: "aaaaaaaa", old: ["bbbbbbbb"], name: "shop" };
  expect(secretValues(settings, ["token", "old"])).toEqual(["aaaaaaaa", "bbbbbbbb"]);
});
