import { dueSending } from "@circuito/domain";
import {
  addBulletins,
  type Database,
  findReportZone,
  lockDueReports,
  type NewBulletin,
  saveNextSendings,
} from "@circuito/store";

/**
 * Makes a bulletin of each report that is due, for everybody on its list, and says when it is due next:
 * one transaction, so that no crash loses or doubles one. Two processes that look at once share them.
 * @returns ids of bulletins, to be sent
 */
export async function sendDueReports({
  database,
  newId,
  now,
}: {
  readonly database: Database;
  readonly newId: () => string;
  readonly now: () => number;
}): Promise<readonly string[]> {
  return database.transaction(async ({ client }) => {
    const at = now();
    const due = await lockDueReports(client, at);
    if (due.length === 0) return [];
    const timeZone = await findReportZone(client);
    const sent = due.flatMap((schedule) => {
      const sending = dueSending(schedule.rhythm, { timeZone, nextAt: schedule.nextAt, now: at });
      return sending ? [{ schedule, ...sending }] : [];
    });
    await saveNextSendings(
      client,
      sent.map(({ schedule: { id }, nextAt }) => ({ id, nextAt })),
    );
    const bulletins = sent.flatMap(({ schedule, period }) => {
      const { id: sourceId, name, language, report } = schedule;
      return schedule.addresses.map(
        (address): NewBulletin => ({
          ...{ id: newId(), sourceId, eventKey: `${period.from} ${period.until}` },
          target: { kind: "mail", address },
          content: { kind: "report", name, language, report, period },
        }),
      );
    });
    return addBulletins(client, bulletins, at);
  });
}
