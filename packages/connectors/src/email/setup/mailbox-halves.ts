import type { z } from "zod";
import { type ImapSettings, imapSettings } from "../transport/imap/imap-settings.ts";
import { type SmtpSettings, smtpSettings } from "../transport/smtp/smtp-settings.ts";

/** The settings of an e-mail inbox are flat; each half of a test has its own names for them. */
const IMAP_NAMES: Readonly<Record<string, string>> = {
  imapHost: "host",
  imapPort: "port",
  imapSecurity: "security",
  imapCertificate: "certificate",
  imapUser: "user",
  imapPassword: "password",
  mailboxes: "mailboxes",
  sentMailbox: "sentMailbox",
  firstMails: "firstMails",
  mailBytesMax: "mailBytesMax",
  sizes: "sizes",
  afterwards: "afterwards",
};
const SMTP_NAMES: Readonly<Record<string, string>> = {
  smtpHost: "host",
  smtpPort: "port",
  smtpSecurity: "security",
  smtpCertificate: "certificate",
  smtpUser: "user",
  smtpPassword: "password",
  clientName: "clientName",
  perMinuteMax: "perMinuteMax",
  dkimDomain: "dkimDomain",
  dkimSelector: "dkimSelector",
  dkimPrivateKey: "dkimPrivateKey",
};
/** One grant serves both. */
const SHARED_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  ["oauthTokenUrl", "oauthClientId", "oauthClientSecret", "oauthRefreshToken", "oauthScope"].map(
    (name) => [name, name],
  ),
);

export type MailboxHalves =
  | {
      readonly kind: "halves";
      readonly imap: ImapSettings | undefined;
      readonly smtp: SmtpSettings | undefined;
    }
  /** By the names they have among an inbox's settings; no values. */
  | { readonly kind: "wrong"; readonly issues: readonly SettingIssue[] };

export interface SettingIssue {
  readonly path: string;
  readonly problem: string;
}

/** What of an inbox's settings is about fetching and what about sending; either may be left out. */
export function mailboxHalves(settings: Readonly<Record<string, unknown>>): MailboxHalves {
  const fetches = settings.in === undefined || settings.in === "imap";
  const imap = fetches
    ? half(settings, "imapHost", { ...IMAP_NAMES, ...SHARED_NAMES }, imapSettings)
    : undefined;
  // A password for the mail server itself wins: some fetch by token and send through a relay.
  const shared = settings.smtpPassword === undefined ? SHARED_NAMES : {};
  const smtp = half(settings, "smtpHost", { ...SMTP_NAMES, ...shared }, smtpSettings);
  const issues = [...(imap?.issues ?? []), ...(smtp?.issues ?? [])];
  if (!imap && !smtp) issues.push({ path: "imapHost", problem: "needs imapHost or smtpHost" });
  if (issues.length > 0) return { kind: "wrong", issues };
  return { kind: "halves", imap: imap?.settings, smtp: smtp?.settings };
}

function half<Settings>(
  flat: Readonly<Record<string, unknown>>,
  hostName: string,
  names: Readonly<Record<string, string>>,
  schema: z.ZodType<Settings>,
): { readonly settings?: Settings; readonly issues: readonly SettingIssue[] } | undefined {
  if (flat[hostName] === undefined) return undefined;
  const known = Object.entries(names).filter(([name]) => flat[name] !== undefined);
  const parsed = schema.safeParse(
    Object.fromEntries(known.map(([name, short]) => [short, flat[name]])),
  );
  if (parsed.success) return { settings: parsed.data, issues: [] };
  const flatName = (short: string): string =>
    Object.entries(names).find(([, other]) => other === short)?.[0] ?? short;
  const issues = parsed.error.issues.map(({ path: [first, ...rest], code }) => ({
    path: [flatName(String(first ?? "")), ...rest.map(String)].join("."),
    problem: code,
  }));
  return { issues };
}
