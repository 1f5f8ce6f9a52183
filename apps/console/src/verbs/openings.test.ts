import { closedNow } from "./openings.ts";

const NOW = Date.UTC(2026, 3, 18, 12);
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();
const span = (from: number, to: number) => ({ from: at(from), to: at(to) });

test.each([
  ["it has no hours", null, null],
  ["it is within its hours", [span(0, HOUR_MS)], null],
  ["the server's clock is a minute ahead", [span(MINUTE_MS, HOUR_MS)], null],
  ["it opens later", [span(2 * HOUR_MS, 9 * HOUR_MS)], { opensAt: at(2 * HOUR_MS) }],
  [
    "its hours ended since they were asked for",
    [span(-HOUR_MS, -MINUTE_MS), span(3 * HOUR_MS, 4 * HOUR_MS)],
    { opensAt: at(3 * HOUR_MS) },
  ],
  ["it opens no more for a long time", [], { opensAt: null }],
])("%s", (_, openings, expected) => {
  expect(closedNow(openings, NOW)).toEqual(expected);
});
