import { SendError } from "@circuito/connector";
import type { MailDoorHost } from "../transport/imap/open-imap.ts";
import { createAccessTokens } from "../transport/oauth.ts";
import { checkedMail, type OutgoingMail } from "../transport/smtp/outgoing-mail.ts";
import { type DkimKey, renderMail } from "../transport/smtp/render-mail.ts";
import { SmtpSession, type SmtpTimes } from "../transport/smtp/smtp-session.ts";
import type { SmtpSettings } from "../transport/smtp/smtp-settings.ts";

/** @throws SendError */
export async function openSession(
  settings: SmtpSettings,
  host: MailDoorHost,
  times: SmtpTimes,
): Promise<SmtpSession> {
  const { oauthTokenUrl, oauthClientId, oauthRefreshToken } = settings;
  const whole = oauthTokenUrl && oauthClientId && oauthRefreshToken;
  const tokens = whole
    ? createAccessTokens({ ...settings, oauthTokenUrl, oauthClientId, oauthRefreshToken }, host)
    : undefined;
  return await SmtpSession.open(settings, { mayReach: host.mayReach, tokens, times });
}

/**
 * Hands a mail with one recipient over.
 * @returns what the server said
 * @throws SendError with the server's answer in its cause
 */
export async function handOver(
  session: SmtpSession,
  mail: OutgoingMail,
  settings: SmtpSettings,
  signal: AbortSignal,
): Promise<string> {
  const { envelope, ...checked } = checkedMail(mail);
  const bytes = renderMail({ envelope, ...checked }, dkimOf(settings));
  const { refused, reply } = await session.send(envelope, bytes, signal);
  const [refusal] = refused;
  if (refusal) {
    const cause = { responseCode: refusal.code, response: refusal.reply };
    throw new SendError("rejected", "the server takes no mail for this mailbox", { cause });
  }
  return reply ?? "";
}

function dkimOf({ dkimDomain, dkimSelector, dkimPrivateKey }: SmtpSettings): DkimKey | undefined {
  if (!dkimDomain || !dkimSelector || !dkimPrivateKey) return undefined;
  return { domainName: dkimDomain, keySelector: dkimSelector, privateKey: dkimPrivateKey };
}
