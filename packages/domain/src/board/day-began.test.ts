import { dayBegan } from "./day-began.ts";

test.each([
  ["America/Sao_Paulo", "2026-11-27T02:30:00Z", "2026-11-26T03:00:00Z"],
  ["America/Sao_Paulo", "2026-11-27T03:00:00Z", "2026-11-27T03:00:00Z"],
  ["UTC", "2026-11-27T23:59:59Z", "2026-11-27T00:00:00Z"],
  // Its clocks go forward that night.
  ["Europe/Lisbon", "2026-03-29T12:00:00Z", "2026-03-29T00:00:00Z"],
])("in %s, %s belongs to the day that began at %s", (zone, at, began) => {
  expect(new Date(dayBegan(zone, Date.parse(at))).toISOString()).toBe(
    new Date(began).toISOString(),
  );
});
