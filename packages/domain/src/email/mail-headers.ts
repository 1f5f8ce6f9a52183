/** One header field: the name in lower case, the value unfolded, not decoded. */
export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

export function headerOf(headers: readonly MailHeader[], name: string): string | undefined {
  return headers.find((header) => header.name === name)?.value.trim();
}

export function headersOf(headers: readonly MailHeader[], name: string): readonly string[] {
  return headers.filter((header) => header.name === name).map((header) => header.value.trim());
}

/** RFC 5322 lines end at 998; nothing that names a mail is longer. */
const MESSAGE_ID_LENGTH_MAX = 998;
/** Rules §2: more references than any conversation has mails, few enough to look up. */
export const REFERENCES_MAX = 100;

/**
 * The ids in a Message-ID, In-Reply-To or References header, without brackets, in order, each once.
 * Keeps the newest when there are too many: they stand at the end. Outlook and old mailers put words
 * between them, which are skipped.
 */
export function messageIdsOf(value: string): readonly string[] {
  const found: string[] = [];
  let open = value.indexOf("<");
  while (open >= 0) {
    const close = value.indexOf(">", open);
    if (close < 0) break;
    const id = cleanMessageId(value.slice(open + 1, close));
    if (id !== undefined) found.push(id);
    open = value.indexOf("<", close);
  }
  if (found.length === 0 && !value.includes("<")) {
    for (const word of value.split(/[\s,]+/)) {
      const id = word.includes("@") ? cleanMessageId(word) : undefined;
      if (id !== undefined) found.push(id);
    }
  }
  return [...new Set(found)].slice(-REFERENCES_MAX);
}

/**
 * One spelling for an id: no brackets, no white space, the part after the @ in lower case (rules §1).
 * `undefined` for what names nothing.
 */
export function cleanMessageId(text: string): string | undefined {
  const start = text.lastIndexOf("<") + 1;
  const bare = text.slice(start).replace(/[\s\p{Cc}>]+/gu, "");
  if (bare === "" || bare.length > MESSAGE_ID_LENGTH_MAX) return undefined;
  const at = bare.lastIndexOf("@");
  if (at === 0 || bare === "@") return undefined;
  return at < 0 ? bare : bare.slice(0, at) + bare.slice(at).toLowerCase();
}
