import type { Contacts } from "./party.ts";
import type { ProviderError } from "./provider-error.ts";

/** One thing of a webhook, with what is needed to understand it. */
export type BatchItem =
  | (Slice & {
      readonly kind: "message";
      /** Who wrote it: a customer, or one of us on the phone that the number belongs to. */
      readonly by: "customer" | "us";
      readonly around: Around;
    })
  | (Slice & { readonly kind: "status"; readonly around: Around })
  /** An error that belongs to no message. */
  | (Slice & { readonly kind: "error"; readonly around: Around })
  /** What this build does not read. */
  | (Slice & { readonly kind: "unread"; readonly because: string });

interface Slice {
  readonly value: unknown;
  /**
   * Its own bytes inside a webhook that holds nothing else: read again, they give the same element.
   * @param contact the slice of the contact that it was understood with
   */
  raw(contact: string | undefined): Uint8Array;
}

/** What a change says of all its items. */
export interface Around {
  readonly phoneNumberId: string | undefined;
  /** Digits; for display. */
  readonly displayNumber: string | undefined;
  readonly contacts: Contacts;
  /** What explains messages that come without content. */
  readonly errors: readonly ProviderError[];
}
