import { buffer } from "node:stream/consumers";
import { type Database, findMailPage, type MailPage, type MediaStore } from "@circuito/store";
import type { MailMaker } from "./mail-maker.ts";
import { type Grant, type MediaUrls, PICTURES_MS } from "./media-urls.ts";

/**
 * The policy of a mail's page: no script, no request but for its pictures from us, nothing that is
 * sent, shown by us alone (S-10, S-11). The same origin without scripts lets the console measure it;
 * the sandbox is in the header too, so that the page is as inert when it is opened by itself.
 */
export const MAIL_PAGE_POLICY = [
  "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** Old HTML whose mail is gone passes today's rules on this thread: some ten milliseconds' worth. */
const MADE_AGAIN_HERE_MAX = 256 * 1024;

const HEAD = `<!doctype html>
<html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<style>body{margin:0;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}img[data-remote]{display:none}table{max-width:100%}</style>
</head><body>`;
const FOOT = "</body></html>";

export interface MailPageParts {
  readonly database: Database;
  readonly media: MediaStore;
  readonly urls: MediaUrls;
  readonly maker: MailMaker;
}

/** The page a grant opens; `undefined` when the message has no HTML. */
export async function mailPage(
  { database, media, urls, maker }: MailPageParts,
  { messageId, part }: Extract<Grant, { kind: "html" }>,
): Promise<string | undefined> {
  const page = await findMailPage(database.pool, messageId);
  if (!page) return undefined;
  // The sanitiser's library is loaded by the first mail that is looked at, and not at every start.
  const { placePictures, SANITIZER_VERSION } = await import("@circuito/connectors/email-reading");
  const isOld = page.html.version !== SANITIZER_VERSION;
  const made = isOld ? ((await maker.make(messageId)) ?? page.html) : page.html;
  // Nobody looked while its bytes were there: its words are in the message.
  if (!("full" in made)) return undefined;
  const { version, remoteImages, visible, full } = made;
  const { sha256, sizeBytes } = part === "visible" ? visible : full;
  // Its words are in the message; making so much safe again here would keep everybody waiting.
  if (version !== SANITIZER_VERSION && sizeBytes > MADE_AGAIN_HERE_MAX) return undefined;
  const html = (await buffer(await media.open(sha256))).toString("utf8");
  const signed = new Map<string, string>();
  // The same picture may stand at a thousand places.
  const sign = (kind: "file" | "picture", index: number): string => {
    const name = `${kind} ${index}`;
    const url = signed.get(name) ?? urls.sign({ kind, messageId, index }, PICTURES_MS);
    signed.set(name, url);
    return url;
  };
  const placed = placePictures(
    { version, remoteImages, html },
    {
      part(contentId) {
        const index = placeOf(page, contentId);
        return index < 0 ? undefined : sign("file", index);
      },
      remote: (index) => (page.allowsPictures ? sign("picture", index) : undefined),
    },
  );
  return `${HEAD}${placed}${FOOT}`;
}

function placeOf({ media }: MailPage, contentId: string): number {
  return media.findIndex((file) => file.contentId === contentId && file.state === "stored");
}
