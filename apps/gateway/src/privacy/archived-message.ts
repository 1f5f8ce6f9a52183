import type { PersonsMessage } from "@circuito/store";
import { filePath, sourcePath } from "./archive-names.ts";
import type { ArchivedMessage } from "./archive-schema.ts";
import type { Place } from "./archive-source.ts";

/** A message as the archive has it. What somebody else said is named and has no words. */
export function archivedMessage(message: PersonsMessage, { protocol }: Place): ArchivedMessage {
  const { seq, isOfOther } = message;
  return {
    number: seq,
    from: fromOf(message),
    agentName: message.agentName,
    at: message.at,
    sentAt: message.sentAt,
    text: isOfOther ? "" : message.text,
    mail: isOfOther ? null : mailOf(message, protocol),
    chat: isOfOther ? null : recordOf(message.chat),
    changes: isOfOther ? null : recordOf(message.changes),
    files:
      isOfOther || message.isOfMachine
        ? []
        : message.media.map(({ fileName, mimeType, sizeBytes, sha256 }, place) => ({
            name: fileName,
            mimeType,
            sizeBytes,
            path: sha256 === undefined ? null : filePath(protocol, seq, place, fileName),
          })),
    delivery:
      message.status === null
        ? null
        : { status: message.status, recipients: [...(message.recipients ?? [])] },
  };
}

function fromOf(message: PersonsMessage): ArchivedMessage["from"] {
  if (message.direction === "note") return "internal-note";
  if (message.direction === "inbound") {
    if (message.isOfMachine) return "machine";
    return message.isOfOther ? "other-person" : "you";
  }
  return message.agentName === null ? "machine" : "us";
}

function mailOf({ mail, seq, hasSource }: PersonsMessage, protocol: string) {
  if (!mail) return null;
  const { from, to, cc } = mail.people;
  const boxes = (list: typeof from) =>
    list.map(({ name, address }) => ({ name, ...(address !== undefined && { address }) }));
  return {
    subject: mail.subject,
    from: boxes(from),
    to: boxes(to),
    cc: boxes(cc),
    source: hasSource ? sourcePath(protocol, seq) : null,
  };
}

const recordOf = (value: object | null): Record<string, unknown> | null => value && { ...value };
