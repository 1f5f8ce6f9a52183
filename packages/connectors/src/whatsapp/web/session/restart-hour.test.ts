import { nextRestart } from "./restart-hour.ts";

const at = (hours: number, minutes = 0) => new Date(2026, 0, 5, hours, minutes).getTime();

test.each([
  ["later today", "04:00", at(3), at(4)],
  ["tomorrow, when it was", "04:00", at(5), at(28)],
  ["tomorrow, when it is now", "04:30", at(4, 30), at(28, 30)],
])("the next hour is %s", (_, hour, now, next) => {
  expect(nextRestart(hour, now)).toBe(next);
});
