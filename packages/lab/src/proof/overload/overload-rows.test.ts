import { answersRow, calmRow, offeredRow } from "./overload-rows.ts";

const answers = (told: Readonly<Record<number, number>>, withoutRetryAfter = 0) => ({
  told: new Map(Object.entries(told).map(([status, n]) => [Number(status), n])),
  withoutRetryAfter,
});
const times = (tookMs: number, fromMs = 0) =>
  Array.from({ length: 300 }, (_, at) => ({ atMs: fromMs + at * 33, tookMs }));

test.each([
  ["taken and refused with Retry-After", answers({ 204: 5, 503: 5 }), "valid"],
  ["nothing refused", answers({ 204: 5 }), "unknown"],
  ["a refusal that says no time", answers({ 204: 5, 503: 5 }, 1), "invalid"],
  ["another status", answers({ 204: 5, 503: 5, 500: 1 }), "invalid"],
  ["no answer", answers({ 204: 5, 503: 5, 0: 1 }), "invalid"],
])("answers: %s", (_, seen, verdict) => {
  expect(answersRow(seen, "valid").verdict).toBe(verdict);
});

test("a sender that was too slow cannot say that there was no answer, but what it saw it saw", () => {
  expect(answersRow(answers({ 503: 5, 0: 1 }), "unknown").verdict).toBe("unknown");
  expect(answersRow(answers({ 503: 5, 500: 1 }), "unknown").verdict).toBe("invalid");
});

test.each([
  [1_950, 40, "valid"],
  [1_200, 40, "unknown"],
  [1_950, 3_000, "unknown"],
])(
  "a sender that made %d of 2,000 and stood still for %d ms: %s",
  (perSecond, stoodStillMs, verdict) => {
    expect(offeredRow(2_000, { perSecond, stoodStillMs }).verdict).toBe(verdict);
  },
);

test.each([
  ["quick at once", times(20, 1_000), "valid"],
  ["quick after nine seconds", [...times(900, 1_000).slice(0, 270), ...times(20, 10_000)], "valid"],
  [
    "quick after eleven",
    [...times(900, 1_000), ...times(900, 11_000).slice(0, 30), ...times(20, 12_000)],
    "invalid",
  ],
  ["still refused", times(Number.POSITIVE_INFINITY, 1_000), "invalid"],
])("calm again: %s", (_, after, verdict) => {
  expect(calmRow(1_000, times(10), times(2_000), after).verdict).toBe(verdict);
});
