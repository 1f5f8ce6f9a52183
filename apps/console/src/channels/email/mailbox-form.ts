import type { MailboxCandidate } from "../../api/mailbox-setup.ts";
import type { Settings } from "../inbox-page/mistakes.ts";

/** `none`: only to this very machine. Nobody is offered it; a mailbox that has it keeps it. */
export type Security = "tls" | "starttls" | "none";
export type Login = "password" | "app-password" | "oauth";

export interface ServerForm {
  readonly host: string;
  /** As typed. */
  readonly port: string;
  readonly security: Security;
  readonly user: string;
  /** PEM of the one certificate an admin means, where no authority vouches for it. */
  readonly certificate?: string;
}

/** What an admin fills in: once, for both directions. Secrets are never told by the server. */
export interface MailboxForm {
  readonly address: string;
  readonly displayName: string;
  readonly receives: boolean;
  readonly sends: boolean;
  readonly imap: ServerForm;
  readonly smtp: ServerForm;
  readonly login: Login;
  readonly password: string;
  /** Mail goes out through another account, which has a password of its own. */
  readonly smtpHasOwnPassword: boolean;
  readonly smtpPassword: string;
  readonly oauth: {
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
    readonly scope: string;
    /** Where the owner of a mailbox is asked, as it was found; empty: the server may know. */
    readonly authorizeUrl: string;
    /** Id of what its owner consented to just now; it takes the place of the other secrets. */
    readonly consent: string;
  };
}

/** RFC 8314: TLS from the first byte on both. */
const IMAP_PORT = "993";
const SMTP_PORT = "465";

export function blankForm(address: string): MailboxForm {
  const server = { host: "", security: "tls", user: address } as const;
  return {
    address,
    displayName: "",
    receives: true,
    sends: true,
    imap: { ...server, port: IMAP_PORT },
    smtp: { ...server, port: SMTP_PORT },
    login: "password",
    password: "",
    smtpHasOwnPassword: false,
    smtpPassword: "",
    oauth: {
      ...{ tokenUrl: "", clientId: "", clientSecret: "", refreshToken: "", scope: "" },
      ...{ authorizeUrl: "", consent: "" },
    },
  };
}

/** Takes over what was found; what the person typed for themselves stays. */
export function fillFrom(candidate: MailboxCandidate, form: MailboxForm): MailboxForm {
  const server = (found: MailboxCandidate["imap"], held: ServerForm): ServerForm =>
    found === null ? held : { ...found, port: String(found.port) };
  return {
    ...form,
    receives: candidate.imap !== null,
    sends: candidate.smtp !== null,
    imap: server(candidate.imap, form.imap),
    smtp: server(candidate.smtp, form.smtp),
    login: candidate.logins.find((login) => login !== "oauth") ?? candidate.logins[0] ?? "password",
    oauth: {
      ...form.oauth,
      tokenUrl: candidate.oauth?.tokenUrl ?? form.oauth.tokenUrl,
      scope: candidate.oauth?.scope ?? form.oauth.scope,
      authorizeUrl: candidate.oauth?.authorizeUrl ?? "",
    },
  };
}

/** A mailbox that is there, as a form: its secrets are empty, which means as they were. */
export function storedForm(settings: Settings): MailboxForm {
  const blank = blankForm(textOf(settings.address));
  const server = (name: "imap" | "smtp"): ServerForm => {
    const { [`${name}Security`]: security, [`${name}Certificate`]: certificate } = settings;
    return {
      host: textOf(settings[`${name}Host`]),
      port: String(settings[`${name}Port`] ?? blank[name].port),
      security: security === "starttls" || security === "none" ? security : "tls",
      user: textOf(settings[`${name}User`]),
      ...(typeof certificate === "string" && { certificate }),
    };
  };
  const imap = server("imap");
  const smtp = server("smtp");
  const receives = (settings.in ?? "imap") === "imap";
  const sends = settings.smtpHost !== undefined;
  const { oauthTokenUrl } = settings;
  return {
    ...blank,
    displayName: textOf(settings.displayName),
    receives,
    sends,
    // Whoever switches a half on finds what a new mailbox begins with.
    imap: imap.host === "" ? blank.imap : imap,
    smtp: sends ? smtp : blank.smtp,
    login: oauthTokenUrl === undefined ? "password" : "oauth",
    smtpHasOwnPassword: receives && sends && imap.user !== smtp.user && smtp.user !== "",
    oauth: {
      ...blank.oauth,
      tokenUrl: textOf(oauthTokenUrl),
      clientId: textOf(settings.oauthClientId),
      scope: textOf(settings.oauthScope),
    },
  };
}

/** Which of its halves a mailbox has. */
export function usedHalves({ receives, sends }: MailboxForm): readonly ("imap" | "smtp")[] {
  return [...(receives ? (["imap"] as const) : []), ...(sends ? (["smtp"] as const) : [])];
}

/** The field that holds the password of a half. */
export function passwordField(
  form: MailboxForm,
  name: "imap" | "smtp",
): "password" | "smtpPassword" {
  const isOwn = name === "smtp" && form.smtpHasOwnPassword && form.receives;
  return isOwn ? "smtpPassword" : "password";
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
