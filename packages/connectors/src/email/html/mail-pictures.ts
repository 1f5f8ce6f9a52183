import { SANITIZER_VERSION, type SafeHtml, sanitizeMailHtml } from "./sanitize-mail-html.ts";

const PARTS = "parts/";

/** What the safe HTML of a mail calls its own picture, until it is served. */
export function partUrl(contentId: string): string {
  return PARTS + encodeURIComponent(contentId.toWellFormed());
}

export interface PictureUrls {
  /** Where a picture that came with the mail is served; `undefined`: it is not there. */
  readonly part: (contentId: string) => string | undefined;
  /** Where a picture from elsewhere is served, by its place in `remoteImages`; `undefined`: held back. */
  readonly remote: (index: number) => string | undefined;
}

/**
 * Safe HTML as it is served: its pictures where they are now. What an older sanitiser made is put
 * through this one, so that a better wall protects old mails, too (security S-11). Linear.
 */
export function placePictures(safe: SafeHtml, urls: PictureUrls): string {
  if (safe.version === SANITIZER_VERSION) return withPictures(safe.html, urls);
  const asWritten = withPictures(safe.html, {
    part: (contentId) => `cid:${encodeURIComponent(contentId)}`,
    remote: (index) => safe.remoteImages[index],
  });
  const again = sanitizeMailHtml(asWritten, { inlineUrl: partUrl });
  const placeOf = new Map(safe.remoteImages.map((url, index) => [url, index]));
  return withPictures(again.html, {
    part: urls.part,
    remote(index) {
      const place = placeOf.get(again.remoteImages[index] ?? "");
      return place === undefined ? undefined : urls.remote(place);
    },
  });
}

/* The sanitiser writes every tag alike and escapes what looks like one, so that these find its pictures
 * and nothing else. */
const PICTURE = /<img [^<>]*>/g;
const PLACE = / (?:src="parts\/([^"]*)"|data-remote="(\d{1,4})")/;
/** More than any newsletter has: the rest stays unseen, since each costs a signature. */
const PICTURES_MAX = 2_000;

function withPictures(html: string, urls: PictureUrls): string {
  let placed = 0;
  return html.replace(PICTURE, (tag) => {
    placed += 1;
    return placed > PICTURES_MAX ? "" : tag.replace(PLACE, place);
  });

  function place(whole: string, name: string | undefined, index: string): string {
    if (name !== undefined) return source(urls.part(decodeURIComponent(name)));
    const url = urls.remote(Number(index));
    return url === undefined ? whole : source(url);
  }
}

function source(url: string | undefined): string {
  return url === undefined ? "" : ` src="${url.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`;
}
