/** CSS that a mail may bring: looks of text and boxes. Nothing that fetches, covers or moves. */
const PROPERTIES = new Set(
  (
    "background-color border border-bottom border-collapse border-color border-left border-radius " +
    "border-right border-spacing border-style border-top border-width clear color direction float " +
    "font font-family font-size font-style font-variant font-weight height letter-spacing line-height " +
    "list-style-type margin margin-bottom margin-left margin-right margin-top max-width min-width " +
    "padding padding-bottom padding-left padding-right padding-top table-layout text-align " +
    "text-decoration text-indent text-transform vertical-align white-space width word-break " +
    "word-spacing word-wrap overflow-wrap"
  ).split(" "),
);
/** Letters, numbers, units, colors and quoted font names; no functions but colors, no escapes. */
const VALUE = /^[\w\s.,%#'"!+-]*$/;
const COLOR = /^(rgb|rgba|hsl|hsla)\([\d\s.,%/]{1,60}\)$/i;
const DECLARATIONS_MAX = 100;
const VALUE_LENGTH_MAX = 200;
/** Larger than any screen, and so meant to push the rest away. */
const PIXELS_MAX = 2_000;

/** The harmless declarations of a style attribute. Escapes, comments and functions drop theirs. */
export function cleanStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.slice(0, 10_000).split(";").slice(0, DECLARATIONS_MAX)) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (PROPERTIES.has(property) && isHarmless(value)) kept.push(`${property}:${value}`);
    else if (
      property === "background" &&
      (COLOR.test(value) || /^(#[\da-f]{3,8}|[a-z]{3,20})$/i.test(value))
    ) {
      kept.push(`background-color:${value}`);
    } else if (
      property === "display" &&
      /^(none|block|inline|inline-block|table(-\w+)?)$/i.test(value)
    ) {
      kept.push(`display:${value}`);
    }
  }
  return kept.join(";");
}

function isHarmless(value: string): boolean {
  if (value === "" || value.length > VALUE_LENGTH_MAX) return false;
  if (COLOR.test(value)) return true;
  if (!VALUE.test(value) || /(^|\s)-\d/.test(value)) return false;
  const lengths = value.match(/\d{1,10}(?=px)/g) ?? [];
  return lengths.every((length) => Number(length) <= PIXELS_MAX);
}
