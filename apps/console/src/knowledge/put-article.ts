import type { ArticleHitView } from "@circuito/protocol";
import type { DraftArticle } from "../workspace/drafts.ts";

/** As much of an article's words as tells it from others. */
const SIGN_LENGTH = 60;

/** What goes into a reply of an article, and by what it is known again there. */
export interface ArticleInReply {
  readonly text: string;
  readonly article: DraftArticle;
}

/** @returns `null` of one that only the team reads: it has no address to send */
export function asLink({ articleId, locale, url }: ArticleHitView): ArticleInReply | null {
  if (url === null) return null;
  return { text: `${url} `, article: { articleId, locale, how: "link", sign: url } };
}

export function asWords({ articleId, locale, words }: ArticleHitView): ArticleInReply {
  return { text: words, article: { articleId, locale, how: "text", sign: signOf(words) } };
}

/** The first line that is long enough to be its own. */
function signOf(words: string): string {
  const line = words.split("\n").find((one) => one.trim().length > 12) ?? words;
  return line.trim().slice(0, SIGN_LENGTH);
}
