/** The steps of a mailbox's test, in order. Those of a protocol that is not set up are left out. */
export const MAILBOX_STEPS = [
  "imap-dns",
  "imap-tcp",
  "imap-tls",
  "imap-login",
  "imap-folders",
  "imap-idle",
  "imap-count",
  "smtp-dns",
  "smtp-tcp",
  "smtp-tls",
  "smtp-login",
  "smtp-send",
  "receive",
] as const;
export type MailboxStep = (typeof MAILBOX_STEPS)[number];

/**
 * What a person can do about a step that failed. Closed: the words for each are in the catalogs of
 * whoever shows them.
 */
export const MAILBOX_HINTS = [
  /** No such name. */
  "dns-not-found",
  "dns-no-answer",
  /** The address is not on the public internet, and the operator has not opened its network. */
  "blocked-network",
  "connection-refused",
  "time-out",
  /** The server hung up in mid-sentence. */
  "cut-off",
  "wrong-port-or-tls",
  "tls-not-offered",
  "tls-too-old",
  "unencrypted-refused",
  "certificate-other-name",
  "certificate-self-signed",
  "certificate-untrusted",
  "certificate-expired",
  /** Another certificate than the one the admin gave us. */
  "certificate-not-the-pinned",
  "wrong-password",
  "app-password-needed",
  "oauth-needed",
  /** The grant has ended or was taken back: the person has to consent again. */
  "oauth-consent-ended",
  "oauth-client-wrong",
  "oauth-scope-wrong",
  "oauth-endpoint-unreachable",
  "imap-disabled",
  "smtp-login-disabled",
  /** The provider wants the person to log in with a browser once. */
  "browser-login-needed",
  "login-not-offered",
  "account-blocked",
  "too-many-connections",
  "too-many-attempts",
  "server-busy",
  "folder-missing",
  /** Mail comes in by asking every minute, not at once. Nothing is wrong. */
  "idle-missing",
  "greylisted",
  "relay-denied",
  "sender-not-allowed",
  "recipient-unknown",
  "send-quota",
  /** A block list, or the receiver's opinion of where we send from. */
  "reputation-blocked",
  "mailbox-full",
  /** It came, and was put among the junk. */
  "in-junk-folder",
  "not-arrived",
  "unknown",
] as const;
export type MailboxHint = (typeof MAILBOX_HINTS)[number];
