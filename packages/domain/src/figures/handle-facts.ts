import { elapsedBetween } from "../calendar/business-hours.ts";
import type { Calendar } from "../calendar/calendar.ts";
import type { Spent } from "../focus/spend-looks.ts";
import type { Fact } from "./fact.ts";
import { type Step, stoodAt } from "./track.ts";

/**
 * How long each person had the conversation before their eyes, in each place it was in: one fact a
 * person and place, counted when they last looked at it there.
 */
export function handleFacts(
  handled: readonly Spent[],
  track: readonly Step[],
  calendar: Calendar | undefined,
): readonly Fact[] {
  const moves = track
    .filter(({ place }, n) => !isSame(place, track[n - 1]?.place))
    .map(({ event }) => event.at);
  const facts = new Map<string, Fact>();
  for (const { agentId, from, to } of handled) {
    const ends = [...new Set(moves)].filter((at) => at > from && at < to);
    let begins = from;
    for (const end of [...ends, to]) {
      const place = stoodAt(track, begins)?.place ?? { queueId: undefined, level: 1 as const };
      const name = [place.queueId, place.level, agentId].join(" ");
      const before = facts.get(name);
      facts.set(name, {
        ...{ fact: "handle", ...place, agentId, count: 1, at: Math.max(before?.at ?? end, end) },
        value: (before?.value ?? 0) + end - begins,
        business: (before?.business ?? 0) + elapsedBetween(calendar, begins, end),
      });
      begins = end;
    }
  }
  return [...facts.values()];
}

function isSame(place: Step["place"], before: Step["place"] | undefined): boolean {
  return place.queueId === before?.queueId && place.level === before?.level;
}
