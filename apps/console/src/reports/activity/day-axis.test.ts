import type { ActivityReportView } from "@circuito/protocol";
import { dayAxis, shareOf } from "./day-axis.ts";

type Span = ActivityReportView["agents"][number]["spans"][number];
const at = (time: string) => `2026-03-10T${time}:00.000Z`;
const span = (state: Span["state"], from: string, to: string): Span => ({
  ...{ state, reason: null, from: at(from), to: at(to) },
});

const day = (...spans: Span[]): ActivityReportView => ({
  ...{ timeZone: "UTC", date: "2026-03-10", from: at("00:00"), to: "2026-03-11T00:00:00.000Z" },
  ...{ acts: null, isCut: false },
  agents: [
    {
      ...{ id: "a", name: "Ana", spans },
      seconds: { available: 0, busy: 0, away: 0, disconnected: 0, offline: 0 },
      did: { claimed: 0, answered: 0, directed: 0, resolved: 0 },
    },
  ],
});
const hoursOf = (view: ActivityReportView) => {
  const { from, to, ticks } = dayAxis(view);
  return [from, to, ...ticks].map((time) => new Date(time).getUTCHours());
};

test("the hours are drawn in which somebody was there, whole ones", () => {
  const view = day(
    span("offline", "00:00", "09:20"),
    span("available", "09:20", "11:40"),
    span("offline", "11:40", "23:00"),
  );
  expect(hoursOf(view)).toEqual([9, 12, 9, 10, 11, 12]);
  const axis = dayAxis(view);
  expect(shareOf(axis, at("10:30"))).toBe(0.5);
  expect(shareOf(axis, at("03:00"))).toBe(0);
  expect(shareOf(axis, at("22:00"))).toBe(1);
});

test("a day on which nobody was there has its usual hours", () => {
  expect(hoursOf(day()).slice(0, 2)).toEqual([8, 18]);
  expect(hoursOf(day(span("offline", "00:00", "23:00"))).slice(0, 2)).toEqual([8, 18]);
});

test("of a whole day every second hour is named, and its end is the day's", () => {
  const { to, ticks } = dayAxis(day(span("available", "00:10", "23:50")));
  expect(new Date(to).toISOString()).toBe("2026-03-11T00:00:00.000Z");
  expect(ticks).toHaveLength(13);
});
