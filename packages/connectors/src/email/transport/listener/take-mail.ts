import type { ConnectorHost } from "@circuito/connector";
import type { IncomingMail, ReadMail } from "../incoming-mail.ts";
import { readOrPark } from "../parked-mail.ts";

/** An inbox that mail is handed to. */
export interface ListeningInbox {
  readonly id: string;
  readonly readMail: ReadMail;
  readonly host: Pick<ConnectorHost, "receive" | "media" | "log">;
}

/**
 * Makes rows of a mail for one inbox. What cannot be read is parked with its bytes: the sender's part
 * is done.
 * @throws StoreUnavailable when nothing was stored
 */
export async function takeMail(inbox: ListeningInbox, mail: IncomingMail): Promise<void> {
  await inbox.host.receive(await readOrPark(mail, inbox.readMail, inbox.host));
}
