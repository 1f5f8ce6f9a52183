import { type PresenceChange, stateOf, stateSpans } from "./state-spans.ts";
import type { WantedPresence } from "./wanted.ts";

const change = (
  at: number,
  wanted: WantedPresence,
  rest: Partial<PresenceChange> = {},
): PresenceChange => ({ at, wanted, reason: null, reachable: true, ...rest });

const day = { from: 100, to: 200 };
const told = (changes: readonly PresenceChange[]) =>
  stateSpans(changes, day).map(({ state, reason, from, to }) => [state, reason, from, to]);

test("a day is told from its beginning to its end, by what they were before it, too", () => {
  expect(
    told([
      change(40, "available"),
      change(120, "away", { reason: "lunch" }),
      change(150, "available"),
      change(180, "offline"),
    ]),
  ).toEqual([
    ["available", null, 100, 120],
    ["away", "lunch", 120, 150],
    ["available", null, 150, 180],
    ["offline", null, 180, 200],
  ]);
});

test("before anything was written down nothing is said", () => {
  expect(told([])).toEqual([]);
  expect(told([change(160, "busy")])).toEqual([["busy", null, 160, 200]]);
});

test("one break after another is two, and a new word for the same is one", () => {
  expect(
    told([
      change(100, "away", { reason: "lunch" }),
      change(110, "away", { reason: "meeting" }),
      change(130, "away", { reason: "meeting", reachable: false }),
    ]),
  ).toEqual([
    ["away", "lunch", 100, 110],
    ["away", "meeting", 110, 200],
  ]);
});

test.each([
  ["available", false, "disconnected"],
  ["busy", false, "disconnected"],
  ["busy", true, "busy"],
  ["away", false, "away"],
  ["offline", false, "offline"],
  ["offline", true, "offline"],
] as const)("who wants to be %s, reachable: %s, is %s", (wanted, reachable, state) => {
  expect(stateOf({ wanted, reachable })).toBe(state);
});

test("what lies outside of the day is not in it, nor a change that lasted no time", () => {
  expect(
    told([
      change(10, "available"),
      change(90, "busy"),
      change(150, "available"),
      change(150, "offline"),
      change(220, "available"),
    ]),
  ).toEqual([
    ["busy", null, 100, 150],
    ["offline", null, 150, 200],
  ]);
});
