import {
  type AlertFinding,
  type DownSince,
  HOUR_MS,
  instantOf,
  MINUTE_MS,
  WEEKS_COMPARED,
  wallTime,
  watchConnections,
} from "@circuito/domain";
import {
  type CategoryVolume,
  findBoardSettings,
  findFirstArrival,
  type Queryable,
  type QueueStanding,
  readCategoryVolumes,
  readConnections,
  readQueueStandings,
  type StoredAlert,
  type Stretch,
} from "@circuito/store";

/** What was found for one alert, and what is kept for its next look. */
export interface Found {
  readonly finding: AlertFinding;
  readonly downSince: DownSince;
}

const NOTHING: Found = { finding: { kind: "nothing" }, downSince: {} };
const WEEK_MS = 7 * 24 * HOUR_MS;

/** What each alert is to be judged on: a statement for each thing that any of them watches, not for each. */
export async function findReadings(
  q: Queryable,
  alerts: readonly StoredAlert[],
  now: number,
): Promise<(alert: StoredAlert) => Found> {
  const watches = (...kinds: readonly StoredAlert["condition"]["kind"][]) =>
    alerts.some(({ condition }) => kinds.includes(condition.kind));
  const queues = watches("queue-waiting", "queue-age", "promises-at-risk")
    ? await readQueueStandings(q, now)
    : [];
  const connections = watches("channel-down") ? await readConnections(q, now) : [];
  const volumes = await findVolumes(q, alerts, now);

  return ({ condition: { kind, subjectId }, downSince }) => {
    switch (kind) {
      case "queue-waiting":
        return {
          ...NOTHING,
          finding: ofQueues(queues, subjectId, ({ waiting }) => waiting, "sum"),
        };
      case "promises-at-risk":
        return { ...NOTHING, finding: ofQueues(queues, subjectId, ({ atRisk }) => atRisk, "sum") };
      case "queue-age":
        return { ...NOTHING, finding: ofQueues(queues, subjectId, minutesWaited, "most") };
      case "channel-down": {
        const watched = connections.filter(
          ({ inboxId }) => subjectId === null || inboxId === subjectId,
        );
        const since = watchConnections(downSince, watched);
        if (watched.length === 0) return NOTHING;
        const [longest] = watched
          .flatMap(({ inboxId, name }) => ({ name, since: since[inboxId] ?? now }))
          .sort((a, b) => a.since - b.since);
        const value = Math.max(0, (now - (longest?.since ?? now)) / MINUTE_MS);
        const [only] = subjectId === null ? [] : watched;
        const subject = only?.name ?? (value > 0 ? (longest?.name ?? null) : null);
        return { finding: { kind: "counted", value, subject }, downSince: since };
      }
      case "category-volume":
        return { ...NOTHING, finding: volumes.get(subjectId ?? "") ?? NOTHING.finding };
    }
  };

  function minutesWaited({ waitingSince }: QueueStanding): number {
    return waitingSince === null ? 0 : Math.max(0, (now - waitingSince) / MINUTE_MS);
  }
}

function ofQueues(
  queues: readonly QueueStanding[],
  subjectId: string | null,
  measure: (queue: QueueStanding) => number,
  of: "sum" | "most",
): AlertFinding {
  if (subjectId !== null) {
    const queue = queues.find(({ id }) => id === subjectId);
    return queue
      ? { kind: "counted", value: measure(queue), subject: queue.name }
      : { kind: "nothing" };
  }
  if (of === "sum") {
    const value = queues.reduce((sum, queue) => sum + measure(queue), 0);
    return { kind: "counted", value, subject: null };
  }
  const [most] = [...queues].sort((a, b) => measure(b) - measure(a));
  const value = most ? measure(most) : 0;
  return { kind: "counted", value, subject: value > 0 ? (most?.name ?? null) : null };
}

async function findVolumes(
  q: Queryable,
  alerts: readonly StoredAlert[],
  now: number,
): Promise<ReadonlyMap<string, AlertFinding>> {
  const ids = alerts.flatMap(({ condition }) =>
    condition.kind === "category-volume" && condition.subjectId !== null
      ? [condition.subjectId]
      : [],
  );
  if (ids.length === 0) return new Map();
  const { timeZone } = await findBoardSettings(q);
  const hours = hoursCompared(timeZone, now);
  const first = await findFirstArrival(q);
  const found = await readCategoryVolumes(q, ids, hours);
  const known = hours.slice(1).filter(({ from }) => first !== undefined && first <= from).length;
  return new Map(found.map((volume) => [volume.categoryId, volumeFinding(volume, known)]));
}

function volumeFinding({ name, counts }: CategoryVolume, weeksKnown: number): AlertFinding {
  const [now = 0, ...before] = counts;
  return { kind: "volume", counts: { now, before: before.slice(0, weeksKnown) }, subject: name };
}

/** The hour up to now, and those that ended at the same time by the clock on the wall, week by week back. */
function hoursCompared(timeZone: string, now: number): readonly Stretch[] {
  const wall = wallTime(timeZone, now);
  return Array.from({ length: WEEKS_COMPARED + 1 }, (_, week) => {
    const to = week === 0 ? now : instantOf(timeZone, wall - week * WEEK_MS);
    return { from: to - HOUR_MS, to };
  });
}
