import type { Request } from "express";

/** Languages that public pages speak; the first is said to whoever speaks none of them. */
export const PUBLIC_LOCALES = ["pt-BR", "en", "es"] as const;
export type PublicLocale = (typeof PUBLIC_LOCALES)[number];

/** Words of one area, whole in every language: a missing one does not compile. */
export type PublicWords<Words> = Readonly<Record<PublicLocale, Words>>;

/** The language of a tag (`pt`, `pt-PT`, `EN-us`), if it is one of ours. */
export function publicLocale(tag: unknown): PublicLocale | undefined {
  if (typeof tag !== "string") return undefined;
  const language = tag.trim().slice(0, 2).toLowerCase();
  return PUBLIC_LOCALES.find((locale) => locale.slice(0, 2) === language);
}

/**
 * The language a page is said in: the one asked for by `?lang=`, else the one that is known of whom it
 * is for, else the first of the browser's that we speak.
 * @param known tag of the language that a customer writes in, where a page is one customer's
 */
export function localeOf(request: Request, known?: string): PublicLocale {
  return (
    publicLocale(request.query.lang) ??
    publicLocale(known) ??
    // Express gives them in the order that the browser prefers them.
    request
      .acceptsLanguages()
      .map(publicLocale)
      .find((locale) => locale !== undefined) ??
    PUBLIC_LOCALES[0]
  );
}
