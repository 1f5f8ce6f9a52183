import { join } from "node:path";
import { readBounce } from "@circuito/domain";
import {
  type CaseFailure,
  type FolderScore,
  nameOf,
  readCases,
  record,
  share,
  string,
} from "../../../testing/corpus/corpus-folder.ts";
import { htmlLines } from "../../html/html-lines.ts";
import { parseMail } from "../../parse/parse-mail.ts";
import { streamOf } from "../../parse/parse-task.ts";

/** Codes that the source made up where the mail has none: only their class can be compared. */
const MADE_UP = /^[245]\.0\.9\d\d$/;

/** Bounces, feedback reports: whether they are recognised, and what is read from them. */
export async function scoreBounces(root: string, folder: string): Promise<FolderScore> {
  const cases = readCases(root, folder);
  const count = {
    recognised: 0,
    recipients: 0,
    status: 0,
    written: 0,
    writtenRight: 0,
    permanence: 0,
    all: 0,
  };
  const failures: CaseFailure[] = [];
  for (const entry of cases) {
    const path = join(root, string(entry.file));
    const result = await parseMail(streamOf({ path }), { now: Date.now() });
    const mail = result.ok ? result.mail : undefined;
    const text = mail?.text ?? htmlLines(mail?.html ?? "").text;
    const report = mail && readBounce({ ...mail, text });
    const expected = (Array.isArray(entry.expect) ? entry.expect : []).map(record);
    if (report) count.recognised += 1;
    else failures.push({ case: nameOf(entry), because: "not recognised" });
    if (report?.recipients.length === expected.length) count.recipients += 1;
    expected.forEach((expect, i) => {
      const got = report?.recipients[i];
      const status = string(expect.status);
      const isWritten = status !== "" && !MADE_UP.test(status);
      const same = got !== undefined && (got.status ?? "") === status;
      const sameClass =
        got !== undefined && (got.status === undefined || got.status[0] === status[0]);
      const statusHolds = same || status === "" || (!isWritten && sameClass);
      const permanenceHolds =
        got !== undefined && (got.permanence === "hard") === (expect.hardbounce === true);
      count.all += 1;
      if (statusHolds) count.status += 1;
      if (permanenceHolds) count.permanence += 1;
      if (isWritten) count.written += 1;
      if (isWritten && same) count.writtenRight += 1;
      if (!statusHolds || !permanenceHolds) {
        failures.push({
          case: `${nameOf(entry)} #${i + 1}`,
          because: `wants ${status} ${string(expect.reason)}, got ${got?.status} ${got?.reason}: ${got?.diagnostic.slice(0, 120)}`,
        });
      }
    });
  }
  return {
    folder,
    cases: cases.length,
    figures: {
      recognised: share(count.recognised, cases.length),
      "same number of recipients": share(count.recipients, cases.length),
      status: share(count.status, count.all),
      "status where the mail has one": share(count.writtenRight, count.written),
      "hard/soft": share(count.permanence, count.all),
    },
    failures,
  };
}
