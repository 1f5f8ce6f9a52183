import { elapsedBetween } from "../calendar/business-hours.ts";
import { isLive } from "../channel.ts";
import { stagesOf } from "../circuit/stages.ts";
import type { Level } from "../conversation.ts";
import type { QueueId } from "../ids.ts";
import { type Clock, clocksOf } from "../sla/clock.ts";
import { readStory } from "../sla/read-story.ts";
import { standingOf } from "../sla/standing.ts";
import type { StoryEvent } from "../sla/story.ts";
import { askedFacts } from "./asked-facts.ts";
import { contactsOf, withoutAnswers } from "./contacts.ts";
import type { FactId } from "./dictionary.ts";
import type { CircuitMark, Fact, FigureStory } from "./fact.ts";
import { handleFacts } from "./handle-facts.ts";
import { hopFacts } from "./hop-facts.ts";
import { one, type Whose, whose } from "./one-fact.ts";
import { solutionFacts } from "./solution-facts.ts";
import { type Ending, endingsOf, type Step, trackOf } from "./track.ts";

/**
 * Grows whenever the same story gives other facts than before: whoever keeps facts of an older one
 * reads all stories anew.
 */
export const FIGURES_VERSION = 3;

/** Who leaves a chat sooner had not begun to wait (rules §11). */
export const ABANDONED_AFTER_MS = 10_000;
/** Messages of a quarter of an hour are one fact: every zone's hours are made of whole ones. */
const QUARTER_MS = 15 * 60_000;

/**
 * All that is measured of a conversation: a fold over its story, so that the same story always gives
 * the same facts, whenever and however often it is read. What each one means is said in the metric
 * dictionary (rules §11, `docs/figures-of-service.md`).
 */
export function foldFacts(
  story: FigureStory,
  levelOf: (queue: QueueId) => Level,
  now: number,
): readonly Fact[] {
  const events = readStory(story.record, levelOf);
  const track = trackOf(events);
  const endings = endingsOf(track);
  const clocks = clocksOf(events);
  const facts = [
    ...messageFacts(track),
    ...waitFacts(clocks, track, story),
    ...promiseFacts(clocks, story, now),
    ...hopFacts(story.record.lines, levelOf),
    ...handleFacts(story.handled, track, story.calendar),
    ...askedFacts(story.marks, track),
  ];
  // One that was the same matter as another is no conversation of its own: what was done in it counts.
  if (story.isMerged) return inTime(facts);
  const first = firstAsked(track);
  // Nobody asked for anything: what was done counts, and there was nothing to solve.
  if (!first) return inTime(facts);
  return inTime([
    ...facts,
    ...lifeFacts(first, endings),
    ...solutionFacts(story, clocks, track, endings),
    ...abandonFacts(clocks, story),
    ...stageFacts(first, track, endings, story.marks),
  ]);
}

/**
 * Where a customer's matter began: of what one of us began, at their first word, and not at all without
 * one (rules §11, volume).
 */
function firstAsked(track: readonly Step[]): Step | undefined {
  const isOurs = track.some(({ event }) => event.kind === "opened" && event.by === "us");
  return isOurs ? track.find(({ event }) => event.kind === "customer-wrote") : track[0];
}

const inTime = (facts: readonly Fact[]): readonly Fact[] => [...facts].sort((a, b) => a.at - b.at);

/** Messages to and fro, of each quarter of an hour, place and person together. */
function messageFacts(track: readonly Step[]): readonly Fact[] {
  const facts = new Map<string, Fact & { count: number }>();
  for (const step of withoutAnswers(track)) {
    const { event } = step;
    if (event.kind !== "customer-wrote" && event.kind !== "human-replied") continue;
    const fact = event.kind === "customer-wrote" ? "inbound" : "replies";
    const of = event.kind === "human-replied" ? replied(step, event) : whose(step);
    const quarter = Math.floor(event.at / QUARTER_MS);
    const key = `${fact} ${quarter} ${of.queueId} ${of.level} ${of.agentId}`;
    const before = facts.get(key);
    if (before) before.count += 1;
    else facts.set(key, one(fact, event.at, of));
  }
  return [...facts.values()];
}

function replied(step: Step, event: Extract<StoryEvent, { kind: "human-replied" }>): Whose {
  return { ...step.place, agentId: event.agentId ?? step.ownerId };
}

/** Answers and waits that came to their end, and the time between what a customer wrote. */
function waitFacts(
  clocks: readonly Clock[],
  track: readonly Step[],
  { calendar }: FigureStory,
): readonly Fact[] {
  const lasted = (fact: FactId, of: Whose, from: number, to: number): Fact => ({
    ...one(fact, to, of),
    value: to - from,
    business: elapsedBetween(calendar, from, to),
  });
  const takenAt = firstOfEachTime(track, "owned");
  const repliedAt = firstOfEachTime(track, "human-replied");
  const waits = clocks.flatMap((clock): Fact[] => {
    const { measure, startedAt, end } = clock;
    if (end?.how !== "done") return [];
    if (measure === "queue-wait") {
      const taken = takenAt.get(end.at);
      const of = { queueId: clock.queueId, level: clock.level, agentId: taken?.ownerId };
      return [lasted(measure, of, startedAt, end.at)];
    }
    if (measure !== "first-response" && measure !== "next-response") return [];
    const step = repliedAt.get(end.at);
    if (step?.event.kind !== "human-replied") return [];
    return [lasted(measure, replied(step, step.event), startedAt, end.at)];
  });
  const contacts = contactsOf(track);
  const between = contacts
    .slice(1)
    .map((step, n) =>
      lasted(
        "between-contacts",
        whose(step),
        contacts[n]?.event.at ?? step.event.at,
        step.event.at,
      ),
    );
  return [...waits, ...between];
}

/** A long story has as many answers as steps: it is not looked through for each of them. */
function firstOfEachTime(
  track: readonly Step[],
  kind: StoryEvent["kind"],
): ReadonlyMap<number, Step> {
  const steps = new Map<number, Step>();
  for (const step of track) {
    const { at } = step.event;
    if (step.event.kind === kind && !steps.has(at)) steps.set(at, step);
  }
  return steps;
}

/** What was promised, and whether it was kept; counted when that was decided. */
function promiseFacts(
  clocks: readonly Clock[],
  { terms }: FigureStory,
  now: number,
): readonly Fact[] {
  if (!terms) return [];
  return clocks.flatMap((clock): Fact[] => {
    const { state, moments } = standingOf(clock, terms, now);
    if (state !== "met" && state !== "broken") return [];
    const at = state === "met" ? clock.end?.at : moments.breach;
    const owner = clock.stretches.findLast(({ from }) => at !== undefined && from < at)?.ownerId;
    const of = { queueId: clock.queueId, level: clock.level, agentId: owner };
    return at === undefined ? [] : [one(`sla-${clock.measure}`, at, of, state === "met")];
  });
}

/** It began, was over, and began again: what goes in and out of the work there is. */
function lifeFacts(first: Step, endings: readonly Ending[]): readonly Fact[] {
  return [
    one("opened", first.event.at, whose(first)),
    ...endings.flatMap((ending): Fact[] => {
      const { at, reopenedAt } = ending;
      return [
        one("ended", at, whose(ending)),
        ...(reopenedAt === undefined ? [] : [one("reopens", reopenedAt, whose(ending))]),
      ];
    }),
  ];
}

/** Live chats that somebody had to answer: whether the customer was gone before that. */
function abandonFacts(clocks: readonly Clock[], story: FigureStory): readonly Fact[] {
  const { record } = story;
  const clock = clocks.find(({ measure }) => measure === "first-response");
  const end = clock?.end;
  if (!clock || !end || !isLive(record.channel)) return [];
  const owner = clock.stretches.at(-1)?.ownerId;
  const of = { queueId: clock.queueId, level: clock.level, agentId: owner };
  if (end.how === "done") return [one("abandoned", end.at, of, false)];
  const endedByUs = record.lines.some(
    ({ kind, actorId }) => kind === "resolved" && actorId !== undefined,
  );
  if (endedByUs || end.at - clock.startedAt < ABANDONED_AFTER_MS) return [];
  return [one("abandoned", end.at, of, true)];
}

/** The circuit: counted when the conversation began, so that the stages of one lot compare. */
function stageFacts(
  first: Step,
  track: readonly Step[],
  endings: readonly Ending[],
  marks: readonly CircuitMark[],
): readonly Fact[] {
  const began = first.event.at;
  return stagesOf(track, endings, marks).map(({ stage, at, leftAt, ...of }) => ({
    ...one(`stage-${stage}`, began, of),
    ...(leftAt !== undefined && { value: leftAt - at }),
  }));
}
