/**
 * What does not hold of an identity that a site signed for its customer, the first check that fails. A
 * closed list, in the order of the checks:
 *
 * - `not-a-token`: these are no three parts of a signed JWT
 * - `no-key`: the inbox has neither a secret nor a public key to check with
 * - `algorithm`: not one that the inbox has a key for
 * - `signature`: signed with another key, or changed since
 * - `audience`, `no-end`, `subject`: the claim is missing, or is not what it must be
 * - `ended`, `not-yet`: by our clock
 * - `lives-too-long`: it ends later than a token may
 */
export const IDENTITY_FAULTS = [
  "not-a-token",
  "no-key",
  "algorithm",
  "signature",
  "audience",
  "no-end",
  "subject",
  "ended",
  "not-yet",
  "lives-too-long",
] as const;
export type IdentityFault = (typeof IDENTITY_FAULTS)[number];
