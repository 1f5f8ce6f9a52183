import { providerUrl } from "@circuito/connector";
import { z } from "zod";

/** Digits only, as Meta writes its ids. */
const graphId = z.string().regex(/^\d{5,32}$/, "must be the id's digits");
const hostName = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a host name");
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 04:30");

/** Meta's official API: webhooks in, HTTP out. */
export const cloudSettings = z.strictObject({
  transport: z.literal("cloud"),
  phoneNumberId: graphId,
  /** The WhatsApp Business Account: its templates are listed, and its webhooks are ours. */
  wabaId: graphId,
  /** A system user's token that does not expire. */
  accessToken: z.string().min(20).max(1_024),
  /** Signs every webhook. */
  appSecret: z.string().regex(/^[0-9a-f]{32}$/, "must be 32 hexadecimal digits"),
  /** Ours: Meta sends it back when the webhook's address is set. */
  verifyToken: z.string().min(16).max(128),
  /** Customers see that their message was read when it is answered. */
  marksRead: z.boolean().default(true),
  graphBaseUrl: providerUrl.default("https://graph.facebook.com"),
  graphVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d{1,2}$/, "must be like v25.0")
    .default("v25.0"),
  /** The only hosts that files of customers are fetched from, besides the Graph API. */
  mediaHosts: z.array(hostName).default(["lookaside.fbsbx.com"]),
});
export type CloudSettings = z.infer<typeof cloudSettings>;

/** A phone's own account through a browser: unofficial, and such accounts can be banned. */
export const webSettings = z.strictObject({
  transport: z.literal("web"),
  /** Groups are ignored and counted unless this is on. */
  groups: z.boolean().default(false),
  /** Answers a minute: one every five seconds is what a fast person types. */
  sendsPerMinuteMax: z.int().min(1).max(60).default(12),
  /** People who never wrote to us: reports of bans begin at 15 to 20 a day (spec whatsapp §3, 25). */
  firstContactsPerDayMax: z.int().min(0).max(200).default(10),
  /** How far back messages are looked for when an account is paired for the first time. */
  historyDays: z.int().min(0).max(30).default(0),
  /** Local time at which the browser is started anew, when nobody writes. */
  restartAt: timeOfDay.default("04:00"),
  /** Of the browser's processes together: beyond it, it is started anew. */
  memoryMaxMb: z.int().min(300).max(8_192).default(1_500),
  /** Tells customers that their message was read when it is answered. */
  marksRead: z.boolean().default(true),
});
export type WebSettings = z.infer<typeof webSettings>;

export const whatsappSettings = z.discriminatedUnion("transport", [cloudSettings, webSettings]);
export type WhatsappSettings = z.infer<typeof whatsappSettings>;

export const WHATSAPP_SECRETS = ["accessToken", "appSecret", "verifyToken"] as const;

export const WHATSAPP_SECRETS_GO_TO: Readonly<
  Record<(typeof WHATSAPP_SECRETS)[number], readonly string[]>
> = {
  accessToken: ["graphBaseUrl", "mediaHosts"],
  // These two only check what comes in.
  appSecret: [],
  verifyToken: [],
};
