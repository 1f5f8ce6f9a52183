import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectorHost, type OpenInbox, StoreUnavailable } from "@circuito/connector";
import { type InboundElement, type ParsedMail, readMessageId, type Signer } from "@circuito/domain";
import type { ReadResult } from "../parse/parse-task.ts";
import { ParserUnavailable, type ParseWorkers } from "../parse/parse-workers.ts";
import type { EmailSettings } from "../settings.ts";
import { messageExternalId } from "../transport/external-id.ts";
import type { IncomingMail, MailArrival, ReadMail } from "../transport/incoming-mail.ts";
import { unreadId } from "../transport/parked-mail.ts";
import { keepFiles } from "./keep-files.ts";
import { keepRaw } from "./keep-raw.ts";
import { mailElement } from "./mail-element.ts";

type ReadingHost = Pick<ConnectorHost, "media" | "signer" | "log">;

/**
 * Reads mails of one inbox: parsed in a thread of its own, what is large put into the media store, and one
 * element made of each. Rejects with StoreUnavailable when it cannot be read now, or the media store is away.
 */
export function createReadMail(
  inbox: Pick<OpenInbox<EmailSettings>, "id" | "settings">,
  host: ReadingHost,
  workers: Pick<ParseWorkers, "parse">,
): ReadMail {
  return async (incoming) => {
    // Made by the thread that has a file to put there: most mails have none.
    const folder = join(tmpdir(), `circuito-parts-${randomUUID()}`);
    let hasFiles = true;
    try {
      const result = await workers.parse(incoming.source, folder).catch((error: unknown) => {
        throw error instanceof ParserUnavailable || isOutOfRoom(error)
          ? new StoreUnavailable("no room to read a mail in", { cause: error })
          : error;
      });
      hasFiles = !result.ok || result.mail.attachments.length > 0;
      return [await elementOf(result, incoming, inbox, host)];
    } finally {
      if (hasFiles) await rm(folder, { recursive: true, force: true });
    }
  };
}

async function elementOf(
  result: ReadResult,
  { source, arrival }: IncomingMail,
  inbox: Pick<OpenInbox<EmailSettings>, "id" | "settings">,
  host: ReadingHost,
): Promise<InboundElement> {
  const raw = await keepRaw(source, host.media);
  if (!result.ok) {
    const { because, detail } = result;
    host.log.warn("mail parked", { because, detail });
    return {
      kind: "malformed",
      externalId: unreadId(arrival, raw),
      idMadeBy: "provider",
      raw,
      error: `${because}: ${detail}`,
    };
  }
  const { mail, view } = result;
  const ours = sentReceipt(mail, arrival, raw, host.signer);
  if (ours) return ours;
  const media = await keepFiles(mail.attachments, host.media);
  return mailElement({ mail, view, arrival, raw, media }, inbox, host.signer);
}

/**
 * Our own mail in the Sent folder, where many servers put what we send by them: no message, but the proof
 * that it left, which settles a delivery in doubt.
 */
function sentReceipt(
  { messageId }: ParsedMail,
  arrival: MailArrival,
  raw: InboundElement["raw"],
  signer: Signer,
): InboundElement | undefined {
  const isSent = arrival.kind === "mailbox" && arrival.role === "sent";
  if (!isSent || messageId === undefined) return undefined;
  const name = readMessageId(messageId, signer);
  if (name.kind !== "valid") return undefined;
  return {
    kind: "receipt",
    externalId: messageExternalId(messageId),
    idMadeBy: "provider",
    raw,
    // By the message's own id: one in doubt has no other.
    of: name.id,
    status: "sent",
    ...(arrival.arrivedAt !== undefined && { at: arrival.arrivedAt }),
  };
}

/** A full disk is not the mail's fault: it comes again. Only at its beginning an error is Node's own. */
function isOutOfRoom(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return /^parse mail: Error: (ENOSPC|EDQUOT|EMFILE|ENFILE|EROFS): /.test(message);
}
