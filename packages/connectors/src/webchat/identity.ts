import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { IdentityFault, InboxId } from "@circuito/domain";
import {
  errors,
  importSPKI,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyResult,
  jwtVerify,
} from "jose";
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

type JudgedIdentity =
  | { readonly kind: "holds"; readonly identity: Identity }
  | { readonly kind: "fails"; readonly because: IdentityFault };

type IdentitySettings = Pick<
  WebchatSettings,
  "identitySecret" | "identityPublicKey" | "identitySecretBefore" | "identityBeforeUntil"
>;

interface IdentityPlace {
  readonly inbox: InboxId;
  readonly now: number;
}

const claims = z.object({
  sub: z.string().trim().min(1).max(255),
  exp: z.number(),
  name: z.string().trim().min(1).max(120).optional().catch(undefined),
  email: z.email().max(254).optional().catch(undefined),
});

/** The identity in a token of the host page, or `undefined` if any part of it does not hold. */
export async function readIdentity(
  settings: IdentitySettings,
  place: IdentityPlace,
  token: string,
): Promise<Identity | undefined> {
  const judged = await judgeIdentity(settings, place, token);
  return judged.kind === "holds" ? judged.identity : undefined;
}

/**
 * Whether a token holds: an algorithm from our list, our inbox as audience, a subject, and at most an
 * hour to live. Visitors never learn which of them does not; whoever sets the inbox up may.
 */
export async function judgeIdentity(
  settings: IdentitySettings,
  place: IdentityPlace,
  token: string,
): Promise<JudgedIdentity> {
  const first = await payloadOf(settings, place, token);
  const before = secretBefore(settings, place.now);
  const judged =
    first === "signature" && before !== undefined
      ? await payloadOf({ identitySecret: before }, place, token)
      : first;
  if (typeof judged === "string") return { kind: "fails", because: judged };
  const read = claims.safeParse(judged);
  if (!read.success) return { kind: "fails", because: "subject" };
  const { sub, exp, name, email } = read.data;
  const lifeMax = IDENTITY_LIFE_MAX_MS + CLOCK_SKEW_SECONDS * 1000;
  if (exp * 1000 - place.now > lifeMax) return { kind: "fails", because: "lives-too-long" };
  return { kind: "holds", identity: { subject: sub, name, email } };
}

/** While a site's servers take the new secret over, what they sign with the old one holds, too. */
function secretBefore(settings: IdentitySettings, now: number): string | undefined {
  const { identitySecretBefore, identityBeforeUntil } = settings;
  const isOver = identityBeforeUntil === undefined || Date.parse(identityBeforeUntil) <= now;
  return isOver ? undefined : identitySecretBefore;
}

async function payloadOf(
  settings: IdentitySettings,
  place: IdentityPlace,
  token: string,
): Promise<JWTPayload | IdentityFault> {
  try {
    return (await verify(settings, place, token)).payload;
  } catch (error) {
    return faultOf(error);
  }
}

const verify = (
  settings: IdentitySettings,
  place: IdentityPlace,
  token: string,
): Promise<JWTVerifyResult> =>
  jwtVerify(token, (header) => keyFor(settings, header), {
    algorithms: ["HS256", "EdDSA"],
    audience: place.inbox,
    requiredClaims: ["exp", "sub"],
    currentDate: new Date(place.now),
    clockTolerance: CLOCK_SKEW_SECONDS,
  });

function faultOf(error: unknown): IdentityFault {
  if (error instanceof NoKey) return error.because;
  if (error instanceof errors.JOSEAlgNotAllowed) return "algorithm";
  if (error instanceof errors.JWTExpired) return "ended";
  if (error instanceof errors.JWTClaimValidationFailed) {
    return CLAIM_FAULTS[error.claim] ?? "not-a-token";
  }
  return error instanceof errors.JWSSignatureVerificationFailed ? "signature" : "not-a-token";
}

const CLAIM_FAULTS: Readonly<Record<string, IdentityFault>> = {
  aud: "audience",
  exp: "no-end",
  sub: "subject",
  nbf: "not-yet",
};

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
  const hasKey = settings.identitySecret !== undefined || settings.identityPublicKey !== undefined;
  throw new NoKey(hasKey ? "algorithm" : "no-key");
}

class NoKey extends Error {
  override readonly name = "NoKey";
  readonly because: "algorithm" | "no-key";

  constructor(because: NoKey["because"]) {
    super("no key for this algorithm");
    this.because = because;
  }
}
