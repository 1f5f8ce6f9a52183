import type { ArticleState } from "./article.ts";

/** What people do with a text of an article. */
export const ARTICLE_ACTS = ["publish", "archive", "restore"] as const;
export type ArticleAct = (typeof ARTICLE_ACTS)[number];

export interface ArticleTextState {
  readonly state: ArticleState;
  /** Number of its newest version; 0: never published. */
  readonly versions: number;
  /** Its draft says something else than its newest version. */
  readonly isChanged: boolean;
}

export type ArticleMove =
  | { readonly kind: "moves"; readonly state: ArticleState; readonly makesVersion: boolean }
  | { readonly kind: "nothing"; readonly because: "nothing-changed" | "is-so-already" };

/**
 * What an act makes of a text. What was archived comes back as what it was: read again under its last
 * version, or a draft that nobody has read.
 */
export function moveArticle(text: ArticleTextState, act: ArticleAct): ArticleMove {
  switch (act) {
    case "publish":
      if (text.versions > 0 && !text.isChanged) {
        return text.state === "published"
          ? { kind: "nothing", because: "nothing-changed" }
          : { kind: "moves", state: "published", makesVersion: false };
      }
      return { kind: "moves", state: "published", makesVersion: true };
    case "archive":
      return text.state === "archived"
        ? { kind: "nothing", because: "is-so-already" }
        : { kind: "moves", state: "archived", makesVersion: false };
    case "restore":
      return text.state === "archived"
        ? {
            kind: "moves",
            state: text.versions > 0 ? "published" : "draft",
            makesVersion: false,
          }
        : { kind: "nothing", because: "is-so-already" };
  }
}
