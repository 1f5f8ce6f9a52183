import type { Bus } from "@circuito/bus";
import {
  absenceOf,
  type Calendar,
  chooseAfterAbsence,
  elapsedBetween,
  isOpen,
  lastShiftEnd,
  PRESENCE_GRACE_MS,
  type QueueId,
} from "@circuito/domain";
import {
  beginAbsences,
  type Database,
  databaseNow,
  endShifts,
  type HeldByAbsent,
  loadPresenceCalendars,
  lockHeldByAbsent,
  type PresenceCalendars,
  type Release,
  releaseFromAbsent,
  rescindOffersTo,
  sendIdleAway,
  settleReachability,
} from "@circuito/store";

/** Conversations taken back in one transaction, so that it never holds locks for long. */
const RELEASES_MAX = 500;
/** Between two looks at most, for the second to know that signs of life were being written. */
const GAP_MAX_MS = 15_000;

/** What becomes of people who went, and of their conversations (rules §9). */
export interface AbsenceSweep {
  sweep(): Promise<void>;
}

/**
 * Repeated looks at who is there. Silence is believed only after a whole grace of looking without a gap:
 * when a process, or the database, was away, nobody could give a sign of life, and a restart must not
 * reassign what everybody has.
 * @param distrustMs how long silence is not believed at first; for tests
 */
export function createAbsenceSweep(
  dependencies: {
    readonly database: Database;
    readonly bus: Pick<Bus, "jobs" | "wake">;
    readonly now: () => number;
  },
  distrustMs = PRESENCE_GRACE_MS,
): AbsenceSweep {
  const { database, bus, now } = dependencies;
  const parse = createCalendarParser();
  let lookedAt: number | undefined;
  let trustedFrom = 0;

  return {
    async sweep() {
      const at = now();
      const sinceMs = lookedAt === undefined ? undefined : at - lookedAt;
      // A clock that was set back says nothing of how long nobody looked.
      const isGap = sinceMs === undefined || sinceMs > GAP_MAX_MS || sinceMs < 0;
      if (isGap) trustedFrom = at + distrustMs;
      const told = await database.transaction(async ({ client }) => {
        const known = await loadPresenceCalendars(client);
        const calendars = new Map(known.calendars.map((each) => [each.id, parse(each)]));
        const clock = await databaseNow(client);
        const reached = await settleReachability(client);
        const begun = await beginAbsences(client, clock);
        const sent = [
          ...begun.agentIds,
          ...(await sendIdleAway(client)),
          ...(await endShifts(client, endedShifts(known, calendars, clock))),
        ];
        const offeredIn: QueueId[] = [];
        for (const id of sent) {
          offeredIn.push(...(await rescindOffersTo(client, id, "not-available", clock)));
        }
        const calendarOf = new Map(
          known.inboxes.map(({ id, calendarId }) => [
            id,
            calendarId === null ? undefined : calendars.get(calendarId),
          ]),
        );
        const held = await lockHeldByAbsent(client, {
          open: [...calendarOf].flatMap(([id, calendar]) => (isOpen(calendar, clock) ? [id] : [])),
          trustsSilence: at >= trustedFrom,
          limit: RELEASES_MAX,
        });
        const releases = held.flatMap((each) => decide(each, calendarOf.get(each.inboxId), clock));
        const queueIds = await releaseFromAbsent(client, releases, clock);
        return {
          queueIds: [...new Set([...begun.queueIds, ...queueIds, ...offeredIn])],
          isNews: reached.length + sent.length + releases.length > 0,
        };
      });
      lookedAt = at;
      if (told.isNews) bus.wake.publish("outbox");
      if (told.queueIds.length > 0) await bus.jobs.nudge("assign", told.queueIds);
    },
  };
}

function decide(held: HeldByAbsent, calendar: Calendar | undefined, now: number): Release[] {
  const absence = absenceOf(held.presence, now, held.answeredAt);
  if (!absence) return [];
  const choice = chooseAfterAbsence(held, absence, now, (from) =>
    elapsedBetween(calendar, from, now),
  );
  if (choice.kind === "stay") return [];
  const { id: conversationId, epoch, agentId } = held;
  return [{ conversationId, epoch, agentId, absence, because: choice.because }];
}

function endedShifts(
  { shiftIds }: PresenceCalendars,
  calendars: ReadonlyMap<string, Calendar>,
  now: number,
) {
  return shiftIds.flatMap((id) => {
    const shift = calendars.get(id);
    const endedAt = shift && lastShiftEnd(shift, now);
    return endedAt === undefined ? [] : [{ id, endedAt }];
  });
}

/** What was worked out of a calendar hangs on its object: the same text gives the same one. */
function createCalendarParser(): (of: { readonly id: string; readonly text: string }) => Calendar {
  const held = new Map<string, { readonly text: string; readonly calendar: Calendar }>();
  return ({ id, text }) => {
    const before = held.get(id);
    if (before?.text === text) return before.calendar;
    const calendar = JSON.parse(text) as Calendar;
    held.set(id, { text, calendar });
    return calendar;
  };
}
