import type { Calendar } from "./calendar.ts";
import { type EventOccurrence, importEvents } from "./import-events.ts";

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
const shop: Calendar = {
  timeZone: "America/Sao_Paulo",
  intervals: weekdays,
  holidays: ["christmas", "ash-wednesday"],
};

function event(date: string, from: number, to: number): EventOccurrence {
  const day = Date.parse(`${date}T00:00:00Z`);
  const hour = 3_600_000;
  return { name: "", from: day + from * hour, to: day + to * hour, isAllDay: false };
}

test.each([
  ["a usual day stays open around it", "2026-12-28", 16, 18, "8-16"],
  ["a holiday stays closed", "2026-12-25", 16, 18, ""],
  ["half a holiday stays closed in its half", "2027-02-10", 16, 18, "14-16"],
])("of an event that means closed: %s", (_, date, from, to, hours) => {
  const { calendar } = importEvents(shop, [event(date, from, to)], "closed");
  const [exception] = calendar.exceptions ?? [];
  expect(exception?.date).toBe(date);
  expect(exception?.hours.map((one) => `${one.from / 60}-${one.to / 60}`).join(" ")).toBe(hours);
});

test("of an event that means open: a holiday has these hours", () => {
  const { calendar } = importEvents(shop, [event("2026-12-25", 9, 12)], "open");
  expect(calendar.exceptions).toEqual([{ date: "2026-12-25", hours: [{ from: 540, to: 720 }] }]);
});
