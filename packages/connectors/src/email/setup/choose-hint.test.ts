import type { MailboxHint } from "@circuito/domain";
import { chooseHint, type StepFailure } from "./choose-hint.ts";

const NOTHING: StepFailure = {
  step: "imap-login",
  code: "",
  status: undefined,
  words: "",
  host: "mail.example.com",
  usesOauth: false,
  pinned: false,
};
type Row = readonly [MailboxHint, string, Partial<StepFailure>];
const check = (rows: readonly Row[], common: Partial<StepFailure>) =>
  test.each(rows)("%s: %s", (hint, words, change) => {
    expect(chooseHint({ ...NOTHING, ...common, words, ...change })).toBe(hint);
  });

describe("a refused IMAP login, in the words of", () => {
  const gmail = { host: "imap.gmail.com" };
  const microsoft = { host: "outlook.office365.com" };
  check(
    [
      [
        "app-password-needed",
        "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
        gmail,
      ],
      ["app-password-needed", "[AUTHENTICATIONFAILED] Invalid credentials (Failure)", gmail],
      [
        "browser-login-needed",
        "[WEBALERT] [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)",
        gmail,
      ],
      [
        "imap-disabled",
        "[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)",
        gmail,
      ],
      [
        "imap-disabled",
        "[AUTHENTICATIONFAILED] IMAP access is disabled for your domain. Please contact your domain administrator for questions about this feature. (Failure)",
        gmail,
      ],
      ["too-many-connections", "[ALERT] Too many simultaneous connections. (Failure)", gmail],
      [
        "server-busy",
        "[UNAVAILABLE] Account exceeded command or bandwidth limits. (Failure)",
        gmail,
      ],
      ["oauth-needed", "LOGIN failed.", microsoft],
      ["imap-disabled", "User is authenticated but not connected.", microsoft],
      ["oauth-consent-ended", "AUTHENTICATE failed.", { ...microsoft, usesOauth: true }],
      [
        "app-password-needed",
        "[AUTHENTICATIONFAILED] LOGIN Invalid credentials",
        { host: "imap.mail.yahoo.com" },
      ],
      [
        "app-password-needed",
        "[AUTHENTICATIONFAILED] Authentication failed",
        { host: "imap.mail.me.com" },
      ],
      [
        "wrong-password",
        "[AUTHENTICATIONFAILED] Invalid credentials(Failure)",
        { host: "imappro.zoho.com" },
      ],
      [
        "imap-disabled",
        "[ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)",
        { host: "imap.zoho.com" },
      ],
      ["wrong-password", "[AUTHENTICATIONFAILED] Authentication failed.", {}],
      [
        "server-busy",
        "[UNAVAILABLE] Temporary authentication failure. [mail.example.com:2026-01-05 12:00:00]",
        {},
      ],
      [
        "wrong-port-or-tls",
        "[PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
        {},
      ],
      [
        "too-many-connections",
        "[LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
        {},
      ],
      ["wrong-password", "Login failed.", {}],
      ["wrong-password", "Usuário ou senha inválidos", {}],
      ["account-blocked", "User is disabled", {}],
    ],
    { step: "imap-login", code: "AUTH_REFUSED" },
  );
});

describe("a refused SMTP login, in the words of", () => {
  check(
    [
      [
        "app-password-needed",
        "5.7.8 Username and Password not accepted. For more information, go to 5.7.8 https://support.google.com/mail/?p=BadCredentials",
        { status: 535, host: "smtp.gmail.com" },
      ],
      [
        "app-password-needed",
        "5.7.9 Application-specific password required. For more information, go to 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor",
        { status: 534, host: "smtp.gmail.com" },
      ],
      [
        "browser-login-needed",
        "5.7.14 Please log in via your web browser and then try again.",
        { status: 534, host: "smtp.gmail.com" },
      ],
      [
        "oauth-needed",
        "5.7.139 Authentication unsuccessful, basic authentication is disabled. [EXAMPLE]",
        { status: 535, host: "smtp-mail.outlook.com" },
      ],
      [
        "smtp-login-disabled",
        "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.",
        { status: 535, host: "smtp.office365.com" },
      ],
      [
        "oauth-needed",
        "5.7.3 Authentication unsuccessful",
        { status: 535, host: "smtp.office365.com" },
      ],
      [
        "too-many-attempts",
        "5.7.0 (#AUTH005) Too many bad auth attempts.",
        { status: 535, host: "smtp.mail.yahoo.com" },
      ],
      ["wrong-password", "5.7.8 Error: authentication failed: UGFzc3dvcmQ6", { status: 535 }],
      ["wrong-password", "Incorrect authentication data", { status: 535 }],
      ["wrong-password", "Authentication Failed", { status: 535, host: "smtppro.zoho.com" }],
      ["wrong-port-or-tls", "5.7.0 Must issue a STARTTLS command first.", { status: 530 }],
      ["login-not-offered", "5.5.1 Unrecognized authentication type", { status: 504 }],
      [
        "oauth-consent-ended",
        "the token endpoint gave no access token: invalid_grant",
        { usesOauth: true },
      ],
      [
        "oauth-client-wrong",
        "the token endpoint gave no access token: invalid_client",
        { usesOauth: true },
      ],
      [
        "oauth-scope-wrong",
        "the token endpoint gave no access token: invalid_scope",
        { usesOauth: true },
      ],
      ["oauth-endpoint-unreachable", "the token endpoint cannot be reached", { usesOauth: true }],
      ["cut-off", "", { code: "ECONNRESET" }],
    ],
    { step: "smtp-login" },
  );
});

describe("a mail that was not taken, in the words of", () => {
  check(
    [
      ["relay-denied", "5.7.1 <ana@example.com>: Relay access denied", { status: 554 }],
      ["relay-denied", "relay not permitted", { status: 550 }],
      [
        "greylisted",
        "4.2.0 <ana@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example.org/help",
        { status: 450 },
      ],
      ["greylisted", "4.7.1 Greylisting in action, please come back later", { status: 451 }],
      [
        "send-quota",
        "5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to",
        { status: 550 },
      ],
      [
        "send-quota",
        "Domain example.com has exceeded the max emails per hour (150/150 (100%)) allowed. Message discarded.",
        { status: 550 },
      ],
      ["send-quota", "4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", { status: 432 }],
      [
        "sender-not-allowed",
        "5.7.60 SMTP; Client does not have permissions to send as this sender",
        { status: 550 },
      ],
      [
        "sender-not-allowed",
        "5.7.1 <a@example.com>: Sender address rejected: not owned by user b@example.com",
        { status: 553 },
      ],
      ["relay-denied", "Relaying disallowed as a@example.com", { status: 553 }],
      ["account-blocked", "5.1.8 Access denied, bad outbound sender", { status: 550 }],
      [
        "reputation-blocked",
        "5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
        { status: 554 },
      ],
      [
        "recipient-unknown",
        "5.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
        { status: 550 },
      ],
      ["mailbox-full", "5.2.2 <a@example.com> Over quota", { status: 552 }],
      ["relay-denied", "5.7.1 Authentication required", { status: 530 }],
      ["server-busy", "4.7.0 Try again later, closing connection.", { status: 421 }],
    ],
    { step: "smtp-send" },
  );
});

describe("a connection that fails", () => {
  check(
    [
      ["dns-not-found", "", { step: "imap-dns", code: "ENOTFOUND" }],
      ["dns-no-answer", "", { step: "imap-dns", code: "EAI_AGAIN" }],
      ["blocked-network", "", { step: "smtp-dns", code: "BLOCKED_NETWORK" }],
      ["connection-refused", "", { step: "imap-tcp", code: "ECONNREFUSED" }],
      ["time-out", "", { step: "imap-tcp", code: "ETIMEDOUT" }],
      ["wrong-port-or-tls", "", { step: "imap-tls", code: "ERR_SSL_WRONG_VERSION_NUMBER" }],
      ["wrong-port-or-tls", "220 mail.example.com ESMTP", { step: "imap-tls", code: "NOT_IMAP" }],
      ["tls-not-offered", "", { step: "smtp-tls", code: "NO_STARTTLS" }],
      ["certificate-other-name", "", { step: "smtp-tls", code: "ERR_TLS_CERT_ALTNAME_INVALID" }],
      ["certificate-self-signed", "", { step: "imap-tls", code: "DEPTH_ZERO_SELF_SIGNED_CERT" }],
      ["certificate-untrusted", "", { step: "imap-tls", code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }],
      ["certificate-expired", "", { step: "imap-tls", code: "CERT_HAS_EXPIRED" }],
      [
        "certificate-not-the-pinned",
        "",
        { step: "imap-tls", code: "DEPTH_ZERO_SELF_SIGNED_CERT", pinned: true },
      ],
      ["folder-missing", "[NONEXISTENT] Mailbox doesn't exist: Support", { step: "imap-folders" }],
      [
        "folder-missing",
        "[NONEXISTENT] Unknown Mailbox: Support (Failure)",
        { step: "imap-count" },
      ],
      ["not-arrived", "", { step: "receive" }],
      ["unknown", "", { step: "imap-tcp", code: "EWHATEVER" }],
    ],
    {},
  );
});

test("words as long as an attacker likes are judged in no time", async () => {
  await expect(() => {
    for (const step of ["imap-login", "smtp-send"] as const) {
      for (const words of ["imap ".repeat(2_000), " ".repeat(10_000), "too many ".repeat(1_000)]) {
        chooseHint({ ...NOTHING, step, words });
      }
    }
  }).toCostAtMost(500);
});
