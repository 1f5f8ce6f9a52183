import { type ConnectorHost, StoreUnavailable } from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import type { MailSource } from "../../parse/parse-task.ts";
import type { MailArrival, ReadMail } from "../incoming-mail.ts";
import { parkedMail, readOrPark } from "../parked-mail.ts";

type MailboxArrival = Extract<MailArrival, { kind: "mailbox" }>;

export interface MailInHand {
  readonly source: MailSource;
  readonly sizeBytes: number;
  readonly arrival: MailboxArrival;
}

/** What was made of each mail, in their order. */
export type ReadMails = readonly (readonly InboundElement[])[];

/**
 * Reads mails, each for itself: their files are in the media store then, and nothing is a row yet.
 * @throws StoreUnavailable
 */
export function readMails(
  mails: readonly MailInHand[],
  readMail: ReadMail,
  host: Pick<ConnectorHost, "media" | "log">,
): Promise<ReadMails> {
  return Promise.all(mails.map((mail) => readOrPark(mail, readMail, host)));
}

/**
 * Makes rows of mails, in their order, in one commit.
 * @throws StoreUnavailable when nothing was stored
 */
export async function receiveMails(
  mails: readonly MailInHand[],
  read: ReadMails,
  host: Pick<ConnectorHost, "receive" | "media" | "log">,
): Promise<void> {
  try {
    await host.receive(read.flat());
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    // Something in one of them cannot be stored. Alone, each harms only itself.
    for (const [index, mail] of mails.entries()) await receiveAlone(mail, read[index] ?? [], host);
  }
}

async function receiveAlone(
  mail: MailInHand,
  elements: readonly InboundElement[],
  host: Pick<ConnectorHost, "receive" | "media" | "log">,
): Promise<void> {
  try {
    await host.receive(elements);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    host.log.error("mail cannot be stored as it was read", { uid: mail.arrival.uid, error });
    await host.receive([await parkedMail(mail.arrival, mail.source, "could not be stored", host)]);
  }
}
