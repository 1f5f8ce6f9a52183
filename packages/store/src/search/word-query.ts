import type { StemmedWord } from "./word-stems.ts";

/** What a message with a file is found by beside its words: no word has this sign. */
export const FILE_MARK = "+file";

/**
 * What a message must have, as a tsquery. Folded words and stems have letters and digits only: nothing in
 * them can be an operator.
 */
export function wordQuery(
  words: readonly StemmedWord[],
  { hasFile = false }: { readonly hasFile?: boolean | undefined },
): string {
  const asked = words.map(({ word, stems }, at) => {
    const whole = `'${word}'${at === words.length - 1 ? ":*" : ""}`;
    const others = stems.filter((stem) => stem !== word).map((stem) => `'${stem}'`);
    return `(${[whole, ...others].join(" | ")})`;
  });
  return [...asked, ...(hasFile ? [`'${FILE_MARK}'`] : [])].join(" & ");
}
