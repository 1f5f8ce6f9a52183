import type { MailboxHint, MailboxStep } from "@circuito/domain";

/** How a step failed, as the socket, the library and the server told it. */
export interface StepFailure {
  readonly step: MailboxStep;
  /** Of the system, of TLS, or of the mail library; empty when there is none. */
  readonly code: string;
  /** An SMTP reply code. */
  readonly status: number | undefined;
  /** The server's own words, its response code in brackets included; empty when it said none. */
  readonly words: string;
  /** As it was set up: which provider this is decides what a bare "no" means. */
  readonly host: string;
  readonly usesOauth: boolean;
  readonly pinned: boolean;
}

type Rule = readonly [RegExp, MailboxHint];

/** Of the system, TLS and the mail libraries. */
const BY_CODE: readonly Rule[] = [
  [/^(ENOTFOUND|ENODATA)$/, "dns-not-found"],
  [/^(EAI_AGAIN|ESERVFAIL|EREFUSED|DNS_TIMEOUT)$/, "dns-no-answer"],
  [/^BLOCKED_NETWORK$/, "blocked-network"],
  [/^UNENCRYPTED$/, "unencrypted-refused"],
  [/^ECONNREFUSED$/, "connection-refused"],
  [/^(NO_STARTTLS|ETLS)$/, "tls-not-offered"],
  [/^(NOT_IMAP|NOT_SMTP|GREETING_TIMEOUT)$/, "wrong-port-or-tls"],
  [
    /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_HTTP_REQUEST|ERR_SSL_UNEXPECTED_MESSAGE|ERR_SSL_RECORD_LAYER_FAILURE|EPROTO)$/,
    "wrong-port-or-tls",
  ],
  [
    /^ERR_SSL_(UNSUPPORTED_PROTOCOL|TLSV1_ALERT_PROTOCOL_VERSION|NO_PROTOCOLS_AVAILABLE|DH_KEY_TOO_SMALL|SSL\/TLS_ALERT_HANDSHAKE_FAILURE|SSLV3_ALERT_HANDSHAKE_FAILURE)$/,
    "tls-too-old",
  ],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, "certificate-other-name"],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, "certificate-self-signed"],
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, "certificate-expired"],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED|CERT_REVOKED|INVALID_CA|CERT_SIGNATURE_FAILURE)$/,
    "certificate-untrusted",
  ],
  [/^(ETIMEDOUT|ETIMEOUT|CONNECT_TIMEOUT|UPGRADE_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/, "time-out"],
  [/^(ECONNRESET|EPIPE|NoConnection|EConnectionClosed|ECONNECTION)$/, "cut-off"],
  [/^(NONEXISTENT|TRYCREATE)$/, "folder-missing"],
];

/** RFC 6749 §5.2, as the token endpoint answers. */
const BY_OAUTH: readonly Rule[] = [
  [/\b(invalid_grant|interaction_required)\b/, "oauth-consent-ended"],
  [/\b(invalid_client|unauthorized_client)\b/, "oauth-client-wrong"],
  [/\b(invalid_scope|invalid_resource)\b/, "oauth-scope-wrong"],
  [/\btoken endpoint\b/, "oauth-endpoint-unreachable"],
];

/** Servers' own words; the first that fits decides, so the more particular come first. */
const LOGIN_WORDS: readonly Rule[] = [
  [
    /application-specific password|app(lication)? password|senha de aplicativo/i,
    "app-password-needed",
  ],
  [
    /basic authentication is disabled|5\.7\.139 .*basic auth|modern auth|OAuth2? (is )?required/i,
    "oauth-needed",
  ],
  [
    /SmtpClientAuthentication is disabled|smtp_auth_disabled|SMTP AUTH is disabled/i,
    "smtp-login-disabled",
  ],
  [
    /not enabled for imap|imap (access|use)?\s*(is )?(disabled|not enabled)|enable imap|authenticated but not connected|imap.{0,20}(desativad|desabilitad|n[aã]o (est[aá] )?habilitad)/i,
    "imap-disabled",
  ],
  [
    /log ?in (via|with) your web browser|web login required|verify your (account|identity)|unusual (sign|activity)/i,
    "browser-login-needed",
  ],
  [
    /privacyrequired|plaintext authentication disallowed|must issue a starttls|encryption required|5\.7\.10\b/i,
    "wrong-port-or-tls",
  ],
  [
    /too many (simultaneous|concurrent)|maximum number of connections|connection limit|sess[oõ]es simult/i,
    "too-many-connections",
  ],
  [
    /too many (login|bad|failed|auth)|#AUTH005|rate limit|too many attempts|muitas tentativas|temporarily blocked due to/i,
    "too-many-attempts",
  ],
  [
    /account (is )?(locked|disabled|suspended|blocked)|user (is )?disabled|conta (bloqueada|suspensa)|usu[aá]rio (bloqueado|suspenso)/i,
    "account-blocked",
  ],
  [
    /\[?(unavailable|inuse|limit|serverbug)\]|temporary (authentication|internal|server)|temporarily unavailable|try again later|bandwidth limit|tente novamente/i,
    "server-busy",
  ],
  [
    /mechanism not (supported|available)|unrecogni[sz]ed authentication|unsupported authentication|5\.5\.1 .*auth|authentication (is )?not (enabled|available)|offers no login|(command|auth) (is )?not (recogni[sz]ed|implemented|supported|allowed)|unknown command/i,
    "login-not-offered",
  ],
];

const SEND_WORDS: readonly Rule[] = [
  [/gr[ae]y-?list/i, "greylisted"],
  [
    /daily (user )?sending (limit|quota)|exceeded the max (emails|defers)|sending limit|message rate|rate limit|too many (messages|recipients)|sender thread limit|quota de envio|limite de envio|5\.4\.5\b|outgoing (mail )?quota/i,
    "send-quota",
  ],
  [
    /relay(ing)? (access )?denied|relay(ing)? (is )?not (permitted|allowed)|relaying disallowed|unable to relay|n[aã]o permite relay/i,
    "relay-denied",
  ],
  [
    /not owned by user|send ?as (this|denied)|permissions? to send as|sender (address )?(rejected|denied|not (allowed|permitted))|5\.7\.60\b|not allowed to send|must match (the )?authenticated|remetente (n[aã]o autorizado|rejeitado)/i,
    "sender-not-allowed",
  ],
  [
    /bad outbound sender|account (is )?(locked|disabled|suspended|blocked)|5\.1\.8\b/i,
    "account-blocked",
  ],
  [
    /spamhaus|spamcop|barracuda|blocked using|block ?list|black ?list|poor reputation|5\.7\.(1|25|26|708)\b.*(spam|reputation|policy|spf|dkim|dmarc)|unsolicited/i,
    "reputation-blocked",
  ],
  [
    /mailbox (is )?full|over ?quota|quota exceeded|5\.2\.2\b|caixa (postal )?cheia/i,
    "mailbox-full",
  ],
  [
    /user unknown|no such (user|mailbox)|recipient (address )?rejected|5\.1\.[123]\b|does not exist|usu[aá]rio (desconhecido|inexistente)/i,
    "recipient-unknown",
  ],
  [/authentication (is )?required|must be authenticated|5\.7\.0 .*auth/i, "relay-denied"],
  [/try again|temporar|tente novamente|^4\d\d\b/i, "server-busy"],
];

/** Where an ordinary password never opens a mailbox to a program. */
const APP_PASSWORD_HOSTS =
  /(^|\.)(gmail|googlemail)\.com$|(^|\.)mail\.yahoo\.com$|(^|\.)mail\.me\.com$|(^|\.)aol\.com$/i;
/** Microsoft switched passwords off for IMAP in 2022, and says only "LOGIN failed". */
const OAUTH_HOSTS = /(^|\.)(office365|outlook|hotmail)\.com$/i;

/** What a person can do about it. */
export function chooseHint(failure: StepFailure): MailboxHint {
  const { step, code, words, status, pinned } = failure;
  if (pinned && /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT|PINNED)/.test(code)) {
    return "certificate-not-the-pinned";
  }
  if (step.endsWith("-dns") && /TIME/.test(code)) return "dns-no-answer";
  if (step === "receive") return first(BY_CODE, code) ?? "not-arrived";
  if (step.endsWith("-login")) return loginHint(failure);
  if (step === "smtp-send") {
    const said = first(SEND_WORDS, status === undefined ? words : `${status} ${words}`);
    if (said !== undefined) return said;
  }
  if (step === "imap-folders" || step === "imap-count") {
    if (/nonexistent|doesn't exist|unknown mailbox|no such mailbox|not found/i.test(words)) {
      return "folder-missing";
    }
  }
  return first(BY_CODE, code) ?? "unknown";
}

function loginHint({ code, words, status, host, usesOauth }: StepFailure): MailboxHint {
  if (usesOauth) {
    const grant = first(BY_OAUTH, words);
    if (grant !== undefined) return grant;
  }
  const said = first(LOGIN_WORDS, words);
  if (said !== undefined) return said;
  const isRefused =
    status === 535 || status === 534 || status === 530 || isNo(words) || code === "AUTH_REFUSED";
  if (code === "AUTH_UNANSWERED" && status === undefined) {
    return usesOauth ? "oauth-consent-ended" : "login-not-offered";
  }
  if (!isRefused) return first(BY_CODE, code) ?? "unknown";
  if (usesOauth) return "oauth-consent-ended";
  if (OAUTH_HOSTS.test(host)) return "oauth-needed";
  return APP_PASSWORD_HOSTS.test(host) ? "app-password-needed" : "wrong-password";
}

/** A server's plain refusal of name and password. */
function isNo(words: string): boolean {
  return /authenticationfailed|authorizationfailed|invalid (credentials|login|user)|(login|authenticat\w*|authentication) (failed|failure|unsuccessful|error|denied)|incorrect authentication|password (is )?(incorrect|wrong|not accepted|invalid)|not accepted|senha (incorreta|inv[aá]lida)|usu[aá]rio ou senha|falha na autentica/i.test(
    words,
  );
}

function first(rules: readonly Rule[], text: string): MailboxHint | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
