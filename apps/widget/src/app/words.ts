import { pt, type Words } from "./words/pt.ts";

export type Locale = "pt-BR" | "en" | "es";

/** The nearest language we speak; no wish at all means Portuguese, an unknown one English. */
export function chooseLocale(wish: string | undefined): Locale {
  const language = (wish ?? "").slice(0, 2).toLowerCase();
  if (language === "pt" || language === "") return "pt-BR";
  return language === "es" ? "es" : "en";
}

/** Portuguese is part of the app; the others come when wanted, and Portuguese if they cannot. */
export async function loadWords(locale: Locale): Promise<Words> {
  try {
    if (locale === "en") return (await import("./words/en.ts")).words;
    if (locale === "es") return (await import("./words/es.ts")).words;
  } catch {
    // The network went away in between: a chat in Portuguese is better than none.
  }
  return pt;
}
