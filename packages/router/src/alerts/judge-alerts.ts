import { type AlertDecision, decideAlert, MINUTE_MS } from "@circuito/domain";
import {
  addBulletins,
  type Database,
  listAlerts,
  lockAlerts,
  type NewBulletin,
  type StoredAlert,
  saveJudged,
} from "@circuito/store";
import { findReadings } from "./find-readings.ts";

/** What one look came to. */
export interface JudgedAlerts {
  readonly judged: number;
  /** What people are told, to be sent. */
  readonly bulletinIds: readonly string[];
}

/**
 * Looks at all alerts once: what is decided, where each stands now and what is told are one transaction,
 * so that no crash loses or doubles a telling. Two processes that look at once come one after the other,
 * the second on what the first decided.
 */
export async function judgeAlerts({
  database,
  newId,
  now,
}: {
  readonly database: Database;
  readonly newId: () => string;
  readonly now: () => number;
}): Promise<JudgedAlerts> {
  return database.transaction(async ({ client }) => {
    await lockAlerts(client);
    const at = now();
    const alerts = (await listAlerts(client)).filter(({ isOn }) => isOn);
    if (alerts.length === 0) return { judged: 0, bulletinIds: [] };
    const findingOf = await findReadings(client, alerts, at);
    const judged = alerts.map((alert) => {
      const { finding, downSince } = findingOf(alert);
      const { condition, state, pauseMinutes } = alert;
      const pauseMs = pauseMinutes * MINUTE_MS;
      const decision = decideAlert(condition, { state, finding, pauseMs, now: at });
      return { alert, decision, downSince };
    });
    await saveJudged(
      client,
      judged.map(({ alert: { id }, downSince, decision: { state, reading, because } }) => ({
        ...{ id, state, downSince, reading, reason: because },
      })),
      at,
    );
    const told = judged.flatMap(({ alert, decision }) => bulletinsOf(alert, decision, newId, at));
    return { judged: judged.length, bulletinIds: await addBulletins(client, told, at) };
  });
}

function bulletinsOf(
  { id, name, language, condition, targets }: StoredAlert,
  { tells, reading, state }: AlertDecision,
  newId: () => string,
  at: number,
): readonly NewBulletin[] {
  if (tells === null || reading === null) return [];
  const firedAt = state.firedAt ?? at;
  const content = {
    ...({ kind: "alert", tells, name, language } as const),
    ...{ condition, reading, firedAt, at },
  };
  return targets.map((target) => ({
    id: newId(),
    sourceId: id,
    eventKey: `${tells} ${firedAt}`,
    target:
      target.kind === "mail"
        ? { kind: "mail", address: target.address }
        : { kind: "slack", targetId: target.id },
    content,
  }));
}
