import type { ConnectorHost } from "../../packages/connector/src/index.ts";
import type {
  MailSource,
  ReadResult,
} from "../../packages/connectors/src/email/parse/parse-task.ts";
import { joinParsePool } from "../../packages/connectors/src/email/receive/parse-pool.ts";
import { createReadMail } from "../../packages/connectors/src/email/receive/read-mail.ts";
import { emailSettings } from "../../packages/connectors/src/email/settings.ts";
import type { ReadMail } from "../../packages/connectors/src/email/transport/incoming-mail.ts";
import { asId, type InboxId } from "../../packages/domain/src/index.ts";

const settings = emailSettings.parse({ address: "support@example.org", in: "none" });
let pool: ReturnType<typeof joinParsePool> | undefined;

/** Mails read as in the gateway, threads and all. */
export function readReally(inbox: string, host: ConnectorHost): ReadMail {
  pool ??= joinParsePool(host.now);
  return createReadMail({ id: asId<InboxId>(inbox), settings }, host, pool.workers);
}

/** A mail as somebody sees it who opens it. */
export function showReally(source: MailSource): Promise<ReadResult> {
  pool ??= joinParsePool(Date.now);
  return pool.workers.show(source);
}

/** Ends the threads. */
export async function endReading(): Promise<void> {
  await pool?.leave();
  pool = undefined;
}
