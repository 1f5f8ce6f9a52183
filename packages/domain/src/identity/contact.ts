import type { ContactId } from "../ids.ts";

/**
 * How sure we are that an address belongs to a contact (rules §6).
 *
 * - `signed` (E4): a host page signed for who it is
 * - `channel-proven` (E3): they wrote from it on its own channel, which vouches for its writers
 * - `alias` (E2): the channel says that it is another name of the same account
 * - `self-declared` (E1): they said so
 * - `agent-asserted` (E0): one of us said so
 */
export const EVIDENCE = [
  "agent-asserted",
  "self-declared",
  "alias",
  "channel-proven",
  "signed",
] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** 0 to 4, as E0 to E4 of rules §6. */
export function strengthOf(evidence: Evidence): number {
  return EVIDENCE.indexOf(evidence);
}

export interface ContactState {
  readonly id: ContactId;
  readonly name: string | undefined;
  /** What they were sorted into, for rules to look at. */
  readonly segments: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** Somebody of whom only a name is known, or not even that. */
export function newContact(id: ContactId, name: string | undefined): ContactState {
  return { id, name, segments: [], attributes: {} };
}
