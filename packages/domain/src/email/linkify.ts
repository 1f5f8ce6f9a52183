/** A stretch of text; with `href`, one that may be followed. Renderers put it out as text. */
export interface TextSegment {
  readonly text: string;
  readonly href?: string;
}

/** Links beyond this many stay text: nobody follows the ten-thousandth. */
const LINKS_MAX = 2_000;
const LINK_LENGTH_MAX = 2_000;
const LOCAL_PART_LENGTH_MAX = 64;
/** Words: what ends one ends a link too; quotes and angles never belong to one (bad inputs B-17). */
const WORDS = /[^\s<>"'`{}|\\^\p{Cc}\p{Cf}]+/gu;

/**
 * Finds links and addresses in plain text, at most one a word, so that it is linear. Only http, https
 * and mailto come out; characters that could end an attribute are never part of one.
 */
export function linkify(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let done = 0;
  let links = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (links >= LINKS_MAX) break;
    const link = word.length <= LINK_LENGTH_MAX ? linkIn(word) : undefined;
    if (!link) continue;
    const from = index + link.at;
    if (from > done) segments.push({ text: text.slice(done, from) });
    segments.push({ text: link.text, href: link.href });
    done = from + link.text.length;
    links += 1;
  }
  if (done < text.length) segments.push({ text: text.slice(done) });
  return segments;
}

interface Link {
  readonly at: number;
  readonly text: string;
  readonly href: string;
}

function linkIn(word: string): Link | undefined {
  const start = word.search(/https?:\/\/|www\./i);
  if (start >= 0) {
    const text = trimmed(word.slice(start));
    const absolute = /^https?:\/\//i.test(text) ? text : `https://${text}`;
    const isWeb = /^https?:\/\/[\p{L}\d-]{1,63}(\.[\p{L}\d-]{1,63})*(:\d{1,5})?([/?#]\S*)?$/iu.test(
      absolute,
    );
    return isWeb ? { at: start, text, href: absolute } : undefined;
  }
  const sign = word.indexOf("@");
  if (sign < 1) return undefined;
  const before = word.slice(Math.max(0, sign - LOCAL_PART_LENGTH_MAX), sign);
  const local = /[\w.!#$%&*+/=?-]{1,64}$/.exec(before)?.[0] ?? "";
  const domain = /^([\p{L}\d-]{1,63}\.){1,8}[\p{L}\d-]{1,63}/u.exec(word.slice(sign + 1))?.[0];
  if (local === "" || domain === undefined) return undefined;
  const text = `${local}@${domain}`;
  return { at: sign - local.length, text, href: `mailto:${text}` };
}

/** Without the punctuation of the sentence, and without a bracket that the link did not open. */
function trimmed(link: string): string {
  const bare = link.replace(/[.,;:!?…*_~]{1,20}$/u, "");
  for (const [open, close] of [
    ["(", ")"],
    ["[", "]"],
  ] as const) {
    if (!bare.endsWith(close)) continue;
    if (bare.split(close).length > bare.split(open).length) return trimmed(bare.slice(0, -1));
  }
  return bare;
}
