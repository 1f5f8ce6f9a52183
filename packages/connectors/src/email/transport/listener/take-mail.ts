import { type ConnectorHost, derivedExternalId, StoreUnavailable } from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import { keepRaw } from "../../receive/keep-raw.ts";
import type { IncomingMail, ReadMail } from "../incoming-mail.ts";

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
  await inbox.host.receive(await elementsOf(inbox, mail));
}

async function elementsOf(
  { readMail, host }: ListeningInbox,
  mail: IncomingMail,
): Promise<readonly InboundElement[]> {
  try {
    return await readMail(mail);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    host.log.error("mail cannot be read", { error });
    const raw = await keepRaw(mail.source, host.media);
    const digest = raw instanceof Uint8Array ? raw : raw.sha256;
    const externalId = derivedExternalId("unread mail", digest);
    return [
      { kind: "malformed", externalId, idMadeBy: "provider", raw, error: "could not be read" },
    ];
  }
}
