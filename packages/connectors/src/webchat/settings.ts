import {
  type ChatLogo,
  LOGO_ALT_LENGTH_MAX,
  LOGO_SIDE_MAX_PX,
  PICTURE_TYPES,
  type ProactiveRule,
} from "@circuito/domain";
import { z } from "zod";
import { preChatSettings } from "./pre-chat-settings.ts";
import { proactiveSettings } from "./proactive-settings.ts";

/** Exact scheme, host and port; a path, a wildcard or a trailing slash would promise what we do not check. */
const origin = z.string().refine((text) => {
  if (text === "null") return true;
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}, "must be an origin like https://www.example.com, without a path");

/** A button, not a sentence: more does not fit beside it on a phone. */
const LAUNCHER_TEXT_LENGTH_MAX = 30;

/** 256 bits, as the gateway makes it: Base64 of 32 bytes or more. */
const tokenSecret = z.string().min(43, "must be at least 32 random bytes in Base64").max(200);

const side = z.int().min(1).max(LOGO_SIDE_MAX_PX);
/** Judged by the gateway, which alone says which bytes it is. */
const logo = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.enum(PICTURE_TYPES),
  width: side,
  height: side,
  alt: z.string().trim().max(LOGO_ALT_LENGTH_MAX).default(""),
});

const fields = z.strictObject({
  companyName: z.string().trim().min(1).max(80),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be a color like #1f6feb"),
  greeting: z.string().max(500).nullable().default(null),
  /** Stands before the company's name; without it its first letter does. */
  logo: logo.optional(),
  /** How the button looks on pages that load it by the inbox's own address (`widget-look.ts`). */
  theme: z.enum(["auto", "light", "dark"]).default("auto"),
  position: z.enum(["left", "right"]).default("right"),
  /** Words beside the button's drawing; without them it is round. */
  launcherText: z.string().trim().min(1).max(LAUNCHER_TEXT_LENGTH_MAX).nullable().default(null),
  /** Pages that may show the chat. `null` is what sandboxed frames and files send. */
  allowedOrigins: z.array(origin).min(1).max(100),
  /** Browsers always say where they are; whoever does not is a program or an app. */
  allowMissingOrigin: z.boolean().default(false),
  /** Signs visitors' tokens. Changing it makes every visitor a stranger. */
  tokenSecret,
  /** Shared with the host page's server, which signs its customers' identity (HS256). */
  identitySecret: z.string().min(32, "must be at least 32 characters").max(512).optional(),
  /** Or the public half of its key pair (Ed25519, SPKI in PEM). */
  identityPublicKey: z.string().startsWith("-----BEGIN PUBLIC KEY-----").max(1_000).optional(),
  /** When the secret was made: what the console shows in its place. */
  identitySecretAt: z.iso.datetime().optional(),
  /** The one before it, and until when what it signed still holds. */
  identitySecretBefore: z.string().min(32).max(512).optional(),
  identityBeforeUntil: z.iso.datetime().optional(),
  /** Only customers whom the host page vouches for may write. */
  identityRequired: z.boolean().default(false),
  /** What is asked before the first words; without fields nothing is. */
  preChat: preChatSettings.optional(),
  /** When the page invites to chat; without rules it never does. */
  proactive: proactiveSettings.optional(),
});

export const webchatSettings = fields.refine(
  (s) => !s.identityRequired || s.identitySecret || s.identityPublicKey,
  {
    path: ["identityRequired"],
    message: "needs an identity secret or public key to check identities with",
  },
);
export type WebchatSettings = z.infer<typeof webchatSettings>;

/** What identities are checked with. */
export const identitySettings = fields
  .pick({
    identitySecret: true,
    identityPublicKey: true,
    identitySecretBefore: true,
    identityBeforeUntil: true,
  })
  .strip();

/** The picture among an inbox's settings as they are stored; absent where there is none. */
export function logoOf(settings: Readonly<Record<string, unknown>>): ChatLogo | undefined {
  return logo.safeParse(settings.logo).data;
}

/** The rules by which visitors are invited, of settings as they are stored; none where there are none. */
export function proactiveOf(settings: Readonly<Record<string, unknown>>): readonly ProactiveRule[] {
  return proactiveSettings.safeParse(settings.proactive).data ?? [];
}

/** What anybody may see of them: how the button looks. Read one by one from settings as stored. */
export const lookSettings = fields
  .pick({ accentColor: true, theme: true, position: true, launcherText: true })
  .partial()
  .strip();
