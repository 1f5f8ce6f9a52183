import {
  type BounceReport,
  type ParsedMail,
  type ReplySplit,
  readBounce,
  splitReply,
  visibleText,
} from "@circuito/domain";
import { partUrl } from "../html/mail-pictures.ts";
import { previewText } from "../html/preview-text.ts";
import { remotePictures, type SafeHtml, sanitizeMailHtml } from "../html/sanitize-mail-html.ts";
import { splitHtmlReply } from "../html/split-html-reply.ts";

/** A line in a list and a notice. */
const PREVIEW_LENGTH_MAX = 200;

/** What a mail is routed, found and listed by; made where mails are parsed. */
export interface MailView {
  /** The words as plain text: the mail's own, or what its HTML shows. */
  readonly text: string;
  /** Which stretches of `text` the writer wrote. */
  readonly reply: ReplySplit;
  readonly visibleText: string;
  readonly preview: string;
  /** Of the HTML: the pictures from elsewhere that {@link MailPages} will hold back; `undefined`: no HTML. */
  readonly remoteImages: readonly string[] | undefined;
  readonly bounce: BounceReport | undefined;
}

/** What somebody sees who opens the mail. Pictures of its own are at `parts/<content id>`. */
export interface MailPages {
  readonly full: SafeHtml;
  /** What the writer wrote; the same where there is nothing to set aside. */
  readonly visible: SafeHtml;
}

/** @param markers sentences of our own mails that mark where an answer ends */
export function viewMail(mail: ParsedMail, markers: readonly string[]): MailView {
  const shown = mail.html === undefined ? undefined : splitHtmlReply(mail.html, { markers });
  const text = mail.text ?? shown?.text ?? "";
  const reply = splitReply(text, { markers });
  const visible = visibleText(text, reply);
  return {
    text,
    reply,
    visibleText: visible,
    preview: previewText({ text: visible }, PREVIEW_LENGTH_MAX),
    remoteImages: shown && remotePictures(shown.pictures),
    bounce: readBounce({ ...mail, text }),
  };
}

/** HTML made safe, whole and without what was quoted; `undefined` for a mail that has none. */
export function showMail(
  { html, attachments }: ParsedMail,
  markers: readonly string[],
): MailPages | undefined {
  if (html === undefined) return undefined;
  const own = new Set(attachments.map((file) => file.contentId));
  const options = {
    inlineUrl: (contentId: string) => (own.has(contentId) ? partUrl(contentId) : undefined),
  };
  const full = sanitizeMailHtml(html, options);
  const { htmlParts, split } = splitHtmlReply(html, { markers });
  if (split.shows !== "split") return { full, visible: full };
  const written = htmlParts
    .filter((part) => part.kind === "visible")
    .map((part) => html.slice(part.start, part.end))
    .join("");
  return { full, visible: sanitizeMailHtml(written, { ...options, numbered: full.remoteImages }) };
}
