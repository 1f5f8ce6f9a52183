import {
  localInputValue,
  promisePresets,
  snoozePresets,
  untilTheyWrite,
  withinHours,
} from "./moments.ts";

const local = (day: number, hour: number, minute = 0) =>
  new Date(2026, 3, day, hour, minute).getTime();
const offered = (now: number) =>
  snoozePresets(now).map(({ id, at }) => `${id} ${localInputValue(at).slice(5)}`);

test("on a Saturday morning every preset is in the future, in order, and Monday is Monday", () => {
  expect(offered(local(18, 9, 7))).toEqual([
    "snooze.inOneHour 04-18T10:15",
    "snooze.afternoon 04-18T16:00",
    "snooze.tomorrow 04-19T09:00",
    "snooze.monday 04-20T09:00",
    "snooze.inOneWeek 04-25T09:00",
  ]);
});

test("what is past or the same moment twice is not offered", () => {
  // Sunday evening: the afternoon is over and tomorrow is Monday.
  expect(offered(local(19, 18))).toEqual([
    "snooze.inOneHour 04-19T19:00",
    "snooze.tomorrow 04-20T09:00",
    "snooze.inOneWeek 04-26T09:00",
  ]);
});

test("on a Monday, Monday is the next one, a week away", () => {
  expect(offered(local(20, 8)).at(-1)).toBe("snooze.monday 04-27T09:00");
});

test("until the customer writes is two weeks at most", () => {
  expect(localInputValue(untilTheyWrite(local(18, 9, 7)).at)).toBe("2026-05-02T09:15");
});

test("what would come back to nobody is not offered, but when somebody is there again", () => {
  const iso = (day: number, hour: number) => new Date(local(day, hour)).toISOString();
  // A Friday afternoon; closed over the weekend.
  const now = local(17, 15);
  const openings = [
    { from: iso(17, 15), to: iso(17, 18) },
    { from: iso(20, 8), to: iso(20, 18) },
    { from: iso(24, 8), to: iso(24, 18) },
  ];
  const offer = (hours: Parameters<typeof withinHours>[1]) =>
    withinHours(snoozePresets(now), hours, now).map(({ id }) => id);
  expect(offer(openings)).toEqual([
    "snooze.inOneHour",
    "snooze.nextOpening",
    "snooze.monday",
    "snooze.inOneWeek",
  ]);
  expect(offer(null)).toContain("snooze.tomorrow");
  // It opens no more: an hour of one's own is still to be had.
  expect(offer([])).toEqual([]);
});

test("promises are round and in the future", () => {
  const now = local(18, 9, 7);
  for (const { at } of promisePresets(now)) {
    expect(at).toBeGreaterThan(now);
    expect(new Date(at).getMinutes() % 15).toBe(0);
  }
});
