/** Deeper than any editor nests; parsers of HTML slow down with the square of it. */
const NESTING_MAX = 2_000;
const TAG = /<(\/?)([a-z][a-z0-9:-]{0,30})/gi;
/** Tags without content, and those that a parser closes by itself. */
const NEVER_OPEN = new Set(
  (
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option " +
    "tbody thead tfoot html head body"
  ).split(" "),
);

/** The HTML up to where it nests deeper than anything honest; the rest is in the stored bytes. */
export function boundNesting(html: string): string {
  let depth = 0;
  for (const tag of html.matchAll(TAG)) {
    if (NEVER_OPEN.has(tag[2]?.toLowerCase() ?? "")) continue;
    depth = tag[1] === "/" ? Math.max(0, depth - 1) : depth + 1;
    if (depth > NESTING_MAX) return html.slice(0, tag.index);
  }
  return html;
}
