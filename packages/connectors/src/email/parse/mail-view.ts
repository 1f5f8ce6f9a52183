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
import { type SafeHtml, sanitizeMailHtml } from "../html/sanitize-mail-html.ts";
import { type HtmlReply, splitHtmlReply } from "../html/split-html-reply.ts";

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
  const shown = mail.html === undefined ? undefined : splitHtmlReply(mail.html, { markers });
  const text = mail.text ?? shown?.text ?? "";
  const reply = splitReply(text, { markers });
  const visible = visibleText(text, reply);
  return {
    text,
    reply,
    visibleText: visible,
    preview: previewText({ text: visible }, PREVIEW_LENGTH_MAX),
    ...viewHtml(mail, shown),
    bounce: readBounce({ ...mail, text }),
  };
}

function viewHtml(
  { html, attachments }: ParsedMail,
  shown: HtmlReply | undefined,
): Pick<MailView, "html" | "visibleHtml"> {
  if (html === undefined || !shown) return { html: undefined, visibleHtml: undefined };
  const own = new Set(attachments.map((file) => file.contentId));
  const options = {
    inlineUrl: (contentId: string) => (own.has(contentId) ? partUrl(contentId) : undefined),
  };
  const visible = shown.htmlParts
    .filter((part) => part.kind === "visible")
    .map((part) => html.slice(part.start, part.end))
    .join("");
  const full = sanitizeMailHtml(html, options);
  return {
    html: full,
    visibleHtml:
      shown.split.shows === "split"
        ? sanitizeMailHtml(visible, { ...options, numbered: full.remoteImages })
        : full,
  };
}
