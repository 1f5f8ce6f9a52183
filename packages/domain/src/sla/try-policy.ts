import { opensAt } from "../calendar/business-hours.ts";
import { HOUR_MS, MINUTE_MS } from "../calendar/time-zone.ts";
import type { Level } from "../conversation.ts";
import { type AgentId, asId, type QueueId } from "../ids.ts";
import { clocksOf } from "./clock.ts";
import { type Segment, segmentsOf } from "./segments.ts";
import {
  calendarOf,
  MOMENTS_IN_ORDER,
  SLA_MEASURES,
  type SlaAction,
  type SlaMeasure,
  type SlaMoment,
  type SlaTerms,
} from "./sla-policy.ts";
import { type Standing, standingOf } from "./standing.ts";
import type { StoryEvent } from "./story.ts";

/** What a policy makes of a sample conversation. */
export interface PolicyTrial {
  readonly story: readonly StoryEvent[];
  /** After all of it. */
  readonly asOf: number;
  readonly standings: readonly Standing[];
  /** Of each standing, in the same order. */
  readonly segments: readonly (readonly Segment[])[];
  readonly actions: readonly TriedAction[];
}

export interface TriedAction {
  readonly at: number;
  readonly measure: SlaMeasure;
  readonly moment: SlaMoment;
  readonly action: SlaAction;
}

/**
 * A conversation with all that promises are about: it waits, is taken, answered, goes to a colleague
 * who takes it, waits for the customer, is put off for a third party, and is solved.
 * @param at when the customer writes, ms since epoch
 */
export function sampleStory(at: number, level: Level): readonly StoryEvent[] {
  const queueId = asId<QueueId>("00000000-0000-4000-8000-000000000001");
  const other = asId<QueueId>("00000000-0000-4000-8000-000000000002");
  const agentId = asId<AgentId>("00000000-0000-4000-8000-000000000003");
  const after = (ms: number) => at + ms;
  return [
    { at, kind: "opened", place: { queueId, level } },
    { at, kind: "customer-wrote" },
    { at: after(12 * MINUTE_MS), kind: "owned", agentId },
    { at: after(20 * MINUTE_MS), kind: "human-replied" },
    { at: after(50 * MINUTE_MS), kind: "customer-wrote" },
    {
      at: after(HOUR_MS),
      kind: "hop",
      place: { queueId: other, level },
      agentId: undefined,
      asksAcceptance: true,
    },
    { at: after(HOUR_MS + 25 * MINUTE_MS), kind: "owned", agentId },
    { at: after(2 * HOUR_MS), kind: "human-replied" },
    { at: after(3 * HOUR_MS), kind: "customer-wrote" },
    { at: after(3 * HOUR_MS + 15 * MINUTE_MS), kind: "human-replied" },
    { at: after(3 * HOUR_MS + 20 * MINUTE_MS), kind: "put-off", because: "third-party" },
    { at: after(27 * HOUR_MS), kind: "woken" },
    { at: after(28 * HOUR_MS), kind: "resolved" },
  ];
}

/** When the sample begins: now, or once the first hours that a promise is counted by have begun. */
export function sampleBeginsAt(terms: SlaTerms, now: number): number {
  const calendar = terms.targets
    .map((target) => calendarOf(target, terms)?.calendar)
    .find((counted) => counted !== undefined);
  return (calendar && opensAt(calendar, now)) ?? now;
}

/** The sample by the same fold as every conversation, and what would be done about each promise. */
export function tryPolicy(terms: SlaTerms, level: Level, at: number): PolicyTrial {
  const story = sampleStory(at, level);
  const asOf = story.at(-1)?.at ?? at;
  const standings = clocksOf(story).map((clock) => standingOf(clock, terms, asOf));
  return {
    story,
    asOf,
    standings,
    segments: standings.map(({ clock, target }) => segmentsOf(clock, target, terms, asOf)),
    actions: standings.flatMap((standing) => actionsOf(standing, terms)).sort(byTime),
  };
}

/** At one moment, as the measures are listed everywhere. */
const byTime = (a: TriedAction, b: TriedAction) =>
  a.at - b.at || SLA_MEASURES.indexOf(a.measure) - SLA_MEASURES.indexOf(b.measure);

/** Of the moments that come before a promise's end. */
function actionsOf({ clock, moments }: Standing, terms: SlaTerms): readonly TriedAction[] {
  return MOMENTS_IN_ORDER.flatMap((moment) => {
    const at = moments[moment];
    if (at === undefined || (clock.end && at > clock.end.at)) return [];
    return terms.rules
      .filter((rule) => rule.at === moment && (rule.measures?.includes(clock.measure) ?? true))
      .map(({ action }) => ({ at, measure: clock.measure, moment, action }));
  });
}
