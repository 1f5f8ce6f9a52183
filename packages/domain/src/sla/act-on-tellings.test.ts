import { type ActedOn, actOnTellings } from "./act-on-tellings.ts";
import { clocksOf } from "./clock.ts";
import type { SlaTerms } from "./sla-policy.ts";
import { standingOf } from "./standing.ts";
import { dueTellings } from "./tellings.ts";

const place = { queueId: undefined, level: 1 } as const;
const terms: SlaTerms = {
  policyName: "standard",
  targets: [{ measure: "first-response", level: null, withinMs: 100, calendarId: null }],
  pauses: [],
  rules: [{ at: "warning", action: { kind: "raise-priority", by: 2 } }],
  calendars: {},
};

/** What a warning makes of a conversation with this priority. */
function warned(priority: number) {
  const clocks = clocksOf([
    { at: 0, kind: "opened", place },
    { at: 0, kind: "customer-wrote" },
  ]);
  const standings = clocks.map((clock) => standingOf(clock, terms, 80));
  const before: ActedOn = { ...place, status: "open", priority, assigneeId: undefined };
  const { after, lines } = actOnTellings(
    before,
    dueTellings(standings, [], terms, 80),
    terms,
    () => undefined,
  );
  return { priority: after.priority, did: lines.map(({ data }) => data.did) };
}

test("a warning raises the priority, up to nine", () => {
  expect(warned(0)).toEqual({ priority: 2, did: [["raise-priority"]] });
  expect(warned(8)).toEqual({ priority: 9, did: [["raise-priority"]] });
});

test.each([9, 10, 20])(
  "a priority of %i is not lowered, and nothing says it was raised",
  (high) => {
    expect(warned(high)).toEqual({ priority: high, did: [[]] });
  },
);
