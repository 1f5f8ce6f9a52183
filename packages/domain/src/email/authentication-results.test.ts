import { isVouchedFor } from "./authentication-results.ts";

const US = "mx.example.org";
const ANA = "ana@example.com";

function vouched(...fields: readonly string[]): boolean {
  const headers = fields.map((value) => ({ name: "authentication-results", value }));
  return isVouchedFor(headers, ANA, US);
}

test.each([
  ["mx.example.org; dmarc=pass header.from=example.com"],
  ["MX.Example.ORG 1; spf=fail; dmarc=pass (p=REJECT dis=NONE) header.from=Example.com"],
  [
    "mx.example.org;\r\n\tdkim=pass header.i=@example.com;\r\n\tdmarc=pass\r\n\theader.from=example.com",
  ],
  ["mx.example.org; dmarc = pass action=none"],
])("%s vouches", (field) => {
  expect(vouched(field)).toBe(true);
});

test.each([
  ["mx.example.org; dmarc=fail header.from=example.com"],
  ["mx.example.org; dmarc=none; spf=pass; dkim=pass header.d=example.com"],
  ["mx.example.org; dmarc=pass header.from=example.net"],
  ["mx.example.org; spf=pass (; dmarc=pass header.from=example.com)"],
  ['mx.example.org; spf=pass reason="; dmarc=pass"; dmarc=fail'],
  ["mx.example.org; dmarc=fail (a (nested) one; dmarc=pass)"],
  ["mx.example.org.evil.example; dmarc=pass header.from=example.com"],
  ["mx.example.com; dmarc=pass header.from=example.com"],
  ["mx.example.org; none"],
  [`mx.example.org; dmarc=pass header.from=example.com ${"x".repeat(20_000)}`],
])("%s vouches for nobody", (field) => {
  expect(vouched(field)).toBe(false);
});

test("only the topmost field of our server counts: whatever stands below, the sender may have written", () => {
  expect(vouched(`${US}; dmarc=fail`, `${US}; dmarc=pass`)).toBe(false);
  expect(vouched("other.example.net; dmarc=fail", `${US}; dmarc=pass`)).toBe(true);
});

test("without a name of our server, or an address, nobody is vouched for", () => {
  const headers = [{ name: "authentication-results", value: `${US}; dmarc=pass` }];
  expect(isVouchedFor(headers, ANA, undefined)).toBe(false);
  expect(isVouchedFor(headers, undefined, US)).toBe(false);
});

test("a field of a million brackets costs nothing", async () => {
  const field = `${US}; ${"(".repeat(1_000_000)}`;
  expect(vouched(field)).toBe(false);
  await expect(() => vouched(field)).toCostAtMost(100);
});
