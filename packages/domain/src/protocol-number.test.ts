import fc from "fast-check";
import { isProtocolNumber, makeProtocolNumber } from "./protocol-number.ts";

const entropy = fc.bigInt({ min: 0n, max: 2n ** 62n }).map((n) => n.toString(16).padStart(16, "0"));
const day = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2090, 0) });

test("a number made here is recognised, in any case", () => {
  fc.assert(
    fc.property(entropy, day, (bits, at) => {
      const number = makeProtocolNumber(bits, at, "America/Sao_Paulo");
      expect(number).toMatch(/^\d{6}-[0-9A-Z]{8}$/);
      expect(isProtocolNumber(number)).toBe(true);
      expect(isProtocolNumber(number.toLowerCase())).toBe(true);
    }),
  );
});

test("a number with one digit of its date changed is not recognised", () => {
  fc.assert(
    fc.property(
      entropy,
      day,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (bits, at, place, by) => {
        const number = makeProtocolNumber(bits, at, "America/Sao_Paulo");
        const digits = [...number];
        digits[place] = String((Number(digits[place]) + by) % 10);
        expect(isProtocolNumber(digits.join(""))).toBe(false);
      },
    ),
  );
});

test("its date is the one on the customer's calendar", () => {
  const lateEvening = Date.UTC(2026, 10, 27, 1);
  expect(makeProtocolNumber("0123456789", lateEvening, "America/Sao_Paulo")).toMatch(/^261126-/);
  expect(makeProtocolNumber("0123456789", lateEvening, "UTC")).toMatch(/^261127-/);
});
