import { providerUrl, webhookSecret } from "@circuito/connector";
import { z } from "zod";

const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/, "must be a number like +5511999990000");
/** A number, a short code or an alphanumeric sender of at most 11 characters (GSM 03.40 §9.1.2.5). */
const senderId = z.union([E164, z.string().regex(/^[A-Za-z0-9 ]{1,11}$/)]);
/** A host name without scheme, port or path. */
const hostName = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a host name");

export const twilioSettings = z
  .strictObject({
    provider: z.literal("twilio"),
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, "must be AC and 32 hexadecimal digits"),
    authToken: z.string().min(32, "must be the account's auth token").max(64),
    from: senderId.optional(),
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/, "must be MG and 32 hexadecimal digits")
      .optional(),
    /** The only hosts that files of customers are fetched from. */
    mediaHosts: z.array(hostName).default(["api.twilio.com", "mms.twiliocdn.com"]),
    apiBaseUrl: providerUrl.default("https://api.twilio.com"),
  })
  .refine((s) => s.from !== undefined || s.messagingServiceSid !== undefined, {
    path: ["from"],
    message: "needs a sender number or a messaging service",
  });
export type TwilioSettings = z.infer<typeof twilioSettings>;

export const vonageSettings = z.strictObject({
  provider: z.literal("vonage"),
  apiKey: z.string().min(1).max(64),
  signatureSecret: z.string().min(16, "ask Vonage for a longer signature secret").max(256),
  /** Vonage's default is an MD5 hash; it and unsigned webhooks are not taken (security S-25). */
  signatureMethod: z.enum(["sha256", "sha512"]),
  from: senderId,
  apiBaseUrl: providerUrl.default("https://rest.nexmo.com"),
});
export type VonageSettings = z.infer<typeof vonageSettings>;

export const genericSettings = z.strictObject({
  provider: z.literal("generic"),
  /** Signs what comes in and what goes out. */
  secret: webhookSecret,
  /** The secret before this one: still accepted while the other side changes. */
  previousSecret: webhookSecret.optional(),
  from: senderId,
  sendUrl: providerUrl,
});
export type GenericSettings = z.infer<typeof genericSettings>;

export const smsSettings = z.discriminatedUnion("provider", [
  twilioSettings,
  vonageSettings,
  genericSettings,
]);
export type SmsSettings = z.infer<typeof smsSettings>;

export const SMS_SECRETS = ["authToken", "signatureSecret", "secret", "previousSecret"] as const;

/** Signatures count, too: whoever gets them signed at will has half the secret's worth. */
export const SMS_SECRETS_GO_TO: Readonly<Record<(typeof SMS_SECRETS)[number], readonly string[]>> =
  {
    authToken: ["apiBaseUrl"],
    signatureSecret: ["apiBaseUrl"],
    secret: ["sendUrl"],
    // Only checks what comes in.
    previousSecret: [],
  };
