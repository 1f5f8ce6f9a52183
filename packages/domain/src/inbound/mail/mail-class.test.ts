import fc from "fast-check";
import { countedAt, countedClass, HELD_MS } from "./mail-class.ts";

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 15);
const human = {
  classification: { class: "human", evidence: [], noAnswer: false },
  origin: "received",
  textSha256: "new",
  isAuthenticated: true,
} as const;

const every = (count: number, gapMs: number, text: (i: number) => string = String) =>
  Array.from({ length: count }, (_, i) => ({
    at: NOW - (count - i) * gapMs,
    textSha256: text(i),
    isProven: true,
  }));

test.each([
  ["twenty in ten minutes", every(20, 20_000), "rate"],
  ["twenty in twenty minutes", every(20, MINUTE), "human"],
  ["five of the same words", every(5, MINUTE, () => "new"), "rate"],
  ["four of the same words", every(4, MINUTE, () => "new"), "human"],
  ["five of the same words over an hour", every(5, 12 * MINUTE, () => "new"), "human"],
] as const)("after %s one more is %s", (_, history, expected) => {
  expect(countedClass(human, history, NOW).class).toBe(expected);
});

test("whoever was a flood within the hour is held, and told of only at its beginning", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 * HELD_MS }), (later) => {
      const flood = every(21, 1_000);
      const last = flood.at(-1)?.at ?? 0;
      const counted = countedClass(human, flood, last + later);
      // Those that came a moment before count for as long as the window.
      expect(counted.class).toBe(later < HELD_MS ? "rate" : "human");
      expect(counted.heldFrom).toBeUndefined();
    }),
  );
});

test("automatic answers, bounces and mail of our own are what they are, however many", () => {
  const history = every(100, 1_000, () => "new");
  for (const name of ["out-of-office", "auto-reply", "bounce", "loop"] as const) {
    const classification = { class: name, evidence: [], noAnswer: true };
    expect(countedClass({ ...human, classification }, history, NOW)).toMatchObject({
      class: name,
      counts: false,
    });
  }
  expect(countedClass({ ...human, origin: "sent" }, history, NOW).class).toBe("human");
});

test("mail of a mailbox's past counts when it was written, and a late one when it came", () => {
  const day = 24 * 60 * MINUTE;
  expect(countedAt({ receivedAt: NOW, sentAt: NOW - 2 * day })).toBe(NOW - 2 * day);
  expect(countedAt({ receivedAt: NOW, sentAt: NOW - day / 2 })).toBe(NOW);
  expect(countedAt({ receivedAt: NOW, sentAt: NOW + day })).toBe(NOW);
  expect(countedAt({ receivedAt: NOW, sentAt: undefined })).toBe(NOW);
});

test("whoever floods us in a customer's name does not silence the customer", () => {
  const flood = every(50, 1_000, () => "new").map((one) => ({ ...one, isProven: false }));
  expect(countedClass(human, flood, NOW).class).toBe("human");
  expect(countedClass({ ...human, isAuthenticated: false }, flood, NOW).class).toBe("rate");
});
