import { type MessageId, t } from "../../i18n/translate.ts";

const STEPS: Readonly<Record<string, MessageId>> = {
  "imap-dns": "step.imapDns",
  "imap-tcp": "step.imapTcp",
  "imap-tls": "step.imapTls",
  "imap-login": "step.imapLogin",
  "imap-folders": "step.imapFolders",
  "imap-idle": "step.imapIdle",
  "imap-count": "step.imapCount",
  "smtp-dns": "step.smtpDns",
  "smtp-tcp": "step.smtpTcp",
  "smtp-tls": "step.smtpTls",
  "smtp-login": "step.smtpLogin",
  "smtp-send": "step.smtpSend",
  receive: "step.receive",
};

/** What a person can do; several causes may call for the same. */
const HINTS: Readonly<Record<string, MessageId>> = {
  "dns-not-found": "hint.dnsNotFound",
  "dns-no-answer": "hint.tryLater",
  "blocked-network": "hint.blockedNetwork",
  "connection-refused": "hint.connectionRefused",
  "time-out": "hint.connectionRefused",
  "cut-off": "hint.wrongPort",
  "wrong-port-or-tls": "hint.wrongPort",
  "tls-not-offered": "hint.tlsNotOffered",
  "tls-too-old": "hint.tlsTooOld",
  "unencrypted-refused": "hint.tlsNotOffered",
  "certificate-other-name": "hint.certificateOtherName",
  "certificate-self-signed": "hint.certificateUnknown",
  "certificate-untrusted": "hint.certificateUnknown",
  "certificate-expired": "hint.certificateExpired",
  "certificate-not-the-pinned": "hint.certificateChanged",
  "wrong-password": "hint.wrongPassword",
  "app-password-needed": "hint.appPassword",
  "oauth-needed": "hint.oauthNeeded",
  "oauth-consent-ended": "hint.oauthConsent",
  "oauth-client-wrong": "hint.oauthClient",
  "oauth-scope-wrong": "hint.oauthClient",
  "oauth-endpoint-unreachable": "hint.tryLater",
  "imap-disabled": "hint.imapDisabled",
  "smtp-login-disabled": "hint.smtpLoginDisabled",
  "browser-login-needed": "hint.browserLogin",
  "login-not-offered": "hint.oauthNeeded",
  "account-blocked": "hint.accountBlocked",
  "too-many-connections": "hint.tooMany",
  "too-many-attempts": "hint.tooMany",
  "server-busy": "hint.tryLater",
  "folder-missing": "hint.folderMissing",
  "idle-missing": "hint.idleMissing",
  greylisted: "hint.greylisted",
  "relay-denied": "hint.relayDenied",
  "sender-not-allowed": "hint.relayDenied",
  "recipient-unknown": "hint.recipientUnknown",
  "send-quota": "hint.tooMany",
  "reputation-blocked": "hint.reputation",
  "mailbox-full": "hint.mailboxFull",
  "in-junk-folder": "hint.inJunk",
  "not-arrived": "hint.notArrived",
  unknown: "hint.unknown",
};

export function stepName(step: string): string {
  const id = STEPS[step];
  return id === undefined ? step : t(id);
}

export function hintText(hint: string): string {
  return t(HINTS[hint] ?? "hint.unknown");
}
