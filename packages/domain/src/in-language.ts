/** The customer's language, else Portuguese, for the first users are Brazilian, else what there is. */
export function inLanguage(
  words: Readonly<Record<string, string>>,
  locale: string | undefined,
  protocol: string,
): string {
  const written = Object.entries(words).filter(([, text]) => text.trim() !== "");
  const wanted = [locale, locale?.slice(0, 2), "pt-BR", "pt"].filter((tag) => tag !== undefined);
  const exact = wanted.flatMap((tag) =>
    written.filter(
      ([key]) =>
        key.toLowerCase() === tag.toLowerCase() ||
        (tag.length === 2 && key.slice(0, 2).toLowerCase() === tag.toLowerCase()),
    ),
  );
  const [, text] = exact[0] ?? written[0] ?? ["", ""];
  return text.replaceAll("{protocol}", () => protocol);
}
