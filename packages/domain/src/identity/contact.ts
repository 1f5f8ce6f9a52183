import type { Address } from "../address.ts";
import type { ContactId } from "../ids.ts";

/**
 * How sure we are that an address belongs to a contact, weakest first (rules §6). Only
 * `channel-proven` and `signed` may ever link by themselves.
 */
export type Evidence = "self-declared" | "agent-asserted" | "channel-proven" | "signed";

export interface ContactState {
  readonly id: ContactId;
  readonly name: string | undefined;
}

export interface IdentityState {
  readonly address: Address;
  readonly contactId: ContactId;
  readonly evidence: Evidence;
}
