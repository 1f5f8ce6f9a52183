import type { ArticleDraft, ArticleLocale } from "./article.ts";
import { type ArticleBlock, articleText, isSafeHref, referencesIn } from "./article-blocks.ts";
import { articlePictureOf } from "./article-picture.ts";
import { isSlug } from "./article-slug.ts";

/** Why a text cannot be published, and what in it is meant. */
export type ArticleMistake =
  | { readonly because: "no-title" | "no-words" | "no-slug" | "unreadable-slug" }
  /** Another article has, or had, this address: links to it would lead astray. */
  | { readonly because: "slug-taken"; readonly articleId: string }
  /** Whoever reads it would be told of to whoever has the picture. */
  | { readonly because: "picture-elsewhere"; readonly src: string }
  /** Who does not see it would learn nothing of it (WCAG 1.1.1), nor would who gets the article as words. */
  | { readonly because: "picture-without-words"; readonly src: string }
  | { readonly because: "unsafe-link"; readonly href: string }
  | { readonly because: "link-to-nothing"; readonly href: string };

export interface ArticleSurroundings {
  /** Whose the slug is in this language, if anybody else's. */
  readonly slugOwner: string | undefined;
  /** Whether a picture of ours is there, by its id. */
  readonly hasPicture: (id: string) => boolean;
  /** Whether an address of this help centre leads somewhere. */
  readonly leadsSomewhere: (href: string) => boolean;
}

/** All that has to be mended before it is published, in the order in which it is read. */
export function mistakesInArticle(
  { title, slug }: Pick<ArticleDraft, "title" | "slug">,
  blocks: readonly ArticleBlock[],
  { slugOwner, hasPicture, leadsSomewhere }: ArticleSurroundings,
): readonly ArticleMistake[] {
  const mistakes: ArticleMistake[] = [];
  if (title.trim() === "") mistakes.push({ because: "no-title" });
  if (slug === "") mistakes.push({ because: "no-slug" });
  else if (!isSlug(slug)) mistakes.push({ because: "unreadable-slug" });
  else if (slugOwner !== undefined) mistakes.push({ because: "slug-taken", articleId: slugOwner });
  if (articleText(blocks).trim() === "") mistakes.push({ because: "no-words" });
  for (const reference of referencesIn(blocks)) {
    if (reference.kind === "image") {
      const { src, alt } = reference;
      const picture = articlePictureOf(src);
      if (!picture || !hasPicture(picture.id)) mistakes.push({ because: "picture-elsewhere", src });
      else if (alt.trim() === "") mistakes.push({ because: "picture-without-words", src });
    } else {
      const { href } = reference;
      if (!isSafeHref(href)) mistakes.push({ because: "unsafe-link", href });
      else if (!leadsSomewhere(href)) mistakes.push({ because: "link-to-nothing", href });
    }
  }
  return mistakes;
}

/** Where an article is in the help centre. */
export function articlePath(locale: ArticleLocale, slug: string): string {
  return `/help/${locale}/${slug}`;
}

/** The article that an address of the help centre leads to; `undefined` for every other address. */
export function articleOfPath(
  href: string,
): { readonly locale: string; readonly slug: string } | undefined {
  const [, locale, slug] = /^\/help\/([A-Za-z-]{2,5})\/([^/?#]+)/.exec(href) ?? [];
  return locale === undefined || slug === undefined ? undefined : { locale, slug };
}
