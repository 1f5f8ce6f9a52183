import type { SettingsPageEntry } from "./settings-pages.ts";

/** Case, accents and double spaces do not matter to who looks for something. */
const plain = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

/**
 * The pages whose title or words hold every word that was typed.
 * @param textOf what a page says of itself in the reader's language
 */
export function findPages(
  pages: readonly SettingsPageEntry[],
  typed: string,
  textOf: (page: SettingsPageEntry) => string,
): readonly SettingsPageEntry[] {
  const wanted = plain(typed).split(" ").filter(Boolean);
  return pages.filter((page) => {
    const text = plain(textOf(page));
    return wanted.every((word) => text.includes(word));
  });
}
