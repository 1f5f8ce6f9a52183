import { createHash } from "node:crypto";
import { type Readable, Transform } from "node:stream";
import DKIM from "nodemailer/lib/dkim";
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingMail, OutgoingMailbox } from "./outgoing-mail.ts";

export interface DkimKey {
  readonly domainName: string;
  readonly keySelector: string;
  readonly privateKey: string;
}

const CR = 0x0d;
const LF = 0x0a;

/**
 * The bytes of a checked mail. The same mail gives the same bytes: sent again after a doubt, whoever
 * knows the Message-ID sees no other mail (promises §1.5).
 */
export function renderMail(mail: OutgoingMail, dkim?: DkimKey): Readable {
  const composer = new MailComposer({
    from: nodemailerAddress(mail.from),
    ...(mail.replyTo && { replyTo: nodemailerAddress(mail.replyTo) }),
    to: mail.to.map(nodemailerAddress),
    cc: mail.cc.map(nodemailerAddress),
    subject: mail.subject,
    text: mail.text.replace(/\r\n?|\n/g, "\r\n"),
    ...(mail.html !== undefined && { html: mail.html.replace(/\r\n?|\n/g, "\r\n") }),
    messageId: `<${mail.messageId}>`,
    ...(mail.inReplyTo !== undefined && { inReplyTo: `<${mail.inReplyTo}>` }),
    references: mail.references.map((id) => `<${id}>`).join(" "),
    date: new Date(mail.date),
    headers: { ...mail.headers },
    attachments: mail.attachments.map(({ fileName, mimeType, contentId, open }) => ({
      filename: fileName,
      contentType: mimeType,
      // Everything in base64: no line of a customer's file is a line of ours.
      contentTransferEncoding: "base64" as const,
      ...(contentId !== undefined && { cid: contentId, contentDisposition: "inline" as const }),
      content: contentOf(open()),
    })),
    baseBoundary: createHash("sha256").update(mail.messageId).digest("hex").slice(0, 24),
    // Content comes as bytes: a path or a URL in it is text, never something to read (S-42).
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const source = composer.compile().createReadStream();
  const rendered = wholeLineEnds();
  // `pipe` carries no errors: an attachment that cannot be read must not look like a mail that waits.
  source.once("error", (error) => rendered.destroy(error));
  source.pipe(rendered);
  if (!dkim) return rendered;
  const signed = new DKIM(dkim).sign(rendered);
  rendered.once("error", (error) => signed.destroy(error));
  return signed;
}

function nodemailerAddress({ name, address }: OutgoingMailbox) {
  return { name, address };
}

function contentOf(content: Readable | Uint8Array): Readable | Buffer {
  if (!(content instanceof Uint8Array)) return content;
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

/**
 * Ends every line with CRLF: a CR or LF alone is what one server takes for the end of the mail and
 * the next does not (SMTP smuggling, S-43).
 */
function wholeLineEnds(): Transform {
  let afterCr = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const out: Buffer[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at];
        if (afterCr && byte !== LF) {
          out.push(chunk.subarray(from, at), Buffer.from([LF]));
          from = at;
        } else if (!afterCr && byte === LF) {
          out.push(chunk.subarray(from, at), Buffer.from([CR]));
          from = at;
        }
        afterCr = byte === CR;
      }
      out.push(chunk.subarray(from));
      done(null, Buffer.concat(out));
    },
    flush(done) {
      done(null, afterCr ? Buffer.from([LF]) : Buffer.alloc(0));
    },
  });
}
