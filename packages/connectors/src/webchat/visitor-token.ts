import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import type { InboxId } from "@circuito/domain";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";

/** A visitor who does not come back for so long is a stranger; renewed at every connection. */
export const TOKEN_IDLE_MS = 30 * 24 * 60 * 60_000;
/** Nobody guesses one, and nobody makes one without the inbox's secret. */
const VISITOR_KEY_BYTES = 32;
const ISSUER = "circuito-visitor";

export interface Visitor {
  /** The random name in the token; never leaves the browser it was made for. */
  readonly key: string;
  /** Public name, made from the key; the key cannot be made from it. */
  readonly id: string;
  /** Digest of the identity this visitor once proved; it takes the same one to be them again. */
  readonly boundTo: string | undefined;
}

export function newVisitor(boundTo?: string): Visitor {
  const key = randomBytes(VISITOR_KEY_BYTES).toString("base64url");
  return { key, id: visitorId(key), boundTo };
}

export async function issueToken(
  place: { readonly secret: string; readonly inbox: InboxId; readonly now: number },
  visitor: Visitor,
): Promise<string> {
  const bound = visitor.boundTo === undefined ? {} : { sb: visitor.boundTo };
  const seconds = Math.floor(place.now / 1000);
  return new SignJWT(bound)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(ISSUER)
    .setAudience(place.inbox)
    .setSubject(visitor.key)
    .setExpirationTime(seconds + TOKEN_IDLE_MS / 1000)
    .sign(Buffer.from(place.secret));
}

const claims = z.object({
  sub: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  sb: z.string().max(64).optional(),
});

/** The visitor a token was made for; `undefined` if it is forged, expired or another inbox's. */
export async function readToken(
  place: { readonly secret: string; readonly inbox: InboxId; readonly now: number },
  token: string,
): Promise<Visitor | undefined> {
  try {
    const { payload } = await jwtVerify(token, Buffer.from(place.secret), {
      algorithms: ["HS256"],
      issuer: ISSUER,
      audience: place.inbox,
      requiredClaims: ["exp", "sub"],
      currentDate: new Date(place.now),
    });
    const read = claims.safeParse(payload);
    if (!read.success) return undefined;
    const { sub, sb } = read.data;
    return { key: sub, id: visitorId(sub), boundTo: sb };
  } catch {
    return undefined;
  }
}

/** A UUID (version 8, RFC 9562 §5.8) out of the key's SHA-256. */
function visitorId(key: string): string {
  const bytes = createHash("sha256").update(key).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
