import {
  type BounceReport,
  type ParsedMail,
  type ReplySplit,
  readBounce,
  splitReply,
  visibleText,
} from "@circuito/domain";
import { htmlLines } from "../html/html-lines.ts";
import { partUrl } from "../html/mail-pictures.ts";
import { previewText } from "../html/preview-text.ts";
import { type SafeHtml, sanitizeMailHtml } from "../html/sanitize-mail-html.ts";
import { splitHtmlReply } from "../html/split-html-reply.ts";

/** A line in a list and a notice. */
const PREVIEW_LENGTH_MAX = 200;

/** Everything costly that is made of a mail's words, so that it is made where mails are parsed. */
export interface MailView {
  /** The words as plain text: the mail's own, or what its HTML shows. */
  readonly text: string;
  /** Which stretches of `text` the writer wrote. */
  readonly reply: ReplySplit;
  readonly visibleText: string;
  readonly preview: string;
  /** The HTML made safe, and of it what the writer wrote. Pictures of the mail are at `parts/<content id>`. */
  readonly html: SafeHtml | undefined;
  readonly visibleHtml: SafeHtml | undefined;
  readonly bounce: BounceReport | undefined;
}

/** @param markers sentences of our own mails that mark where an answer ends */
export function viewMail(mail: ParsedMail, markers: readonly string[]): MailView {
  const text = mail.text ?? htmlLines(mail.html ?? "").text;
  const reply = splitReply(text, { markers });
  const visible = visibleText(text, reply);
  return {
    text,
    reply,
    visibleText: visible,
    preview: previewText({ text: visible }, PREVIEW_LENGTH_MAX),
    ...viewHtml(mail, markers),
    bounce: readBounce({ ...mail, text }),
  };
}

function viewHtml(
  mail: ParsedMail,
  markers: readonly string[],
): Pick<MailView, "html" | "visibleHtml"> {
  const { html } = mail;
  if (html === undefined) return { html: undefined, visibleHtml: undefined };
  const own = new Set(mail.attachments.map((file) => file.contentId));
  const options = {
    inlineUrl: (contentId: string) => (own.has(contentId) ? partUrl(contentId) : undefined),
  };
  const { htmlParts, split } = splitHtmlReply(html, { markers });
  const visible = htmlParts
    .filter((part) => part.kind === "visible")
    .map((part) => html.slice(part.start, part.end))
    .join("");
  const full = sanitizeMailHtml(html, options);
  return {
    html: full,
    visibleHtml:
      split.shows === "split"
        ? sanitizeMailHtml(visible, { ...options, numbered: full.remoteImages })
        : full,
  };
}
