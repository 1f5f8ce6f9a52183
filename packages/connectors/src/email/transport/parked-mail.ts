import {
  boundedExternalId,
  type ConnectorHost,
  derivedExternalId,
  StoreUnavailable,
} from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import type { MailSource } from "../parse/parse-task.ts";
import { keepRaw } from "../receive/keep-raw.ts";
import type { IncomingMail, MailArrival, ReadMail } from "./incoming-mail.ts";

type MailboxPlace = Pick<
  Extract<MailArrival, { kind: "mailbox" }>,
  "mailbox" | "uidValidity" | "uid"
>;

/**
 * What a mail is read to be; what cannot be read is parked with its bytes.
 * @throws StoreUnavailable
 */
export async function readOrPark(
  mail: IncomingMail,
  readMail: ReadMail,
  host: Pick<ConnectorHost, "media" | "log">,
): Promise<readonly InboundElement[]> {
  try {
    return await readMail(mail);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    const { arrival, source } = mail;
    const uid = arrival.kind === "mailbox" ? { uid: arrival.uid } : {};
    host.log.error("mail cannot be read", { ...uid, error });
    return [await parkedMail(arrival, source, "could not be read", host)];
  }
}

/**
 * A mail that is kept with its bytes and waits for a person.
 * @throws StoreUnavailable
 */
export async function parkedMail(
  arrival: MailArrival,
  source: MailSource | undefined,
  error: string,
  { media }: Pick<ConnectorHost, "media">,
): Promise<InboundElement> {
  const raw = await keepRaw(source, media);
  const externalId = unreadId(arrival, raw);
  return { kind: "malformed", externalId, idMadeBy: "provider", raw, error };
}

/** A mail that was not read has no name but its place; handed over, its bytes are all there is. */
export function unreadId(arrival: MailArrival, raw: InboundElement["raw"]): string {
  if (arrival.kind === "mailbox") return parkedId(arrival);
  return derivedExternalId("unread mail", raw instanceof Uint8Array ? raw : raw.sha256);
}

/** A mail's place on its server: the id of one that has no other. */
export function parkedId({ mailbox, uidValidity, uid }: MailboxPlace): string {
  return boundedExternalId(`uid:${uidValidity}:${uid}:${mailbox}`);
}
