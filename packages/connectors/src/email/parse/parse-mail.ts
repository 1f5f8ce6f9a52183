import type { MailPart, MailRemark, ParsedMail, ParseResult } from "@circuito/domain";
import { headerOf } from "@circuito/domain";
import { chooseReaders } from "./choose-readers.ts";
import { type Bodies, collectBodies } from "./collect-bodies.ts";
import { readMailDate } from "./mail-date.ts";
import { readFields } from "./mail-fields.ts";
import { readParts } from "./mail-parts.ts";
import { PARSE_LIMITS, type ParseLimits } from "./parse-limits.ts";
import { type MailTree, ParseRefused, readTree } from "./read-tree.ts";

export interface ParseOptions {
  readonly limits?: ParseLimits;
  /** Where attachments are written while they stream by; left out, only their digests are kept. */
  readonly spoolDirectory?: string;
  /** Now, ms since epoch: a Date far ahead of it is not believed. */
  readonly now: number;
}

/**
 * Reads a mail from its bytes, in this thread. Hostile input may take all of its time and memory: the
 * gateway calls `ParseWorkers.parse`, which bounds both. Never throws for what the bytes say.
 */
export async function parseMail(
  source: AsyncIterable<Uint8Array>,
  options: ParseOptions,
): Promise<ParseResult> {
  const limits = options.limits ?? PARSE_LIMITS;
  try {
    const tree = await readTree(source, chooseReaders(limits, options.spoolDirectory), limits);
    return { ok: true, mail: assemble(tree, limits, options.now) };
  } catch (cause) {
    if (!(cause instanceof ParseRefused)) throw cause;
    return { ok: false, because: cause.because, detail: cause.message };
  }
}

function assemble(tree: MailTree, limits: ParseLimits, now: number): ParsedMail {
  const { headers } = tree.block;
  const { suspicious, repeated, ...fields } = readFields(headers);
  const bodies = collectBodies(tree.root, limits);
  const { dangerousName, damaged, ...parts } = readParts(tree.nodes, limits);
  const date = readMailDate(headerOf(headers, "date"), now);
  const seen: readonly [boolean, MailRemark][] = [
    [suspicious, "address-suspicious"],
    [!fields.from.some((mailbox) => mailbox.address !== undefined), "no-sender"],
    [fields.from.length > 1, "several-senders"],
    [fields.messageId === undefined, "no-message-id"],
    [repeated, "repeated-header"],
    [tree.block.damaged, "damaged-header"],
    [damaged || bodies.damaged, "damaged-encoding"],
    [tree.damaged, "damaged-structure"],
    [bodies.unknownCharset, "unknown-charset"],
    [date.implausible, "implausible-date"],
    [bodies.textCut, "text-cut"],
    [bodies.htmlCut, "html-cut"],
    [dangerousName, "dangerous-file-name"],
    ...sealed(parts.parts),
  ];
  return {
    sizeBytes: tree.sizeBytes,
    sha256: tree.sha256,
    headers,
    ...fields,
    date: date.at,
    text: bodies.text,
    html: bodies.html,
    ...parts,
    remarks: seen.flatMap(([holds, remark]) => (holds ? [remark] : [])),
    replacementCharacters: countReplaced(bodies),
  };
}

/** Encryption, signatures and Outlook's own format: labels for a view, never opened here (B-14). */
function sealed(parts: readonly MailPart[]): readonly [boolean, MailRemark][] {
  const types = new Set(parts.map((part) => part.type));
  const encrypted = ["multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"];
  const tnef = ["application/ms-tnef", "application/vnd.ms-tnef"];
  return [
    [encrypted.some((type) => types.has(type)), "encrypted"],
    [types.has("multipart/signed"), "signed"],
    [tnef.some((type) => types.has(type)), "tnef"],
  ];
}

function countReplaced(bodies: Bodies): number {
  let count = 0;
  for (const text of [bodies.text ?? "", bodies.html ?? ""]) {
    for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) count += 1;
  }
  return count;
}
