import {
  type ConnectorHost,
  type OpenInbox,
  type OutboundMessage,
  type RecipientOutcome,
  SendError,
  type SendReceipt,
} from "@circuito/connector";
import { type EmailSettings, smtpOf } from "../settings.ts";
import { wireAddress } from "../transport/smtp/outgoing-mail.ts";
import type { Refusal } from "../transport/smtp/send-refusal.ts";
import { type MailReceipt, SmtpSender } from "../transport/smtp/smtp-sender.ts";
import { composeMail } from "./compose-mail.ts";

/** Sends for one inbox, in whatever process: a server takes mail from as many as it likes. */
export class EmailSender {
  readonly #inbox: OpenInbox<EmailSettings>;
  readonly #host: ConnectorHost;
  readonly #smtp: SmtpSender | undefined;

  constructor(inbox: OpenInbox<EmailSettings>, host: ConnectorHost) {
    this.#inbox = inbox;
    this.#host = host;
    const smtp = smtpOf(inbox.settings);
    this.#smtp = smtp && new SmtpSender(smtp, host);
  }

  /** @throws SendError */
  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendReceipt> {
    const mail = composeMail(message, this.#inbox, this.#host.signer);
    // Messages wait until an admin says how they leave.
    if (!this.#smtp) throw new SendError("credentials", "the inbox has no server to send by");
    // A server names recipients as they stood on the wire; we are asked about them as they were given.
    const given = new Map(mail.envelope.to.map((address) => [wireAddress(address), address]));
    const only = message.mail?.only?.map(wireAddress);
    const receipt = await this.#smtp.send(mail, signal, only);
    return { externalId: receipt.messageId, recipients: outcomes(receipt, given) };
  }

  async stop(): Promise<void> {
    await this.#smtp?.stop();
  }
}

function outcomes(
  { accepted, deferred, refused, reply }: MailReceipt,
  given: ReadonlyMap<string, string>,
): readonly RecipientOutcome[] {
  const name = (address: string): string => given.get(address) ?? address;
  const refusal =
    (status: "deferred" | "refused") =>
    ({ address, reply: detail }: Refusal): RecipientOutcome => ({
      address: name(address),
      status,
      detail,
    });
  return [
    ...accepted.map((address): RecipientOutcome => {
      return { address: name(address), status: "accepted", detail: reply };
    }),
    ...deferred.map(refusal("deferred")),
    ...refused.map(refusal("refused")),
  ];
}
