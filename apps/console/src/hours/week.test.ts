import { readTime, timeText } from "./time-text.ts";
import {
  EMPTY_WEEK,
  intervalsOf,
  mistakesInWeek,
  nextOpening,
  weekOf,
  wrongCells,
} from "./week.ts";

test.each([
  ["8", 480],
  ["08:00", 480],
  ["830", 510],
  ["0830", 510],
  ["18h", 1080],
  ["18h30", 1110],
  ["24:00", 1440],
  ["24:30", undefined],
  ["8:75", undefined],
  ["oito", undefined],
  ["", undefined],
])("%j is %j minutes after midnight", (typed, minutes) => {
  expect(readTime(typed)).toBe(minutes);
});

test("a week is read as it was written, nights too", () => {
  const intervals = [
    { weekday: 1, from: 480, to: 720 },
    { weekday: 1, from: 780, to: 1080 },
    { weekday: 6, from: 1320, to: 1800 },
  ];
  expect(intervalsOf(weekOf(intervals))).toEqual(intervals);
  expect(timeText(1800)).toBe("06:00");
});

test("openings of a day do not meet, and those that touch may", () => {
  const day = (...openings: [string, string][]) => ({
    ...EMPTY_WEEK,
    1: openings.map(([from, to]) => ({ from, to })),
  });
  expect(mistakesInWeek(day(["8", "12"], ["11", "18"])).get("1 1")).toBe("overlaps");
  expect(mistakesInWeek(day(["8", "12"], ["12", "18"])).size).toBe(0);
  expect(mistakesInWeek(day(["8", "8"])).get("1 0")).toBe("empty");
  expect(mistakesInWeek(day(["8", "x"])).get("1 0")).toBe("no-time");
});

test.each([
  [["8", "x"], ["to"]],
  [["24:00", "6"], ["from"]],
  [
    ["", "9h75"],
    ["from", "to"],
  ],
  [["8", "18"], []],
] as const)("of %j the cells %j cannot be read", ([from, to], cells) => {
  expect(wrongCells({ from, to })).toEqual(cells);
});

test("a night meets the morning after it, over the end of the week too", () => {
  const week = {
    ...EMPTY_WEEK,
    6: [{ from: "22:00", to: "06:00" }],
    0: [{ from: "05:00", to: "09:00" }],
  };
  expect([...mistakesInWeek(week).values()]).toEqual(["overlaps"]);
  expect(intervalsOf(week)).toBeUndefined();
});

test("what is added to a day comes after what is there", () => {
  expect(nextOpening([])).toEqual({ from: "08:00", to: "18:00" });
  expect(nextOpening([{ from: "8", to: "12" }])).toEqual({ from: "13:00", to: "17:00" });
});
