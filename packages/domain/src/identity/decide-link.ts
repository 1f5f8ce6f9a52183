import type { Address } from "../address.ts";
import type { ContactId } from "../ids.ts";
import { type Evidence, strengthOf } from "./contact.ts";

/** What says that two contacts are one person. Their name is never it: many people have the same. */
export type LinkBecause =
  /** A host page signed for whoever writes from an address that another contact holds. */
  | "signed-identity"
  /** The channel says that two names are one account. */
  | "same-account"
  /** Two spellings of one number. */
  | "same-number"
  /** What one said of themself is an address of the other. */
  | "claims-address"
  /** Both said the same of themselves. */
  | "claims-alike"
  /** One of us, or a program, said so. */
  | "said-by-us";

export interface Clue {
  readonly evidence: Evidence;
  readonly because: LinkBecause;
  /** Several people write from the address that it rests on. */
  readonly isShared: boolean;
}

/** One of the two. */
export interface Party {
  readonly id: ContactId;
  /** Identities that a host page signed for. */
  readonly signedAs: readonly Address[];
}

/** What a person decided of the two before. */
export type Verdict = "dismissed" | "separated";

export type LinkDecision =
  | { readonly kind: "merge"; readonly because: LinkBecause }
  | {
      readonly kind: "suggest";
      readonly because: LinkBecause;
      /** Why it is not done without asking. */
      readonly butFor: "weak-evidence" | "two-signed-identities";
    }
  | {
      readonly kind: "none";
      readonly because: "same-contact" | "shared-address" | Verdict;
    };

/** Weakest evidence that merges by itself (rules §6, E2). */
const MERGES_FROM = strengthOf("alias");

/**
 * Whether two contacts are one person (rules §6). What one of us says is done, and can be taken back.
 * What the machine finds is done on strong evidence only, never against a person's word, and never
 * where a host page signed for two different people.
 */
export function decideLink(
  one: Party,
  other: Party,
  clue: Clue,
  verdict: Verdict | undefined,
): LinkDecision {
  const { because } = clue;
  if (one.id === other.id) return { kind: "none", because: "same-contact" };
  if (clue.evidence === "agent-asserted") return { kind: "merge", because };
  if (clue.isShared) return { kind: "none", because: "shared-address" };
  if (verdict) return { kind: "none", because: verdict };
  if (strengthOf(clue.evidence) < MERGES_FROM) {
    return { kind: "suggest", because, butFor: "weak-evidence" };
  }
  // An address has one holder, so these are never the same.
  if (one.signedAs.length > 0 && other.signedAs.length > 0) {
    return { kind: "suggest", because, butFor: "two-signed-identities" };
  }
  return { kind: "merge", because };
}
