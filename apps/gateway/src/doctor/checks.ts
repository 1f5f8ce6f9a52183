import {
  type CheckName,
  type Finding,
  found,
  judgeAddress,
  judgeBackups,
  judgeCertificate,
  judgeConnections,
  judgeDatabase,
  judgeRedis,
  judgeSocket,
} from "@circuito/domain";
import type { ServerReading } from "@circuito/store";
import { capabilitiesOf } from "../inboxes/connectors.ts";
import type { Check } from "./check.ts";
import { checkBrowser } from "./check-browser.ts";
import { checkClock } from "./check-clock.ts";
import { checkDisk } from "./check-disk.ts";
import { checkMailbox } from "./check-mailbox.ts";
import { checkWebhook } from "./check-webhook.ts";
import type { DoctorRun } from "./doctor-parts.ts";
import { askAddress } from "./look/ask-address.ts";
import { errorCode } from "./look/error-code.ts";
import { newestBackup } from "./look/newest-backup.ts";
import { openSocket } from "./look/open-socket.ts";
import { seeCertificate } from "./look/see-certificate.ts";

/** A proxy that has not answered by then will not. */
const ANSWER_MS = 10_000;
/** A browser that starts cold on a small machine. */
const BROWSER_MS = 45_000;
/** A letter to oneself takes seconds; a minute is greylisting. With log-ins before it. */
const MAILBOX_MS = 120_000;

/** Everything the doctor looks at, each by itself and all at once. */
export const DOCTOR_CHECKS: Readonly<Record<CheckName, Check>> = {
  address: {
    of: "installation",
    limitMs: ANSWER_MS,
    look: async ({ publicUrl, prove }, signal) =>
      judgeAddress(publicUrl, await askAddress(publicUrl, prove, signal)),
  },
  sockets: {
    of: "installation",
    limitMs: ANSWER_MS,
    look: async ({ publicUrl }, signal) =>
      judgeSocket(publicUrl, await openSocket(publicUrl, signal)),
  },
  certificate: {
    of: "installation",
    limitMs: ANSWER_MS,
    look: async ({ publicUrl, machineNow }, signal) =>
      judgeCertificate(await seeCertificate(publicUrl, signal), machineNow()),
  },
  webhook: {
    of: "inbox",
    limitMs: ANSWER_MS,
    isFor: (inbox) => capabilitiesOf(inbox)?.webhook === true,
    look: checkWebhook,
  },
  mailbox: {
    of: "inbox",
    limitMs: MAILBOX_MS,
    isFor: ({ channel }) => channel === "email",
    look: checkMailbox,
  },
  database: {
    of: "installation",
    limitMs: ANSWER_MS,
    look: (run) => ofServer(run, judgeDatabase),
  },
  connections: {
    of: "installation",
    limitMs: ANSWER_MS,
    look: (run) => ofServer(run, judgeConnections),
  },
  redis: {
    of: "installation",
    limitMs: ANSWER_MS,
    async look({ readRedis }) {
      if (!readRedis) return found("redis-unused");
      return readRedis().then(judgeRedis, (error: unknown) =>
        found("redis-away", { code: errorCode(error) }),
      );
    },
  },
  clock: { of: "installation", limitMs: ANSWER_MS, look: checkClock },
  disk: { of: "installation", limitMs: ANSWER_MS, look: checkDisk },
  files: {
    of: "installation",
    limitMs: ANSWER_MS,
    look: ({ media }) =>
      media.check().then(
        () => found("files-kept"),
        (error: unknown) => found("files-away", { code: errorCode(error) }),
      ),
  },
  backups: {
    of: "installation",
    limitMs: ANSWER_MS,
    look: async ({ backupPath, machineNow }) =>
      judgeBackups(await newestBackup(backupPath), machineNow()),
  },
  browser: { of: "installation", limitMs: BROWSER_MS, look: checkBrowser },
};

async function ofServer(
  { database, server }: DoctorRun,
  judge: (reading: ServerReading) => Finding,
): Promise<Finding> {
  // The one reason for it is in the log already.
  if (!database) return found("database-away", { code: "NOT_STARTED" });
  return server().then(judge, (error: unknown) =>
    found("database-away", { code: errorCode(error) }),
  );
}
