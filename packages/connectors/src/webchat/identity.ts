import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { InboxId } from "@circuito/domain";
import { importSPKI, type JWTHeaderParameters, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import type { WebchatSettings } from "./settings.ts";

/** An identity is a door key: one that never expires is one that is stolen (security S-34). */
export const IDENTITY_LIFE_MAX_MS = 60 * 60_000;
/** The host page's clock and ours. */
const CLOCK_SKEW_SECONDS = 60;

/** Whom the host page says this is. */
export interface Identity {
  /** The host page's own name for the customer. */
  readonly subject: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
}

type IdentitySettings = Pick<WebchatSettings, "identitySecret" | "identityPublicKey">;

const claims = z.object({
  sub: z.string().trim().min(1).max(255),
  exp: z.number(),
  name: z.string().trim().min(1).max(120).optional().catch(undefined),
  email: z.email().max(254).optional().catch(undefined),
});

/**
 * The identity in a token of the host page, or `undefined` if any part of it does not hold: an
 * algorithm from our list, our inbox as audience, a subject, and at most an hour to live.
 */
export async function readIdentity(
  settings: IdentitySettings,
  place: { readonly inbox: InboxId; readonly now: number },
  token: string,
): Promise<Identity | undefined> {
  let payload: JWTPayload;
  try {
    const verified = await jwtVerify(token, (header) => keyFor(settings, header), {
      algorithms: ["HS256", "EdDSA"],
      audience: place.inbox,
      requiredClaims: ["exp", "sub"],
      currentDate: new Date(place.now),
      clockTolerance: CLOCK_SKEW_SECONDS,
    });
    payload = verified.payload;
  } catch {
    return undefined;
  }
  const read = claims.safeParse(payload);
  if (!read.success) return undefined;
  const { sub, exp, name, email } = read.data;
  const lifeMax = IDENTITY_LIFE_MAX_MS + CLOCK_SKEW_SECONDS * 1000;
  if (exp * 1000 - place.now > lifeMax) return undefined;
  return { subject: sub, name, email };
}

/** Short, and says nothing of the subject: it travels in the visitor's token. */
export function subjectDigest(subject: string): string {
  return createHash("sha256").update(subject).digest().subarray(0, 16).toString("base64url");
}

/** Each algorithm has its own key: a public key is never taken for a secret. */
async function keyFor(settings: IdentitySettings, { alg }: JWTHeaderParameters) {
  if (alg === "HS256" && settings.identitySecret) return Buffer.from(settings.identitySecret);
  if (alg === "EdDSA" && settings.identityPublicKey) {
    return importSPKI(settings.identityPublicKey, "EdDSA");
  }
  throw new Error("no key for this algorithm");
}
