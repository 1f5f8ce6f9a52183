import { dateOf, nextSending, type Rhythm, sentPeriod } from "@circuito/domain";
import {
  addReportSchedule,
  changeReportSchedule,
  findReportSchedule,
  findReportZone,
  listBulletins,
  listReportSchedules,
  lockReportSchedule,
  type Queryable,
  removeReportSchedule,
  type StoredReportSchedule,
} from "@circuito/store";
import { mailAnswer } from "../../bulletins/mail-answer.ts";
import { makeReport } from "../../bulletins/make-report.ts";
import { reportScheduleViewOf, reportSendingViewsOf, toldAnswer } from "../bulletin-views.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Route =
  | "listReportSchedules"
  | "createReportSchedule"
  | "updateReportSchedule"
  | "deleteReportSchedule"
  | "sendReportSchedule"
  | "listReportSendings";

/** Each is a letter to many; more than this nobody keeps in order. */
const SCHEDULES_MAX = 50;
/** Of a daily one to three people, the last weeks. */
const SENDINGS_SHOWN = 60;

/** Reports that are sent by mail: a supervisor's, all of it. */
export function reportScheduleHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { database, ownMail, now, newId } = parts;
  const { pool } = database;

  return {
    async listReportSchedules() {
      const timeZone = await findReportZone(pool);
      const items = (await listReportSchedules(pool)).map((one) =>
        reportScheduleViewOf(one, timeZone),
      );
      return { items, nextCursor: null };
    },

    async createReportSchedule({ who, body }) {
      const timeZone = await findReportZone(pool);
      const made: StoredReportSchedule = {
        ...{ ...body, addresses: distinct(body.addresses), id: newId() },
        nextAt: nextSending(body.rhythm, timeZone, now()),
        ...{ createdBy: who.name, createdAt: now() },
      };
      const isAdded = await database.transaction(({ client }) =>
        addReportSchedule(client, made, SCHEDULES_MAX),
      );
      if (!isAdded) {
        throw new HttpProblem("wrong-state", `there are ${SCHEDULES_MAX} already`, {
          details: { because: "too-many-report-schedules", max: SCHEDULES_MAX },
        });
      }
      return reportScheduleViewOf(made, timeZone);
    },

    async updateReportSchedule({ params: { id }, body }) {
      const timeZone = await findReportZone(pool);
      return database.transaction(async ({ client }) => {
        const before = await lockReportSchedule(client, id);
        if (!before) throw nothingHere();
        const after: StoredReportSchedule = {
          ...before,
          name: body.name ?? before.name,
          language: body.language ?? before.language,
          report: body.report ?? before.report,
          rhythm: body.rhythm ?? before.rhythm,
          addresses: body.addresses ? distinct(body.addresses) : before.addresses,
          isOn: body.isOn ?? before.isOn,
        };
        // What went by while it was off is not made up for.
        const keepsTime = before.isOn && isSame(before.rhythm, after.rhythm);
        const nextAt = keepsTime ? before.nextAt : nextSending(after.rhythm, timeZone, now());
        await changeReportSchedule(client, { ...after, nextAt });
        return reportScheduleViewOf({ ...after, nextAt }, timeZone);
      });
    },

    async deleteReportSchedule({ params: { id } }) {
      const isRemoved = await database.transaction(({ client }) =>
        removeReportSchedule(client, id),
      );
      if (!isRemoved) throw nothingHere();
      return {};
    },

    async sendReportSchedule({ params: { id } }) {
      const { addresses, rhythm, ...content } = await required(pool, id);
      const at = now();
      const timeZone = await findReportZone(pool);
      const period = sentPeriod(rhythm, dateOf(timeZone, at));
      const { publicUrl } = parts;
      const made = await makeReport(pool, { ...content, period }, { publicUrl, now: at });
      const items = addresses.map(async (to) => {
        if (made.kind === "not-counted") return { to, because: made.kind, answer: null };
        const letter = made.letterTo({ id: newId(), to, date: at });
        return { to, ...toldAnswer(await mailAnswer(ownMail, letter)) };
      });
      return { items: await Promise.all(items) };
    },

    async listReportSendings({ params: { id } }) {
      await required(pool, id);
      const told = await listBulletins(pool, id, SENDINGS_SHOWN);
      return { items: reportSendingViewsOf(told), nextCursor: null };
    },
  };
}

async function required(q: Queryable, id: string): Promise<StoredReportSchedule> {
  const found = await findReportSchedule(q, id);
  if (!found) throw nothingHere();
  return found;
}

/** Nobody gets it twice. */
const distinct = (addresses: readonly string[]): readonly string[] => [...new Set(addresses)];

const isSame = (one: Rhythm, other: Rhythm): boolean =>
  one.every === other.every && one.weekday === other.weekday && one.minute === other.minute;
