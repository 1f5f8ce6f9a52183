import {
  type AlertFinding,
  type DownSince,
  findInConnections,
  findInQueues,
  hourCounts,
  hoursCompared,
  watchConnections,
} from "@circuito/domain";
import {
  findBoardSettings,
  findFirstArrival,
  type Queryable,
  readCategoryVolumes,
  readConnections,
  readQueueStandings,
  type StoredAlert,
} from "@circuito/store";

/** What was found for one alert, and what is kept for its next look. */
export interface Found {
  readonly finding: AlertFinding;
  readonly downSince: DownSince;
}

const NOTHING: AlertFinding = { kind: "nothing" };

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
      case "promises-at-risk":
      case "queue-age":
        return { finding: findInQueues({ kind, subjectId }, queues, now), downSince: {} };
      case "channel-down": {
        const watched = connections.filter(
          ({ inboxId }) => subjectId === null || inboxId === subjectId,
        );
        const since = watchConnections(downSince, watched);
        return { finding: findInConnections({ subjectId }, watched, since, now), downSince: since };
      }
      case "category-volume":
        return { finding: volumes.get(subjectId ?? "") ?? NOTHING, downSince: {} };
    }
  };
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
  return new Map(
    found.map(({ categoryId, name, counts }) => [
      categoryId,
      { kind: "volume", counts: hourCounts(hours, counts, first), subject: name },
    ]),
  );
}
