import fc from "fast-check";
import { makeProtocolNumber, readProtocolNumber } from "./protocol-number.ts";

const entropy = fc.bigInt({ min: 0n, max: 2n ** 62n }).map((n) => n.toString(16).padStart(16, "0"));
const day = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2090, 0) });

test("a number made here is recognised, in any case", () => {
  fc.assert(
    fc.property(entropy, day, (bits, at) => {
      const number = makeProtocolNumber(bits, at, "America/Sao_Paulo");
      expect(number).toMatch(/^\d{6}-[0-9A-Z]{8}$/);
      expect(readProtocolNumber(number)).toEqual({ kind: "number", protocol: number });
      expect(readProtocolNumber(number.toLowerCase())).toMatchObject({ protocol: number });
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
        expect(readProtocolNumber(digits.join(""))).toEqual({
          kind: "mistake",
          because: "check-failed",
        });
      },
    ),
  );
});

test("its date is the one on the customer's calendar", () => {
  const lateEvening = Date.UTC(2026, 10, 27, 1);
  expect(makeProtocolNumber("0123456789", lateEvening, "America/Sao_Paulo")).toMatch(/^261126-/);
  expect(makeProtocolNumber("0123456789", lateEvening, "UTC")).toMatch(/^261127-/);
});

test("a number is read as it was dictated: without its dash, with spaces, with look-alikes", () => {
  fc.assert(
    fc.property(entropy, day, (bits, at) => {
      const number = makeProtocolNumber(bits, at, "America/Sao_Paulo");
      const heard = number.replaceAll("0", "o").replaceAll("1", "l").replace("-", " ");
      for (const typed of [number.replace("-", ""), ` #${[...number].join(" ")}. `, heard]) {
        expect(readProtocolNumber(typed)).toEqual({ kind: "number", protocol: number });
      }
    }),
  );
});

test.each([
  ["261126", "wrong-length"],
  ["", "wrong-length"],
  ["26112X-ABCDEFGH", "wrong-character"],
  ["261126-ABCDEFGU", "wrong-character"],
])("%s is none, because of its %s", (typed, because) => {
  expect(readProtocolNumber(typed)).toEqual({ kind: "mistake", because });
});

test("two characters that changed places are noticed", () => {
  fc.assert(
    fc.property(entropy, day, fc.integer({ min: 7, max: 12 }), (bits, at, place) => {
      const number = [...makeProtocolNumber(bits, at, "UTC")];
      const [one = "", other = ""] = number.slice(place, place + 2);
      // 31 cannot tell 0 from Z.
      fc.pre(one !== other && `${[one, other].sort().join("")}` !== "0Z");
      number.splice(place, 2, other, one);
      expect(readProtocolNumber(number.join(""))).toMatchObject({ because: "check-failed" });
    }),
  );
});
