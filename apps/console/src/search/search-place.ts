export const SEARCH_TABS = ["messages", "conversations", "customers"] as const;
export type SearchTab = (typeof SEARCH_TABS)[number];

/** What the address says about a search. */
export interface SearchPlace {
  readonly q?: string;
  readonly tab?: SearchTab;
}

/** As much as anybody types; the server takes no more words. */
const TEXT_LENGTH_MAX = 200;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readSearchPlace({ q, tab }: Readonly<Record<string, unknown>>): SearchPlace {
  return {
    ...(q === undefined || q === "" ? {} : { q: String(q).slice(0, TEXT_LENGTH_MAX) }),
    ...(tab === "conversations" || tab === "customers" ? { tab } : {}),
  };
}
