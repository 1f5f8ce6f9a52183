import fc from "fast-check";
import { elapsedBetween } from "../calendar/business-hours.ts";
import { type AgentId, asId, type QueueId } from "../ids.ts";
import { clocksOf } from "./clock.ts";
import { segmentsOf } from "./segments.ts";
import { SLA_MEASURES, type SlaTerms, targetOf } from "./sla-policy.ts";
import { standingOf } from "./standing.ts";
import type { StoryEvent } from "./story.ts";
import { dueTellings, nextTellingAt, type Told } from "./tellings.ts";

const HOUR = 3_600_000;
const queueIds = [1, 2].map((n) => asId<QueueId>(`b0000000-0000-7000-8000-00000000000${n}`));
const agentIds = [1, 2].map((n) => asId<AgentId>(`a0000000-0000-7000-8000-00000000000${n}`));

/** Days around which the clocks on the wall changed. */
const CHANGES = [
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2019-02-17"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Europe/Lisbon", "2026-03-29"],
  ["Europe/Lisbon", "2026-10-25"],
] as const;

const place = fc
  .record({ queueId: fc.constantFrom(...queueIds), level: fc.constantFrom(1, 2, 3) })
  .map((one) => one as { queueId: QueueId; level: 1 | 2 | 3 });
const agentId = fc.constantFrom(...agentIds);

type Happening = StoryEvent extends infer E
  ? E extends StoryEvent
    ? Omit<E, "at">
    : never
  : never;
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constant<Happening>({ kind: "customer-wrote" }),
  fc.constant<Happening>({ kind: "human-replied" }),
  agentId.map((id): Happening => ({ kind: "owned", agentId: id })),
  fc.constant<Happening>({ kind: "released" }),
  fc.tuple(place, fc.option(agentId, { nil: undefined }), fc.boolean()).map(
    ([to, id, asks]): Happening => ({
      kind: "hop",
      place: to,
      agentId: id,
      asksAcceptance: asks,
    }),
  ),
  fc.constant<Happening>({ kind: "accepted" }),
  fc.constant<Happening>({ kind: "put-off", because: "on-hold" }),
  fc.constant<Happening>({ kind: "put-off", because: "third-party" }),
  fc.constant<Happening>({ kind: "woken" }),
  fc.constant<Happening>({ kind: "resolved" }),
  fc
    .constantFrom("customer" as const, "machine" as const, ...agentIds)
    .map((by): Happening => ({ kind: "reopened", by })),
  fc.constant<Happening>({ kind: "machine-took-over" }),
  place.map((to): Happening => ({ kind: "human-needed", place: to })),
);

const scene = fc
  .record({
    change: fc.constantFrom(...CHANGES),
    first: place,
    steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 * 60 }), happening), { maxLength: 25 }),
    hours: fc.array(
      fc.record({
        weekday: fc.integer({ min: 0, max: 6 }),
        from: fc.integer({ min: 0, max: 20 }).map((hour) => hour * 60),
        to: fc.integer({ min: 21, max: 30 }).map((hour) => hour * 60),
      }),
      { minLength: 1, maxLength: 7 },
    ),
    within: fc.integer({ min: 1, max: 20 * 60 }).map((minutes) => minutes * 60_000),
    pauses: fc.subarray(["on-hold", "third-party"] as const),
    after: fc.integer({ min: 0, max: 3 * 24 * 60 }).map((minutes) => minutes * 60_000),
  })
  .map(({ change: [timeZone, date], first, steps, hours, within, pauses, after }) => {
    let at = Date.parse(`${date}T00:00:00Z`) - 12 * HOUR;
    const story: StoryEvent[] = [
      { at, kind: "opened", place: first },
      { at, kind: "customer-wrote" },
    ];
    for (const [minutes, what] of steps) {
      at += minutes * 60_000;
      story.push({ ...what, at } as StoryEvent);
    }
    const terms: SlaTerms = {
      policyName: "p",
      targets: SLA_MEASURES.map((measure) => ({
        measure,
        level: null,
        withinMs: within,
        calendarId: "c",
      })),
      pauses,
      rules: [],
      calendars: { c: { name: "c", calendar: { timeZone, intervals: hours } } },
    };
    return { story, terms, now: at + after };
  });

test("segments follow each other without a gap and sum to the time that passed", () => {
  fc.assert(
    fc.property(scene, ({ story, terms, now }) => {
      for (const clock of clocksOf(story)) {
        const target = targetOf(terms, clock.measure, clock.level);
        const segments = segmentsOf(clock, target, terms, now);
        const until = clock.end?.at ?? now;
        expect(segments.reduce((sum, s) => sum + s.to - s.from, 0)).toBe(until - clock.startedAt);
        let at = clock.startedAt;
        for (const segment of segments) {
          expect(segment.from).toBe(at);
          expect(segment.to).toBeGreaterThan(segment.from);
          at = segment.to;
        }
        const standing = standingOf(clock, terms, now);
        expect(standing.wallMs).toBe(until - clock.startedAt);
        const counted = segments.filter((s) => s.because === "counts");
        expect(counted.reduce((sum, s) => sum + s.to - s.from, 0)).toBe(standing.countedMs);
        // What counts is open time by the calendar itself.
        const calendar = terms.calendars.c?.calendar;
        for (const s of counted) expect(elapsedBetween(calendar, s.from, s.to)).toBe(s.to - s.from);
      }
    }),
    { numRuns: 300 },
  );
});

test("the same story gives the same clocks, in whatever order its lines are read", () => {
  fc.assert(
    fc.property(scene, ({ story }) => {
      const distinct = story.filter((e, i) => i < 2 || e.at > (story[i - 1]?.at ?? 0));
      expect(clocksOf([...distinct].reverse())).toEqual(clocksOf(distinct));
    }),
  );
});

test("a promise is broken at its instant and not a millisecond before", () => {
  fc.assert(
    fc.property(scene, ({ story, terms, now }) => {
      for (const clock of clocksOf(story).filter(({ end }) => !end)) {
        const { breach } = standingOf(clock, terms, now).moments;
        if (breach === undefined || breach < now) continue;
        expect(standingOf(clock, terms, breach - 1).state).not.toBe("broken");
        expect(standingOf(clock, terms, breach)).toMatchObject({ state: "broken" });
      }
    }),
  );
});

test("every moment is told once, however often and however late it is looked at", () => {
  fc.assert(
    fc.property(scene, fc.array(fc.nat(96), { maxLength: 6 }), ({ story, terms, now }, looks) => {
      const told: Told[] = [];
      for (const look of [...looks, 1_000].sort((a, b) => a - b)) {
        const at = now + look * HOUR;
        const standings = clocksOf(story).map((clock) => standingOf(clock, terms, at));
        const next = nextTellingAt(standings, told);
        const tellings = dueTellings(standings, told, terms, at);
        expect(tellings.length > 0).toBe(next !== undefined && next <= at);
        told.push(
          ...tellings.map(({ measure, startedAt, moment }) => ({ measure, startedAt, moment })),
        );
        expect(dueTellings(standings, told, terms, at)).toEqual([]);
      }
      expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(told.length);
    }),
  );
});
