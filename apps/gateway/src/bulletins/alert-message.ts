import type { AlertCondition } from "@circuito/domain";
import type { BulletinText } from "@circuito/protocol/bulletin-text";
import type { OwnLetter } from "../own-mail/own-mail.ts";
import { letterHtml, paragraphs } from "./letter-html.ts";

/** Where one looks at what an alert tells of. */
export function alertLink(publicUrl: string, { kind, subjectId }: AlertCondition): string {
  switch (kind) {
    case "queue-waiting":
    case "queue-age":
    case "promises-at-risk":
      return `${publicUrl}/board`;
    case "channel-down":
      return subjectId === null
        ? `${publicUrl}/settings/channels`
        : `${publicUrl}/settings/channels/${subjectId}`;
    case "category-volume":
      return `${publicUrl}/reports?report=categories`;
  }
}

/** A letter that says in lines what there is to say. */
export function bulletinLetter(
  text: BulletinText,
  about: Pick<OwnLetter, "id" | "to" | "date"> & {
    readonly language: string;
    readonly link: string;
  },
): OwnLetter {
  const { title, lines, open, why } = text;
  const { id, to, date, language, link } = about;
  return {
    ...{ id, to, date },
    subject: title,
    text: [...lines, "", `${open}: ${link}`, "", "-- ", why, ""].join("\n"),
    html: letterHtml({
      ...{ language, title, link, why },
      body: paragraphs(lines),
      linkText: open,
    }),
    attachments: [],
  };
}

/** Slack shows no more of a heading. */
const HEADER_LENGTH_MAX = 150;

/**
 * What an incoming webhook of Slack takes, and of what understands the same (Mattermost, Rocket.Chat,
 * Discord's `/slack`): `text` for notifications and for those that know no blocks.
 * Source: docs.slack.dev/messaging/formatting-message-text, block kit.
 */
export function slackMessage({ title, lines, open }: BulletinText, link: string): string {
  const body = lines.map(escapeSlack).join("\n");
  return JSON.stringify({
    text: `*${escapeSlack(title)}*\n${body}\n<${link}|${escapeSlack(open)}>`,
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: title.slice(0, HEADER_LENGTH_MAX), emoji: false },
      },
      { type: "section", text: { type: "mrkdwn", text: body } },
      {
        type: "context",
        elements: [{ type: "mrkdwn", text: `<${link}|${escapeSlack(open)}>` }],
      },
    ],
  });
}

/** Three signs are Slack's: a name must not become a link, nor call the whole room. */
const escapeSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
