import type { IdentityFault, InboxId } from "@circuito/domain";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { judgeIdentity } from "./identity.ts";
import { identitySettings } from "./settings.ts";

/** What whoever sets a chat up is told of a token: the check that fails, and what is written in it. */
export interface CheckedIdentity {
  /** Null: it holds. */
  readonly because: IdentityFault | null;
  /** As the token says, proven or not. Null: it does not say, or cannot be read. */
  readonly said: {
    readonly algorithm: string | null;
    readonly audience: string | null;
    readonly subject: string | null;
    readonly name: string | null;
    readonly email: string | null;
    /** Ms since epoch. */
    readonly expiresAt: number | null;
  };
}

/** As much of a claim as a person reads. */
const CLAIM_LENGTH_MAX = 200;

/** @param settings an inbox's, secrets included, as they are stored */
export async function checkIdentity(
  settings: unknown,
  place: { readonly inbox: InboxId; readonly now: number },
  token: string,
): Promise<CheckedIdentity> {
  const judged = await judgeIdentity(identitySettings.parse(settings), place, token);
  return { because: judged.kind === "holds" ? null : judged.because, said: saidIn(token) };
}

function saidIn(token: string): CheckedIdentity["said"] {
  const header = readable(() => decodeProtectedHeader(token));
  const claims = readable(() => decodeJwt(token));
  const expiresAt = typeof claims.exp === "number" ? claims.exp * 1000 : Number.NaN;
  return {
    algorithm: words(header.alg),
    audience: words(claims.aud),
    subject: words(claims.sub),
    name: words(claims.name),
    email: words(claims.email),
    // Beyond that no date is one (ECMA-262, time values).
    expiresAt: Math.abs(expiresAt) <= 8.64e15 ? expiresAt : null,
  };
}

function readable(read: () => object): Readonly<Record<string, unknown>> {
  try {
    return { ...read() };
  } catch {
    return {};
  }
}

const words = (claim: unknown): string | null =>
  claim === undefined || claim === null ? null : String(claim).slice(0, CLAIM_LENGTH_MAX);
