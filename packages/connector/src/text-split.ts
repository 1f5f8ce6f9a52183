/** How far back from the limit a kinder place to cut is looked for, as a share of the limit. */
const LOOK_BACK_SHARE = 0.3;
/** Longest run of code units looked at as one grapheme; piled-up marks beyond it may be cut. */
const GRAPHEME_LENGTH_MAX = 64;

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Cuts a text into pieces no longer than `lengthMax` UTF-16 units, which joined give the text
 * again. Cuts after a line break or a space where one is near, never inside a grapheme (an emoji
 * family, a letter and its accent) unless that alone is over the limit.
 */
export function splitText(text: string, lengthMax: number): string[] {
  if (lengthMax < 2) throw new RangeError(`a text cannot be split into pieces of ${lengthMax}`);
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > lengthMax) {
    const to = cut(text, from, lengthMax);
    pieces.push(text.slice(from, to));
    from = to;
  }
  pieces.push(text.slice(from));
  return pieces;
}

function cut(text: string, from: number, lengthMax: number): number {
  const limit = from + lengthMax;
  const earliest = limit - Math.floor(lengthMax * LOOK_BACK_SHARE);
  const near = text.slice(earliest, limit);
  const lineBreak = near.lastIndexOf("\n");
  if (lineBreak >= 0) return earliest + lineBreak + 1;
  const space = near.lastIndexOf(" ");
  // A combining mark may sit on the space; then the grapheme boundary decides.
  if (space >= 0 && isBoundary(text, earliest + space + 1)) return earliest + space + 1;
  return boundaryAtOrBefore(text, from, limit);
}

function isBoundary(text: string, at: number): boolean {
  return boundaryAtOrBefore(text, Math.max(0, at - GRAPHEME_LENGTH_MAX), at) === at;
}

function boundaryAtOrBefore(text: string, from: number, limit: number): number {
  const windowStart = startOfCodePoint(text, Math.max(from, limit - 2 * GRAPHEME_LENGTH_MAX));
  const window = text.slice(windowStart, limit + GRAPHEME_LENGTH_MAX);
  let last = windowStart;
  for (const { index } of graphemes.segment(window)) {
    if (windowStart + index > limit) break;
    last = windowStart + index;
  }
  return last > from ? last : startOfCodePoint(text, limit);
}

function startOfCodePoint(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  const insidePair = unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
  return insidePair ? at - 1 : at;
}
