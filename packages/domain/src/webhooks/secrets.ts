import { HOUR_MS } from "../calendar/time-zone.ts";

/** How long the former secret signs, too: time to bring the new one to the receiver. */
export const SECRET_OVERLAP_MS = 24 * HOUR_MS;

/** What an endpoint's requests are signed with, sealed or open. */
export interface EndpointSecrets {
  readonly secret: string;
  readonly formerSecret: string | null;
  /** Ms since epoch. */
  readonly formerUntil: number | null;
}

/** Those that sign now, the newest first: a receiver accepts what any one of them signed. */
export function secretsInForce(
  { secret, formerSecret, formerUntil }: EndpointSecrets,
  now: number,
): readonly string[] {
  const isInForce = formerSecret !== null && formerUntil !== null && now < formerUntil;
  return isInForce ? [secret, formerSecret] : [secret];
}
