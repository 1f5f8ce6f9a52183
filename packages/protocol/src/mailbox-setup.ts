import { CONSENT_REFUSALS, MAILBOX_HINTS, MAILBOX_STEPS } from "@circuito/domain";
import { z } from "zod";

/** The set-up of a mailbox: what may be its settings, and whether they work. */

export const mailboxStep = z.enum(MAILBOX_STEPS);
/** What a person can do about it. Closed: the words are in the catalogs of who shows them. */
export const mailboxHint = z.enum(MAILBOX_HINTS);

export const discoverBody = z.strictObject({ address: z.string().trim().min(3).max(254) });

const candidateSource = z.enum(["preset", "autoconfig", "srv", "mx", "ispdb", "guess"]);

const mailServer = z.object({
  host: z.string(),
  port: z.int(),
  security: z.enum(["tls", "starttls"]),
  user: z.string(),
});

export const mailboxCandidate = z.object({
  /** Who said so; earlier ones are believed more. */
  source: candidateSource,
  /** The page, URL or record it comes from. */
  from: z.string(),
  provider: z.string(),
  imap: mailServer.nullable(),
  smtp: mailServer.nullable(),
  /** The best way first. */
  logins: z.array(z.enum(["oauth", "app-password", "password"])).readonly(),
  oauth: z.object({ authorizeUrl: z.string(), tokenUrl: z.string(), scope: z.string() }).nullable(),
  sizes: z.enum(["exact", "estimated"]),
  /** A host elsewhere, by something that can be forged: show it before a password goes there. */
  needsConfirmation: z.boolean(),
});

export const discovery = z.object({
  candidates: z.array(mailboxCandidate).readonly(),
  looked: z
    .array(
      z.object({
        source: candidateSource,
        outcome: z.enum(["found", "nothing", "no-answer"]),
      }),
    )
    .readonly(),
});

/**
 * Settings, as for a new inbox of channel `email`: they are used for the test and kept nowhere. An inbox
 * that is there, as it is. Or both: that inbox as these settings would leave it, by the rules of
 * `updateInbox`; stored secrets go to the servers they were stored for, and to no others.
 */
export const testMailboxBody = z
  .strictObject({
    settings: z.record(z.string(), z.unknown()).optional(),
    inboxId: z.uuid().optional(),
  })
  .refine(({ settings, inboxId }) => settings !== undefined || inboxId !== undefined, {
    path: ["settings"],
    message: "settings, an inboxId or both are needed",
  });

const tlsFacts = z.object({
  protocol: z.string(),
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()).readonly(),
  validTo: z.string(),
  fingerprint256: z.string(),
  /** PEM: becomes the setting `certificate` of an admin who means this very one. */
  certificate: z.string(),
});

export const mailboxStepResult = z.object({
  kind: z.literal("step"),
  step: mailboxStep,
  status: z.enum(["ok", "failed", "skipped"]),
  ms: z.int(),
  /** The server's own line, redacted, one line of at most 300 characters. */
  theirWords: z.string().nullable(),
  /** Of every failure; of a step that went well when something is worth knowing. */
  hint: mailboxHint.nullable(),
  facts: z
    .object({
      addresses: z.array(z.string()).readonly().optional(),
      tls: tlsFacts.optional(),
      folders: z
        .array(z.object({ path: z.string(), use: z.string().nullable() }))
        .readonly()
        .optional(),
      missing: z.array(z.string()).readonly().optional(),
      capabilities: z.array(z.string()).readonly().optional(),
      /** How many mails a first connection would take in. */
      counts: z
        .array(z.object({ mailbox: z.string(), mails: z.int() }))
        .readonly()
        .optional(),
      foundIn: z.string().optional(),
    })
    .nullable(),
});

/** One line of the answer to a mailbox's test. */
export const mailboxTestEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("started"), step: mailboxStep }),
  mailboxStepResult,
  z.object({ kind: z.literal("finished"), outcome: z.enum(["ok", "failed"]) }),
]);

const providerPage = z.url({ protocol: /^https?$/ }).max(2_000);

/** An app's right to a mailbox, asked of whoever owns it (OAuth 2, authorization code with PKCE). */
export const beginConsentBody = z.strictObject({
  address: z.string().trim().min(3).max(254),
  tokenUrl: providerPage,
  /** Where people are asked; left out for the providers we know. */
  authorizeUrl: providerPage.optional(),
  clientId: z.string().trim().min(1).max(512),
  /** Left out of an inbox that is there: the stored one, if it was stored for the same client and place. */
  clientSecret: z.string().trim().max(2_048).optional(),
  scope: z.string().trim().max(1_024).optional(),
  inboxId: z.uuid().optional(),
});

export const consentBegun = z.object({
  /** As the setting `oauthConsent` it takes the place of a refresh token. */
  id: z.uuid(),
  /** The provider's page, to be opened by whoever owns the mailbox. */
  url: z.string(),
  /** What is to be registered with the provider. */
  redirectUri: z.string(),
});

export const consentView = z.object({
  state: z.enum(["waiting", "granted", "refused"]),
  because: z.enum(CONSENT_REFUSALS).nullable(),
  theirWords: z.string().nullable(),
});
export type ConsentView = z.infer<typeof consentView>;

export type MailboxCandidateView = z.infer<typeof mailboxCandidate>;
export type MailboxTestEventView = z.infer<typeof mailboxTestEvent>;
