import type { ConnectorHost } from "../../packages/connector/src/index.ts";
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

/** Ends the threads. */
export async function endReading(): Promise<void> {
  await pool?.leave();
  pool = undefined;
}
