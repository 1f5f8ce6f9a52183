import type { BulletinLanguage, Rhythm, ScheduledReport } from "@circuito/domain";
import { removeBulletinsOf } from "../bulletins/bulletins.ts";
import type { Queryable } from "../database.ts";

/** A report that is sent by itself. Instants are ms since epoch. */
export interface StoredReportSchedule {
  readonly id: string;
  readonly name: string;
  readonly language: BulletinLanguage;
  readonly report: ScheduledReport;
  readonly rhythm: Rhythm;
  readonly addresses: readonly string[];
  readonly isOn: boolean;
  readonly nextAt: number;
  readonly createdBy: string;
  readonly createdAt: number;
}

type Row = Omit<StoredReportSchedule, "nextAt" | "createdAt"> & {
  readonly nextAt: Date;
  readonly createdAt: Date;
};

const COLUMNS = `id, name, language, report, rhythm, addresses, is_on as "isOn",
  next_at as "nextAt", created_by as "createdBy", created_at as "createdAt"`;

const scheduleOf = (row: Row): StoredReportSchedule => ({
  ...row,
  nextAt: row.nextAt.getTime(),
  createdAt: row.createdAt.getTime(),
});

/** All of them, the oldest first: an installation has a handful. */
export async function listReportSchedules(q: Queryable): Promise<readonly StoredReportSchedule[]> {
  const { rows } = await q.query<Row>({
    name: "list-report-schedules",
    text: `select ${COLUMNS} from report_schedules order by created_at, id`,
  });
  return rows.map(scheduleOf);
}

export async function findReportSchedule(
  q: Queryable,
  id: string,
): Promise<StoredReportSchedule | undefined> {
  const { rows } = await q.query<Row>({
    name: "find-report-schedule",
    text: `select ${COLUMNS} from report_schedules where id = $1`,
    values: [id],
  });
  return rows[0] && scheduleOf(rows[0]);
}

/** Locks one, for changing it. */
export async function lockReportSchedule(
  tx: Queryable,
  id: string,
): Promise<StoredReportSchedule | undefined> {
  const { rows } = await tx.query<Row>({
    name: "lock-report-schedule",
    text: `select ${COLUMNS} from report_schedules where id = $1 for update`,
    values: [id],
  });
  return rows[0] && scheduleOf(rows[0]);
}

/** Locks what is due. What another process has in hand is left to it. */
export async function lockDueReports(
  tx: Queryable,
  now: number,
): Promise<readonly StoredReportSchedule[]> {
  const { rows } = await tx.query<Row>({
    name: "lock-due-reports",
    // Index report_schedules_due.
    text: `select ${COLUMNS} from report_schedules where is_on and next_at <= $1
      order by next_at for update skip locked`,
    values: [new Date(now).toISOString()],
  });
  return rows.map(scheduleOf);
}

/** Adds one, unless there are as many as may be. @returns whether it was added */
export async function addReportSchedule(
  tx: Queryable,
  schedule: StoredReportSchedule,
  max: number,
): Promise<boolean> {
  // Two who add at once come one after the other: each counts what the other added.
  await tx.query("select pg_advisory_xact_lock(hashtext('circuito report schedules'))");
  const { rowCount } = await tx.query({
    name: "add-report-schedule",
    text: `insert into report_schedules (id, name, language, report, rhythm, addresses, is_on, next_at,
        created_by, created_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
      where (select count(*) from report_schedules) < $11`,
    values: [
      ...valuesOf(schedule),
      schedule.createdBy,
      new Date(schedule.createdAt).toISOString(),
      max,
    ],
  });
  return rowCount === 1;
}

/** Under {@link lockReportSchedule}. */
export async function changeReportSchedule(
  tx: Queryable,
  schedule: Omit<StoredReportSchedule, "createdBy" | "createdAt">,
): Promise<void> {
  await tx.query({
    name: "change-report-schedule",
    text: `update report_schedules set name = $2, language = $3, report = $4, rhythm = $5,
        addresses = $6, is_on = $7, next_at = $8
      where id = $1`,
    values: valuesOf(schedule),
  });
}

const valuesOf = (schedule: Omit<StoredReportSchedule, "createdBy" | "createdAt">) => [
  schedule.id,
  schedule.name,
  schedule.language,
  JSON.stringify(schedule.report),
  JSON.stringify(schedule.rhythm),
  JSON.stringify(schedule.addresses),
  schedule.isOn,
  new Date(schedule.nextAt).toISOString(),
];

/** Under {@link lockDueReports}: when each is sent next. */
export async function saveNextSendings(
  tx: Queryable,
  sent: readonly { readonly id: string; readonly nextAt: number }[],
): Promise<void> {
  await tx.query({
    name: "save-next-sendings",
    text: `update report_schedules s set next_at = n.at
      from unnest($1::uuid[], $2::timestamptz[]) as n(id, at) where s.id = n.id`,
    values: [sent.map(({ id }) => id), sent.map(({ nextAt }) => new Date(nextAt).toISOString())],
  });
}

/** Removes one, and what it sent or was to send. @returns whether there was one */
export async function removeReportSchedule(tx: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "remove-report-schedule",
    text: "delete from report_schedules where id = $1",
    values: [id],
  });
  await removeBulletinsOf(tx, id);
  return rowCount === 1;
}
