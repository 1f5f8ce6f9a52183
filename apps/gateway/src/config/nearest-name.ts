/** Shorter names have honest neighbors: POST is not a misspelled PORT. */
const NAME_LENGTH_MIN = 8;
/** Slips a long name forgives; a short one forgives half of them. */
const SLIPS_MAX = 2;
const LONG_NAME_LENGTH = 10;

/** Our name that `name` misspells, case and a `CIRCUITO_` in front aside; `undefined` if none. */
export function nearestName<Name extends string>(
  name: string,
  known: readonly Name[],
): Name | undefined {
  const spelled = name.toUpperCase();
  const bare = spelled.replace(/^CIRCUITO_/, "");
  const exact = known.find((candidate) => candidate === bare);
  // `port` and `roles` in lower case are other programs' business; `CIRCUITO_PORT` is ours.
  if (exact && (bare !== spelled || exact.length >= NAME_LENGTH_MIN)) return exact;
  return known.find((candidate) => {
    if (candidate.length < NAME_LENGTH_MIN) return false;
    const slipsMax = candidate.length >= LONG_NAME_LENGTH ? SLIPS_MAX : SLIPS_MAX / 2;
    return slips(bare, candidate) <= slipsMax;
  });
}

/** Letters left out, added, changed or swapped (optimal string alignment distance). */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + changed,
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      line.push(least);
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
}
