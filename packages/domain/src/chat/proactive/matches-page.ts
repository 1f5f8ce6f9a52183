/** Longer patterns are no patterns of anybody's paths. */
export const PAGE_PATTERN_LENGTH_MAX = 200;

/**
 * Whether a page's path is of a pattern in which `*` stands for anything, also nothing. A slash at the end
 * makes no difference, nor does upper case. Never backtracks: each piece is looked for once, from the left.
 */
export function matchesPage(pattern: string, path: string): boolean {
  const wanted = plain(pattern);
  const found = plain(path);
  const pieces = wanted.split("*");
  const [head = ""] = pieces;
  if (pieces.length === 1) return found === head;
  const tail = pieces.at(-1) ?? "";
  if (!found.startsWith(head)) return false;
  let at = head.length;
  for (const piece of pieces.slice(1, -1)) {
    const next = found.indexOf(piece, at);
    if (next < 0) return false;
    at = next + piece.length;
  }
  return found.length - tail.length >= at && found.endsWith(tail);
}

const plain = (path: string): string => {
  const lower = path.trim().toLowerCase();
  return lower.length > 1 && lower.endsWith("/") ? lower.slice(0, -1) : lower;
};
