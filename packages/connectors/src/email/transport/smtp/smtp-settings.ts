import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import { mailHost, mailPort } from "../mail-host.ts";
import { OAUTH_SECRETS, oauthSettings } from "../oauth.ts";
import { mailSecurity, pinnedCertificate } from "../tls-options.ts";

/** How mail is sent; under the same names in the settings of an inbox. */
export const sendSettings = {
  /** What we call ourselves in EHLO. */
  clientName: mailHost.optional(),
  /** Gmail and Microsoft 365 allow 30 a minute and say no, for a day, to more. */
  perMinuteMax: z.int().min(1).max(1_000).default(30),
  dkimDomain: mailHost.optional(),
  dkimSelector: z
    .string()
    .regex(/^[a-z0-9._-]{1,63}$/i, "must be a DNS label")
    .optional(),
  dkimPrivateKey: z.string().max(10_000).refine(isPrivateKey, "must be a private key").optional(),
};

/** Flat beside the other settings of an inbox: `password` and the like are secrets by name. */
export const smtpSettings = z
  .strictObject({
    host: mailHost,
    port: mailPort.default(465),
    security: mailSecurity.default("tls"),
    certificate: pinnedCertificate.optional(),
    /** Left out for a relay that knows us by where we are. */
    user: z.string().min(1).max(320).optional(),
    password: z.string().min(1).max(1_024).optional(),
    ...oauthSettings,
    ...sendSettings,
  })
  .refine(
    (s) =>
      s.dkimPrivateKey === undefined ||
      (s.dkimDomain !== undefined && s.dkimSelector !== undefined),
    { path: ["dkimPrivateKey"], message: "needs a domain and a selector" },
  )
  .refine(
    (s) =>
      s.oauthRefreshToken === undefined ||
      (s.oauthTokenUrl !== undefined && s.oauthClientId !== undefined && s.user !== undefined),
    { path: ["oauthTokenUrl"], message: "needs a user, a token URL and a client id" },
  );
export type SmtpSettings = z.infer<typeof smtpSettings>;

export const SMTP_SECRETS = ["password", "dkimPrivateKey", ...OAUTH_SECRETS] as const;

function isPrivateKey(text: string): boolean {
  try {
    createPrivateKey(text);
    return true;
  } catch {
    return false;
  }
}
