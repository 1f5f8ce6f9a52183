import {
  type Act,
  addDays,
  asId,
  dateBegins,
  PRESENCE_STATES,
  type PresenceState,
  type Principal,
  type QueueId,
  type StateSpan,
  seesEverything,
  stateSpans,
} from "@circuito/domain";
import type { ActivityQuery, ActivityReportView } from "@circuito/protocol";
import {
  countActs,
  findReportZone,
  listActs,
  loadPresenceHistories,
  type PresenceHistory,
  type Queryable,
  type WhoseDays,
} from "@circuito/store";
import { iso } from "../instants.ts";

/** More than anybody does in a day by hand, and few enough rows to read. */
const ACTS_MAX = 1_000;

/** A day of the people whom somebody may ask about. */
export async function activityReport(
  q: Queryable,
  who: Principal,
  query: ActivityQuery,
  now: number,
): Promise<ActivityReportView> {
  const timeZone = await findReportZone(q);
  const from = dateBegins(timeZone, query.date);
  const to = dateBegins(timeZone, addDays(query.date, 1));
  const histories = await loadPresenceHistories(q, whoseDays(query), { from, to });
  const shown = histories.filter(mayBeAsked(who));
  const done = await countActs(
    q,
    shown.map(({ id }) => id),
    { from, to },
  );
  const one = query.agentId === undefined ? undefined : shown[0];
  const acts = one && (await listActs(q, one.id, { from, to }, ACTS_MAX + 1));
  return {
    timeZone,
    date: query.date,
    from: iso(from),
    to: iso(to),
    agents: shown.map(({ id, name, changes }) => {
      // What is to come is nobody's state yet.
      const spans = stateSpans(changes, { from, to: Math.min(to, now) });
      return {
        id,
        name,
        spans: spans.map((span) => ({ ...span, from: iso(span.from), to: iso(span.to) })),
        seconds: secondsOf(spans),
        did: didOf(done.get(id) ?? {}),
      };
    }),
    acts: acts?.slice(0, ACTS_MAX).map((act) => ({ ...act, at: iso(act.at) })) ?? null,
    isCut: (acts?.length ?? 0) > ACTS_MAX,
  };
}

function whoseDays({ agentId, queueId }: ActivityQuery): WhoseDays {
  return {
    agentIds: agentId === undefined ? undefined : [asId(agentId)],
    queueIds: queueId === undefined ? undefined : [asId<QueueId>(queueId)],
  };
}

/** Everybody may ask about themselves, who minds all queues about everybody: as of every other report. */
const mayBeAsked =
  (who: Principal) =>
  ({ id }: PresenceHistory): boolean =>
    id === who.id || seesEverything(who);

function secondsOf(spans: readonly StateSpan[]): Record<PresenceState, number> {
  const sums = { available: 0, busy: 0, away: 0, disconnected: 0, offline: 0 };
  for (const { state, from, to } of spans) sums[state] += to - from;
  for (const state of PRESENCE_STATES) sums[state] = Math.round(sums[state] / 1_000);
  return sums;
}

function didOf(done: Readonly<Partial<Record<Act, number>>>): Record<Act, number> {
  return { claimed: 0, answered: 0, directed: 0, resolved: 0, ...done };
}
