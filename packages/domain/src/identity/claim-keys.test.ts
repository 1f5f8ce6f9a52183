import { addressKey, claimKeys, writtenAddress } from "./claim-keys.ts";

test.each([
  [{ email: " Ana@Example.com " }, ["mailto:ana@example.com"]],
  [{ phone: "(11) 90000-0001" }, ["br:11:00000001"]],
  [{ phone: "011 90000-0001" }, ["br:11:00000001"]],
  [{ phone: "55 11 90000 0001" }, ["br:11:00000001"]],
  [{ phone: "+55 11 8000-0001" }, ["br:11:80000001"]],
  [{ phone: "11 3000-0001" }, ["tel:+551130000001"]],
  [{ phone: "+1 (555) 010-0001" }, ["tel:+15550100001"]],
  [{ phone: "call me" }, []],
  [{ phone: "12345" }, []],
  [{ email: "none" }, []],
  [
    { email: "a@example.com", phone: "+351 900 000 001" },
    ["mailto:a@example.com", "tel:+351900000001"],
  ],
])("%j is compared as %j", (claims, keys) => {
  expect(claimKeys(claims)).toEqual(keys);
});

test("both spellings of a mobile number are compared as one", () => {
  expect(addressKey("tel:+5511980000001")).toBe(addressKey("tel:+551180000001"));
});

test.each([
  ["41 98888-7777", "tel:+5541988887777"],
  ["(041) 98888-7777", "tel:+5541988887777"],
  ["5541988887777", "tel:+5541988887777"],
  ["+1 212 555 0100", "tel:+12125550100"],
  ["98888-7777", undefined],
  [" Bia@Example.com ", "mailto:bia@example.com"],
  ["bia@example", undefined],
  ["bia example@x.com", undefined],
  ["Marina", undefined],
])("%s is typed for %s", (typed, address) => {
  expect(writtenAddress(typed)).toBe(address);
});
