import { elapsedBetween } from "../calendar/business-hours.ts";
import { DAY_MS } from "../calendar/time-zone.ts";
import type { Clock } from "../sla/clock.ts";
import { DISMISSALS } from "../triage/skip.ts";
import { contactsOf } from "./contacts.ts";
import { type FactId, FCR_DAYS } from "./dictionary.ts";
import type { Fact, FigureStory, LaterConversation } from "./fact.ts";
import { one, whose } from "./one-fact.ts";
import type { Ending, Step } from "./track.ts";

/** What is judged of a solution: how long it took, whether it held, whether one contact was enough. */
export function solutionFacts(
  story: FigureStory,
  clocks: readonly Clock[],
  track: readonly Step[],
  endings: readonly Ending[],
): readonly Fact[] {
  if (isDismissed(story)) return [];
  const held = endings.map((ending) =>
    one("reopened", ending.at, whose(ending), ending.reopenedAt !== undefined),
  );
  const last = endings.at(-1);
  if (!last || last.reopenedAt !== undefined) return held;
  const answers = track.filter(({ event }) => event.kind === "human-replied");
  const facts = [...held];
  const clock = clocks.find(({ measure }) => measure === "resolution");
  if (clock?.end?.how === "done") {
    const of = whose(last);
    const took = (fact: FactId, spans: readonly (readonly [number, number])[]): Fact => ({
      ...one(fact, last.at, of),
      value: spans.reduce((sum, [from, to]) => sum + to - from, 0),
      business: spans.reduce((sum, [a, b]) => sum + elapsedBetween(story.calendar, a, b), 0),
    });
    const active = clock.stretches.filter(({ during }) => during === "active");
    facts.push(
      took("resolution", [[clock.startedAt, last.at]]),
      took(
        "resolution-net",
        active.map(({ from, to }) => [from, to ?? last.at] as const),
      ),
      {
        ...one("contacts", last.at, of),
        value: contactsOf(track.filter(({ event }) => event.at <= last.at)).length,
      },
    );
  }
  if (answers.length > 0) {
    facts.push(one("fcr", last.at, whose(last), wasSolvedAtOnce(story, track, endings, last)));
  }
  return facts;
}

/** Sorted out by a director: spam, not for us, the same matter as another. */
function isDismissed({ record }: FigureStory): boolean {
  const last = record.lines.findLast(({ kind }) => kind === "resolved");
  return DISMISSALS.some((because) => because === last?.because);
}

/** First contact resolution (rules §11): who answered first solved it, and it was solved. */
function wasSolvedAtOnce(
  { marks, categoryId, later }: FigureStory,
  track: readonly Step[],
  endings: readonly Ending[],
  last: Ending,
): boolean {
  const changedLevel = track.some(
    ({ event, place }, n) => event.kind === "hop" && place.level !== track[n - 1]?.place.level,
  );
  const saidNo = marks.some((m) => m.kind === "confirmation-answered" && m.answer === "no");
  const cameBack = later.some(
    (one) =>
      one.arrivedAt > last.at &&
      one.arrivedAt <= last.at + FCR_DAYS * DAY_MS &&
      isSameMatter(one, categoryId),
  );
  return endings.length === 1 && !changedLevel && !saidNo && !cameBack;
}

/** Of one category; where a category is missing, the doubt is held against us. */
function isSameMatter(later: LaterConversation, categoryId: string | undefined): boolean {
  if (later.categoryId === undefined || categoryId === undefined) return true;
  return later.categoryId === categoryId;
}
