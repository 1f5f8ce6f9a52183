import type { BouncedRecipient, BounceReport } from "./bounce.ts";
import { permanenceOf } from "./bounce.ts";
import { chooseReason } from "./bounce-reason.ts";
import { findAddresses } from "./find-addresses.ts";
import { chooseStatus, replyCodes } from "./status-codes.ts";

const NOTICE_LENGTH_MAX = 64 * 1024;

/**
 * Amazon SES reports by mail in JSON (docs.aws.amazon.com/ses, "notification contents"): deliveries,
 * bounces and complaints with their recipients.
 */
export function readServiceNotice(text: string): BounceReport | undefined {
  const start = text.indexOf("{");
  if (start < 0 || start > 200 || !text.includes('"notificationType"')) return undefined;
  const notice = record(parse(text.slice(start, start + NOTICE_LENGTH_MAX)));
  const type = notice?.notificationType;
  const mail = record(notice?.mail);
  const id = typeof mail?.messageId === "string" ? [mail.messageId] : [];
  switch (type) {
    case "Bounce":
      return {
        kind: "failed",
        originalIds: id,
        recipients: list(record(notice?.bounce)?.bouncedRecipients).map(bounced),
      };
    case "Complaint":
      return {
        kind: "complaint",
        originalIds: id,
        recipients: list(record(notice?.complaint)?.complainedRecipients).map((entry) =>
          simple(entry.emailAddress, "complaint"),
        ),
      };
    case "Delivery": {
      const delivery = record(notice?.delivery);
      const words = typeof delivery?.smtpResponse === "string" ? delivery.smtpResponse : "";
      const to = Array.isArray(delivery?.recipients) ? delivery.recipients : [];
      return {
        kind: "delivered",
        originalIds: id,
        recipients: to.map((address) => simple(address, "delivered", words)),
      };
    }
    default:
      return undefined;
  }
}

function bounced(entry: Readonly<Record<string, unknown>>): BouncedRecipient {
  const words = typeof entry.diagnosticCode === "string" ? entry.diagnosticCode : "";
  const field = typeof entry.status === "string" ? entry.status : undefined;
  const status = chooseStatus(field, words);
  const reason = chooseReason(words, status);
  return {
    address: addressOf(entry.emailAddress),
    status,
    replyCode: replyCodes(words)[0],
    reason,
    permanence: permanenceOf(reason, status),
    diagnostic: words.slice(0, 1_000),
  };
}

function simple(address: unknown, reason: "complaint" | "delivered", words = ""): BouncedRecipient {
  return {
    address: addressOf(address),
    status: /(?<![\d.])(2\.\d{1,3}\.\d{1,3})(?!\.?\d)/.exec(words)?.[1],
    replyCode: /^(2\d\d)/.exec(words)?.[1],
    reason,
    permanence: "soft",
    diagnostic: words.slice(0, 1_000),
  };
}

function addressOf(value: unknown): string | undefined {
  return typeof value === "string" ? findAddresses(value)[0] : undefined;
}

/** Mails wrap the line and add a footer: the object ends at its last brace. */
function parse(text: string): unknown {
  for (let end = text.lastIndexOf("}"), tries = 0; end > 0 && tries < 5; tries += 1) {
    try {
      return JSON.parse(text.slice(0, end + 1));
    } catch {
      end = text.lastIndexOf("}", end - 1);
    }
  }
  return undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const fields = record(entry);
    return fields ? [fields] : [];
  });
}
