import type { OutboundMessage, SendReceipt } from "../../packages/connector/src/index.ts";
import { RecordingHost } from "../../packages/connector/src/testing/index.ts";
import { SmtpSender, smtpSettings } from "../../packages/connectors/src/email/transport/index.ts";
import {
  automaticMailHeaders,
  replyAddress,
  signedMessageId,
} from "../../packages/domain/src/index.ts";

const ADDRESS = "help@example.org";

/** The plainest connector that sends what it is given through a server, header by header. */
export function sendBySmtp(port: number): {
  readonly send: (message: OutboundMessage, signal: AbortSignal) => Promise<SendReceipt>;
  readonly stop: () => Promise<void>;
} {
  const host = new RecordingHost();
  const settings = { host: "127.0.0.1", port, security: "none", perMinuteMax: 1_000 };
  const sender = new SmtpSender(smtpSettings.parse(settings), host);
  return {
    stop: () => sender.stop(),
    async send({ id, conversationId, mail, text, media, writtenAt }, signal) {
      if (!mail) throw new Error("a message on the mail channel is a mail");
      const to = replyAddress(ADDRESS, conversationId, "inbox", host.signer);
      const { deferred, refused, accepted, reply, messageId } = await sender.send(
        {
          envelope: {
            from: mail.automatic ? "" : ADDRESS,
            to: [...mail.to, ...mail.cc].map(({ address }) => address),
          },
          from: { name: "Loja", address: ADDRESS },
          ...(to !== undefined && { replyTo: { name: "", address: to } }),
          to: mail.to,
          cc: mail.cc,
          subject: mail.subject,
          text,
          messageId: signedMessageId(id, "example.org", host.signer),
          ...(mail.inReplyTo !== undefined && { inReplyTo: mail.inReplyTo }),
          references: mail.references,
          date: writtenAt,
          headers: mail.automatic ? automaticMailHeaders(mail.automatic, "mark") : {},
          attachments: await Promise.all(
            media.map(async ({ fileName, mimeType, open }) => {
              const content = await open();
              return { fileName, mimeType, open: () => content };
            }),
          ),
        },
        signal,
        mail.only,
      );
      const told =
        (status: "deferred" | "refused") => (one: { address: string; reply: string }) => ({
          address: one.address,
          status,
          detail: one.reply,
        });
      return {
        externalId: messageId,
        recipients: [
          ...accepted.map((address) => ({ address, status: "accepted" as const, detail: reply })),
          ...deferred.map(told("deferred")),
          ...refused.map(told("refused")),
        ],
      };
    },
  };
}
