import { articlePath } from "@circuito/domain";
import type { PublishedAddress } from "@circuito/store";

/** Every article that everybody may read, with its other languages (sitemaps.org, hreflang). */
export function sitemap(publicUrl: string, addresses: readonly PublishedAddress[]): string {
  const byArticle = new Map<string, PublishedAddress[]>();
  for (const address of addresses) {
    byArticle.set(address.id, [...(byArticle.get(address.id) ?? []), address]);
  }
  const urls = [...byArticle.values()].flatMap((languages) =>
    languages.map(({ locale, slug, publishedAt }) => {
      const alternates = languages.map(
        (one) =>
          `<xhtml:link rel="alternate" hreflang="${one.locale}" href="${urlOf(publicUrl, one)}"/>`,
      );
      const day = new Date(publishedAt).toISOString().slice(0, 10);
      return `<url><loc>${urlOf(publicUrl, { locale, slug })}</loc><lastmod>${day}</lastmod>${alternates.join("")}</url>`;
    }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...urls,
    "</urlset>",
  ].join("\n");
}

/** Slugs have nothing that XML would read otherwise. */
const urlOf = (publicUrl: string, { locale, slug }: Pick<PublishedAddress, "locale" | "slug">) =>
  publicUrl + articlePath(locale, slug);
