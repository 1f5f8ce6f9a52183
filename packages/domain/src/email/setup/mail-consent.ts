/** Why there is no consent to use a mailbox. Closed: the words are in the catalogs of who shows them. */
export const CONSENT_REFUSALS = [
  /** Whoever was asked said no, or the provider did for them. */
  "denied",
  /** The client's id or secret is not right. */
  "client",
  /** The provider does not know the address that people come back to. */
  "redirect",
  "scope",
  /** It consents, and not for longer than an hour. */
  "no-lasting-grant",
  /** Anything else that it says; its words tell. */
  "provider",
  "no-answer",
] as const;
export type ConsentRefusal = (typeof CONSENT_REFUSALS)[number];

/** Long enough to find a second factor; a page left open says nothing any more. */
export const CONSENT_ASK_MS = 15 * 60_000;
/** What was granted waits this long to be tried and saved. */
export const CONSENT_KEPT_MS = 60 * 60_000;
