import type { FakeMail } from "./fake-mailbox.ts";

/** One part of an answer to FETCH: words, or bytes of a mail. */
export type FetchPart =
  | { readonly kind: "words"; readonly words: string }
  | {
      readonly kind: "bytes";
      readonly offset: number;
      readonly bytes: Buffer;
      readonly announced: number;
    };

const ITEM = /BODY\.PEEK\[(?<section>[^\]]*)\](?:<(?<start>\d+)\.(?<length>\d+)>)?|[A-Z0-9.]+/gi;

/** What a client asked of a mail, in the order it asked. Items we do not know are left out. */
export function fetchParts(mail: FakeMail, items: string): readonly FetchPart[] {
  const parts: FetchPart[] = [];
  for (const match of items.matchAll(ITEM)) {
    const { section, start, length } = match.groups ?? {};
    if (section !== undefined) parts.push(...bodyParts(mail, section, start, length));
    else parts.push(...wordsOf(mail, match[0].toUpperCase()));
  }
  return parts;
}

function wordsOf(mail: FakeMail, item: string): FetchPart[] {
  switch (item) {
    case "UID":
      return [{ kind: "words", words: `UID ${mail.announcedUid ?? mail.uid}` }];
    case "RFC822.SIZE":
      return [{ kind: "words", words: `RFC822.SIZE ${mail.announcedSize ?? mail.bytes.length}` }];
    case "INTERNALDATE":
      return [{ kind: "words", words: `INTERNALDATE "${imapDate(mail.arrivedAt)}"` }];
    case "FLAGS":
      return [{ kind: "words", words: "FLAGS ()" }];
    default:
      return [];
  }
}

function bodyParts(
  mail: FakeMail,
  section: string,
  start: string | undefined,
  length: string | undefined,
): FetchPart[] {
  if (section.toUpperCase().startsWith("HEADER")) {
    const [, field = ""] = /\(([^)]*)\)/.exec(section) ?? [];
    const head = mail.bytes.toString("latin1").split("\r\n\r\n", 1)[0] ?? "";
    const line = head
      .split("\r\n")
      .find((one) => one.toUpperCase().startsWith(`${field.toUpperCase()}:`));
    const bytes = Buffer.from(line === undefined ? "\r\n" : `${line}\r\n\r\n`);
    return [
      { kind: "words", words: `BODY[${section}]` },
      { kind: "bytes", offset: 0, bytes, announced: bytes.length },
    ];
  }
  const offset = Number(start ?? 0);
  const bytes = mail.bytes.subarray(
    offset,
    length === undefined ? undefined : offset + Number(length),
  );
  const name = start === undefined ? "BODY[]" : `BODY[]<${offset}>`;
  const announced = mail.announcedLiteral ?? bytes.length;
  return [
    { kind: "words", words: name },
    { kind: "bytes", offset, bytes, announced },
  ];
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function imapDate(at: number): string {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, " ");
  const time = date.toISOString().slice(11, 19);
  return `${day}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000`;
}
