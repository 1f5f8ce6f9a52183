import { strictAddress } from "@circuito/domain";
import { z } from "zod";
import { fetchSettings, type ImapSettings, imapSettings } from "./transport/imap/imap-settings.ts";
import { mailHost, mailPort } from "./transport/mail-host.ts";
import { OAUTH_SECRETS, oauthSettings } from "./transport/oauth.ts";
import { type SmtpSettings, sendSettings, smtpSettings } from "./transport/smtp/smtp-settings.ts";
import { mailSecurity, pinnedCertificate } from "./transport/tls-options.ts";

/** A name beside an address; longer ones are cut by every mail program. */
const NAME_LENGTH_MAX = 100;
const ALIASES_MAX = 100;
const STAFF_MAX = 500;

const mailAddress = z
  .string()
  .max(254)
  .refine((text) => strictAddress(text) !== undefined, "must be an address like help@example.com")
  .transform((text) => text.toLowerCase());
const displayName = z
  .string()
  .max(NAME_LENGTH_MAX)
  .refine((name) => !/\p{Cc}/u.test(name), "must not contain control characters");
/** An address, or a domain all of whose addresses are meant. */
const staffName = z.union([
  mailAddress,
  z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/i, "must be an address or a domain")
    .transform((text) => text.toLowerCase()),
]);

/**
 * One mail address that customers write to. Flat, since secrets are settings by name: what begins with
 * `imap` is about receiving, with `smtp` about sending; one OAuth grant serves both.
 */
export const emailSettings = z
  .strictObject({
    address: mailAddress,
    /** Beside the address in what we send. */
    displayName: displayName.default(""),
    /** Other addresses whose mail comes here. */
    aliases: z.array(mailAddress).max(ALIASES_MAX).default([]),
    /** Our own people: their addresses, or their domains. */
    staff: z.array(staffName).max(STAFF_MAX).default([]),
    /** Whether mail of machines (order confirmations, alerts) opens conversations, and newsletters do. */
    noticesOpen: z.boolean().default(true),
    bulkAllowed: z.boolean().default(false),
    /** What our mail server calls itself in Authentication-Results; only its verdicts are believed. */
    authservId: mailHost.optional(),

    /** How mail comes: fetched, handed over by a mail server, or not at all. */
    in: z.enum(["imap", "listener", "none"]).default("imap"),
    imapHost: mailHost.optional(),
    imapPort: mailPort.default(993),
    imapSecurity: mailSecurity.default("tls"),
    imapCertificate: pinnedCertificate.optional(),
    imapUser: z.string().min(1).max(320).optional(),
    imapPassword: z.string().min(1).max(1_024).optional(),
    ...fetchSettings,

    /**
     * Whether `help+x@…` reaches `help@…`, as at most providers: answers then come to an address that
     * names their conversation. Where it does not, they would be refused: set it to false.
     */
    plusAddresses: z.boolean().default(true),

    /** Left out, nothing can be sent. */
    smtpHost: mailHost.optional(),
    smtpPort: mailPort.default(465),
    smtpSecurity: mailSecurity.default("tls"),
    smtpCertificate: pinnedCertificate.optional(),
    smtpUser: z.string().min(1).max(320).optional(),
    smtpPassword: z.string().min(1).max(1_024).optional(),
    ...sendSettings,

    ...oauthSettings,
  })
  .superRefine((settings, context) => {
    for (const [path, message] of missing(settings)) {
      context.addIssue({ code: "custom", path: [path], message });
    }
  });
export type EmailSettings = z.infer<typeof emailSettings>;

export const EMAIL_SECRETS = [
  "imapPassword",
  "smtpPassword",
  "dkimPrivateKey",
  ...OAUTH_SECRETS,
] as const;

const IMAP_SERVER = ["imapHost", "imapPort", "imapSecurity", "imapCertificate"] as const;
const SMTP_SERVER = ["smtpHost", "smtpPort", "smtpSecurity", "smtpCertificate"] as const;

export const EMAIL_SECRETS_GO_TO: Readonly<
  Record<(typeof EMAIL_SECRETS)[number], readonly (keyof EmailSettings)[]>
> = {
  imapPassword: IMAP_SERVER,
  smtpPassword: SMTP_SERVER,
  // Signs here, and goes nowhere.
  dkimPrivateKey: [],
  oauthClientSecret: ["oauthTokenUrl"],
  // What it opens, an access token, goes to both servers.
  oauthRefreshToken: ["oauthTokenUrl", ...IMAP_SERVER, ...SMTP_SERVER],
};

/** What one setting needs of another, each as the field to fill in and the sentence for it. */
function* missing(s: {
  readonly in: "imap" | "listener" | "none";
  readonly [name: string]: unknown;
}): Generator<readonly [string, string]> {
  const isOauth = s.oauthRefreshToken !== undefined;
  if (s.in === "imap") {
    if (s.imapHost === undefined) yield ["imapHost", "is needed to fetch mail"];
    if (s.imapUser === undefined) yield ["imapUser", "is needed to fetch mail"];
    if (s.imapPassword === undefined && !isOauth) {
      yield ["imapPassword", "needs a password, or an OAuth refresh token"];
    }
  }
  if (isOauth && s.oauthTokenUrl === undefined) yield ["oauthTokenUrl", "is needed with a token"];
  if (isOauth && s.oauthClientId === undefined) yield ["oauthClientId", "is needed with a token"];
  if (isOauth && s.smtpHost !== undefined && s.smtpUser === undefined) {
    yield ["smtpUser", "is needed with a token"];
  }
  if (s.dkimPrivateKey !== undefined) {
    if (s.dkimDomain === undefined) yield ["dkimDomain", "is needed with a key"];
    if (s.dkimSelector === undefined) yield ["dkimSelector", "is needed with a key"];
  }
}

/** The half that fetches; `undefined` when mail is not fetched. */
export function imapOf(s: EmailSettings): ImapSettings | undefined {
  if (s.in !== "imap") return undefined;
  return imapSettings.parse(
    defined({
      host: s.imapHost,
      port: s.imapPort,
      security: s.imapSecurity,
      certificate: s.imapCertificate,
      user: s.imapUser,
      password: s.imapPassword,
      ...oauthOf(s),
      mailboxes: s.mailboxes,
      sentMailbox: s.sentMailbox,
      firstMails: s.firstMails,
      backfill: s.backfill,
      mailBytesMax: s.mailBytesMax,
      sizes: s.sizes,
      afterwards: s.afterwards,
    }),
  );
}

/** The half that sends; `undefined` when nothing can be sent. */
export function smtpOf(s: EmailSettings): SmtpSettings | undefined {
  if (s.smtpHost === undefined) return undefined;
  return smtpSettings.parse(
    defined({
      host: s.smtpHost,
      port: s.smtpPort,
      security: s.smtpSecurity,
      certificate: s.smtpCertificate,
      user: s.smtpUser,
      password: s.smtpPassword,
      // A password for the mail server itself wins: some fetch by token and send through a relay.
      ...(s.smtpPassword === undefined && oauthOf(s)),
      clientName: s.clientName,
      perMinuteMax: s.perMinuteMax,
      dkimDomain: s.dkimDomain,
      dkimSelector: s.dkimSelector,
      dkimPrivateKey: s.dkimPrivateKey,
    }),
  );
}

function oauthOf(s: EmailSettings) {
  const { oauthTokenUrl, oauthClientId, oauthClientSecret, oauthRefreshToken, oauthScope } = s;
  return { oauthTokenUrl, oauthClientId, oauthClientSecret, oauthRefreshToken, oauthScope };
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Every address that is this inbox, lower-case; a plus-address of one is one, too. */
export function ownAddresses({ address, aliases }: EmailSettings): ReadonlySet<string> {
  return new Set([address, ...aliases]);
}
