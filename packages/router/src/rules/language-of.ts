import eld from "eld/extrasmall";

/** Far more than is needed to tell, and the same few microseconds for a letter as for a line. */
const LOOKED_AT_MAX = 500;

/**
 * What many first messages are, and too short for statistics. Words that two of these languages share
 * are not here.
 */
const OPENERS: readonly (readonly [string, string])[] = [
  ["pt", "oi|olá|ola|opa|bom dia|boa tarde|boa noite|obrigado|obrigada|alguém aí|tudo bem"],
  ["es", "hola|buenas|buenos días|buenos dias|buenas tardes|buenas noches|gracias"],
  ["en", "hi|hello|hey|good morning|good afternoon|good evening|thanks|thank you|help"],
];
const BY_OPENER = new Map(
  OPENERS.flatMap(([tag, words]) => words.split("|").map((word) => [word, tag] as const)),
);

// The languages that customers of Brazilian companies write in; among sixty a short line is anything.
eld.setLanguageSubset(["pt", "en", "es", "fr", "it", "de"]);

/**
 * Primary tag of the language that something is written in: what its words say when they say it
 * reliably, else what the channel hints at, which is only what a browser or phone is set to.
 */
export function languageOf({
  text,
  locale,
}: {
  readonly text: string;
  readonly locale: string | undefined;
}): string | undefined {
  const said = text.slice(0, LOOKED_AT_MAX);
  const opener = BY_OPENER.get(
    said
      .toLowerCase()
      .replace(/[^\p{L}\s]+/gu, "")
      .trim(),
  );
  if (opener !== undefined) return opener;
  const detected = eld.detect(said);
  if (detected.language !== "" && detected.isReliable()) return detected.language;
  return /^[a-z]{2,3}(?=[-_]|$)/i.exec(locale ?? "")?.[0].toLowerCase();
}
