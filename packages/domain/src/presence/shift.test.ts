import { lastShiftEnd } from "./shift.ts";

const shift = {
  timeZone: "America/Sao_Paulo",
  // Monday to Friday 09:00 to 12:00 and 13:00 to 18:00; on Saturday a night.
  intervals: [
    ...[1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday, from: 9 * 60, to: 12 * 60 },
      { weekday, from: 13 * 60, to: 18 * 60 },
    ]),
    { weekday: 6, from: 22 * 60, to: 30 * 60 },
  ],
};

test.each([
  ["in the morning nothing has ended", "2026-11-23T12:30:00Z", undefined],
  ["at the stroke of twelve the morning has", "2026-11-23T15:00:00Z", "2026-11-23T15:00:00Z"],
  ["at lunch, the morning", "2026-11-23T15:30:00Z", "2026-11-23T15:00:00Z"],
  ["back from it, nothing", "2026-11-23T16:00:00Z", undefined],
  ["in the evening, the afternoon", "2026-11-24T01:00:00Z", "2026-11-23T21:00:00Z"],
  ["past midnight of a night shift, nothing", "2026-11-29T05:00:00Z", undefined],
  ["on Sunday, the night", "2026-11-29T15:00:00Z", "2026-11-29T09:00:00Z"],
])("%s", (_, now, expected) => {
  const end = lastShiftEnd(shift, Date.parse(now));
  expect(end).toBe(expected && Date.parse(expected));
});

test("whoever never works has no shift that ends", () => {
  expect(lastShiftEnd({ ...shift, intervals: [] }, Date.UTC(2026, 10, 23))).toBeUndefined();
});
