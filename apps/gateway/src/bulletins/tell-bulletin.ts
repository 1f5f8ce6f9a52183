import type { AlertBulletin, BulletinTarget, NewsBulletin, ReportBulletin } from "@circuito/domain";
import { alertText, newsText } from "@circuito/protocol/bulletin-text";
import type { BulletinAnswer, PostWebhook, TellBulletin } from "@circuito/router";
import { type ClaimedBulletin, type Database, findAlert } from "@circuito/store";
import type { OwnMail } from "../own-mail/own-mail.ts";
import type { Sealer } from "../secrets/seal.ts";
import { alertLink, bulletinLetter, slackMessage } from "./alert-message.ts";
import { madeOnce } from "./made-once.ts";
import { mailAnswer } from "./mail-answer.ts";
import { makeReport } from "./make-report.ts";
import { tellSlack } from "./tell-slack.ts";

export interface BulletinMeans {
  readonly database: Database;
  readonly mail: OwnMail;
  readonly post: PostWebhook;
  readonly sealer: Sealer;
  readonly publicUrl: string;
  readonly now: () => number;
}

/** Makes what is told, in its language, and tells it as its target hears it. */
export function createTellBulletin(means: BulletinMeans): TellBulletin {
  const once = madeOnce(means.now);
  return async (bulletin) => {
    const { content } = bulletin;
    switch (content.kind) {
      case "alert":
        return tellAlert(means, bulletin, content);
      case "report":
        return tellReport(means, once, bulletin, content);
      case "news":
        return tellNews(means, bulletin, content);
    }
  };
}

async function tellAlert(
  { database, mail, post, sealer, publicUrl, now }: BulletinMeans,
  { id, sourceId, target, createdAt }: ClaimedBulletin,
  content: AlertBulletin,
): Promise<BulletinAnswer> {
  const { language, condition } = content;
  const text = alertText(content);
  const link = alertLink(publicUrl, condition);
  switch (target.kind) {
    case "mail": {
      const about = { id, to: target.address, date: createdAt, language, link };
      return mailAnswer(mail, bulletinLetter(text, about));
    }
    case "slack": {
      const url = await openTarget(database, sealer, sourceId, target);
      if (url === undefined) return { kind: "left-out", because: "target-gone" };
      return tellSlack(post, { id, url, body: slackMessage(text, link) }, now());
    }
  }
}

async function tellReport(
  { database, mail, publicUrl, now }: BulletinMeans,
  once: ReturnType<typeof madeOnce>,
  { id, sourceId, target, createdAt }: ClaimedBulletin,
  content: ReportBulletin,
): Promise<BulletinAnswer> {
  // A chat room reads no tables.
  if (target.kind !== "mail") return { kind: "left-out", because: "target-gone" };
  const made = await once(`${sourceId} ${JSON.stringify(content)}`, () =>
    makeReport(database.pool, content, { publicUrl, now: now() }),
  );
  if (made.kind === "not-counted") {
    return { kind: "refused", because: "not-counted", isFinal: false, answer: null };
  }
  return mailAnswer(mail, made.letterTo({ id, to: target.address, date: createdAt }));
}

async function tellNews(
  { mail, publicUrl }: BulletinMeans,
  { id, target, createdAt }: ClaimedBulletin,
  content: NewsBulletin,
): Promise<BulletinAnswer> {
  // Nobody's news is for a room of others.
  if (target.kind !== "mail") return { kind: "left-out", because: "target-gone" };
  const { language, conversations } = content;
  const text = newsText(
    content,
    conversations.map((one) => ({ ...one, link: `${publicUrl}/inbox/${one.id}` })),
  );
  const about = { id, to: target.address, date: createdAt, language };
  return mailAnswer(mail, bulletinLetter(text, { ...about, link: `${publicUrl}/inbox` }));
}

/** The address of a chat room as it is now; `undefined`: it is no longer on the list. */
async function openTarget(
  database: Database,
  sealer: Sealer,
  alertId: string,
  { targetId }: Extract<BulletinTarget, { kind: "slack" }>,
): Promise<string | undefined> {
  const alert = await findAlert(database.pool, alertId);
  const found = alert?.targets.find(({ id }) => id === targetId);
  return found?.kind === "slack" ? sealer.open(found.urlSealed, found.id) : undefined;
}
