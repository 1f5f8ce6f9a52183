import { brazilMobileKey, shownPhone } from "./brazil-mobile.ts";

test.each([
  ["tel:+5511987654321", "tel:+551187654321"],
  ["tel:+5581998765432", "tel:+558198765432"],
] as const)("%s and %s are two spellings of one number", (long, short) => {
  expect(brazilMobileKey(long)).toBe(brazilMobileKey(short));
  expect(brazilMobileKey(long)).toBeDefined();
  expect(shownPhone(short)).toBe(long.slice("tel:".length));
});

test.each([
  "tel:+551133334444", // a landline
  "tel:+5511887654321", // a first digit that no mobile number has
  "tel:+14155550100",
  "tel:+351912345678",
  "mailto:ana@example.com",
  "wa-lid:5511987654321",
] as const)("%s has one spelling", (address) => {
  expect(brazilMobileKey(address)).toBeUndefined();
});

test("numbers of two area codes are two numbers", () => {
  expect(brazilMobileKey("tel:+5511987654321")).not.toBe(brazilMobileKey("tel:+5521987654321"));
});
