import { HOUR_MS, MINUTE_MS } from "../calendar/time-zone.ts";
import { SLA_MEASURES, type SlaTerms } from "./sla-policy.ts";
import { sampleBeginsAt, tryPolicy } from "./try-policy.ts";

const terms: SlaTerms = {
  policyName: "comercial",
  targets: SLA_MEASURES.map((measure) => ({
    measure,
    level: null,
    withinMs: 15 * MINUTE_MS,
    calendarId: null,
  })),
  pauses: ["third-party"],
  rules: [{ at: "breach", action: { kind: "notify", whom: "supervisors" } }],
  calendars: {},
};
const at = Date.parse("2026-11-27T12:00:00Z");

test("the sample has a clock of every measure", () => {
  const { standings } = tryPolicy(terms, 1, at);
  expect(new Set(standings.map(({ clock }) => clock.measure))).toEqual(new Set(SLA_MEASURES));
});

test("what breaks in it is acted upon at its moment, and what is met is not", () => {
  const { standings, actions } = tryPolicy(terms, 1, at);
  const broken = standings.filter(({ state }) => state === "broken");
  expect(actions).toHaveLength(broken.length);
  expect(actions[0]).toMatchObject({
    measure: "first-response",
    moment: "breach",
    at: at + 15 * MINUTE_MS,
  });
});

test("its solution does not count the time of a third party where the policy pauses", () => {
  const counted = (pauses: SlaTerms["pauses"]) =>
    tryPolicy({ ...terms, pauses }, 1, at).standings.find(
      ({ clock }) => clock.measure === "resolution",
    )?.countedMs ?? 0;
  expect(counted([]) - counted(["third-party"])).toBeGreaterThan(20 * HOUR_MS);
});

test("the sample begins when somebody is there to keep it", () => {
  const calendar = { timeZone: "UTC", intervals: [{ weekday: 5, from: 8 * 60, to: 18 * 60 }] };
  const counted: SlaTerms = {
    ...terms,
    targets: [{ measure: "resolution", level: null, withinMs: HOUR_MS, calendarId: "c" }],
    calendars: { c: { name: "c", calendar } },
  };
  expect(sampleBeginsAt(counted, Date.parse("2026-11-27T03:00:00Z"))).toBe(
    Date.parse("2026-11-27T08:00:00Z"),
  );
  expect(sampleBeginsAt(counted, at)).toBe(at);
  expect(sampleBeginsAt(terms, at)).toBe(at);
});
