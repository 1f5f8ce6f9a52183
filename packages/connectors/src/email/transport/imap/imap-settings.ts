import { z } from "zod";
import { mailHost, mailPort } from "../mail-host.ts";
import { OAUTH_SECRETS, oauthSettings } from "../oauth.ts";
import { mailSecurity, pinnedCertificate } from "../tls-options.ts";

const MIB = 1024 * 1024;

/** A folder's name as the server spells it; nothing that ends a protocol line. */
const mailboxName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => !/\p{Cc}/u.test(name), "must not contain control characters");

/** From which of its mails on a mailbox is taken in, when it is connected for the first time. */
const firstMails = z.union([
  z.strictObject({ from: z.literal("now") }),
  z.strictObject({ from: z.literal("days"), days: z.int().min(1).max(3_650) }),
  z.strictObject({ from: z.literal("everything") }),
]);

/** Mails that came in this time and are not in the ledger are fetched once, whatever was decided first. */
const backfillRange = z
  .strictObject({ since: z.iso.datetime(), until: z.iso.datetime() })
  .refine(({ since, until }) => Date.parse(since) < Date.parse(until), {
    path: ["until"],
    message: "must be after `since`",
  });

/** What is fetched, and how; under the same names in the settings of an inbox. */
export const fetchSettings = {
  mailboxes: z.array(mailboxName).min(1).max(20).default(["INBOX"]),
  /** Read, too, so that answers written in other programs join their conversations. */
  sentMailbox: mailboxName.optional(),
  firstMails: firstMails.default({ from: "now" }),
  /** Set by the API's verb; done once for each mailbox, and again when it is another range. */
  backfill: backfillRange.optional(),
  /** Larger mails are parked with their headers. */
  mailBytesMax: z
    .int()
    .min(64 * 1024)
    .max(150 * MIB)
    .default(50 * MIB),
  /**
   * `estimated`: the server is known to give sizes that are only about right (Microsoft 365).
   * Otherwise a mail of another size than announced is not believed to be complete.
   */
  sizes: z.enum(["exact", "estimated"]).default("exact"),
  /** Nothing in the mailbox is touched unless the admin asks for it. */
  afterwards: z.enum(["leave", "mark-seen"]).default("leave"),
};

/** Flat beside the other settings of an inbox: `password` and the like are secrets by name. */
export const imapSettings = z
  .strictObject({
    host: mailHost,
    port: mailPort.default(993),
    security: mailSecurity.default("tls"),
    certificate: pinnedCertificate.optional(),
    user: z.string().min(1).max(320),
    password: z.string().min(1).max(1_024).optional(),
    ...oauthSettings,
    ...fetchSettings,
  })
  .refine((s) => s.password !== undefined || s.oauthRefreshToken !== undefined, {
    path: ["password"],
    message: "needs a password, or an OAuth refresh token",
  })
  .refine(
    (s) =>
      s.oauthRefreshToken === undefined ||
      (s.oauthTokenUrl !== undefined && s.oauthClientId !== undefined),
    { path: ["oauthTokenUrl"], message: "needs a token URL and a client id" },
  );
export type ImapSettings = z.infer<typeof imapSettings>;

export const IMAP_SECRETS = ["password", ...OAUTH_SECRETS] as const;
