import {
  type AlertCondition,
  type AlertReading,
  type AlertReason,
  type AlertState,
  type BulletinLanguage,
  type DownSince,
  NEVER_FIRED,
} from "@circuito/domain";
import { removeBulletinsOf } from "../bulletins/bulletins.ts";
import type { Queryable } from "../database.ts";
import { ms } from "../reading/instants.ts";
import type { StoredAlertTarget } from "../schema/index.ts";

/** Instants are ms since epoch, addresses of chat rooms sealed. */
export interface StoredAlert {
  readonly id: string;
  readonly name: string;
  readonly language: BulletinLanguage;
  readonly condition: AlertCondition;
  readonly targets: readonly StoredAlertTarget[];
  readonly pauseMinutes: number;
  readonly isOn: boolean;
  readonly state: AlertState;
  readonly downSince: DownSince;
  readonly reading: AlertReading | null;
  readonly reason: AlertReason | null;
  readonly judgedAt: number | null;
  readonly createdBy: string;
  readonly createdAt: number;
}

type AlertRow = Omit<StoredAlert, "judgedAt" | "createdAt"> & {
  readonly judgedAt: Date | null;
  readonly createdAt: Date;
};

const COLUMNS = `id, name, language, condition, targets, pause_minutes as "pauseMinutes",
  is_on as "isOn", state, down_since as "downSince", reading, reason, judged_at as "judgedAt",
  created_by as "createdBy", created_at as "createdAt"`;

const alertOf = (row: AlertRow): StoredAlert => ({
  ...row,
  judgedAt: ms(row.judgedAt),
  createdAt: row.createdAt.getTime(),
});

/** All of them, the oldest first: an installation has a handful. */
export async function listAlerts(q: Queryable): Promise<readonly StoredAlert[]> {
  const { rows } = await q.query<AlertRow>({
    name: "list-alerts",
    text: `select ${COLUMNS} from alert_rules order by created_at, id`,
  });
  return rows.map(alertOf);
}

export async function findAlert(q: Queryable, id: string): Promise<StoredAlert | undefined> {
  const { rows } = await q.query<AlertRow>({
    name: "find-alert",
    text: `select ${COLUMNS} from alert_rules where id = $1`,
    values: [id],
  });
  return rows[0] && alertOf(rows[0]);
}

/** Whoever judges comes after whoever does, and after whoever changes one. */
export async function lockAlerts(tx: Queryable): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtext('circuito alerts'))");
  const { rows } = await tx.query<{ n: number }>({
    name: "count-alerts",
    text: "select count(*)::int as n from alert_rules",
  });
  return rows[0]?.n ?? 0;
}

/** What a person says of one. */
export type AlertContent = Pick<
  StoredAlert,
  "name" | "language" | "condition" | "targets" | "pauseMinutes" | "isOn"
>;

/** Under {@link lockAlerts}. */
export async function addAlert(
  tx: Queryable,
  alert: AlertContent & Pick<StoredAlert, "id" | "createdBy">,
  now: number,
): Promise<void> {
  await tx.query({
    name: "add-alert",
    text: `insert into alert_rules (id, name, language, condition, targets, pause_minutes, is_on,
        state, created_by, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      alert.id,
      ...contentOf(alert),
      JSON.stringify(NEVER_FIRED),
      alert.createdBy,
      new Date(now).toISOString(),
    ],
  });
}

/**
 * Under {@link lockAlerts}. One that watches something else, or is off, has no past: it is quiet, and
 * nobody is told that it is over.
 */
export async function changeAlert(
  tx: Queryable,
  before: StoredAlert,
  after: AlertContent,
): Promise<void> {
  const isSame =
    after.isOn &&
    before.condition.kind === after.condition.kind &&
    before.condition.subjectId === after.condition.subjectId;
  const kept = isSame ? before : FORGOTTEN;
  await tx.query({
    name: "change-alert",
    text: `update alert_rules set name = $2, language = $3, condition = $4, targets = $5,
        pause_minutes = $6, is_on = $7, state = $8, down_since = $9, reading = $10, reason = $11
      where id = $1`,
    values: [
      before.id,
      ...contentOf(after),
      JSON.stringify(kept.state),
      JSON.stringify(kept.downSince),
      kept.reading && JSON.stringify(kept.reading),
      kept.reason,
    ],
  });
}

const FORGOTTEN = { state: NEVER_FIRED, downSince: {}, reading: null, reason: null } as const;

const contentOf = ({ name, language, condition, targets, pauseMinutes, isOn }: AlertContent) => [
  name,
  language,
  JSON.stringify(condition),
  JSON.stringify(targets),
  pauseMinutes,
  isOn,
];

/** Under {@link lockAlerts}; what it told, and was to tell, goes with it. @returns whether there was one */
export async function removeAlert(tx: Queryable, id: string): Promise<boolean> {
  await removeBulletinsOf(tx, id);
  const { rowCount } = await tx.query({
    name: "remove-alert",
    text: "delete from alert_rules where id = $1",
    values: [id],
  });
  return rowCount === 1;
}

/** Where an alert stands after a look at it. */
export type JudgedAlert = Pick<StoredAlert, "id" | "state" | "downSince"> & {
  readonly reading: AlertReading | null;
  readonly reason: AlertReason;
};

/** Under {@link lockAlerts}. */
export async function saveJudged(
  tx: Queryable,
  judged: readonly JudgedAlert[],
  now: number,
): Promise<void> {
  await tx.query({
    name: "save-judged-alerts",
    text: `update alert_rules a set state = j.state, down_since = j.down_since, reading = j.reading,
        reason = j.reason, judged_at = $6
      from unnest($1::uuid[], $2::jsonb[], $3::jsonb[], $4::jsonb[], $5::text[])
        as j(id, state, down_since, reading, reason)
      where a.id = j.id`,
    values: [
      judged.map(({ id }) => id),
      judged.map(({ state }) => JSON.stringify(state)),
      judged.map(({ downSince }) => JSON.stringify(downSince)),
      judged.map(({ reading }) => reading && JSON.stringify(reading)),
      judged.map(({ reason }) => reason),
      new Date(now).toISOString(),
    ],
  });
}
