import type { SendErrorKind } from "@circuito/connector";
import type { Channel } from "@circuito/domain";

/** What an attempt to send came to: taken by the provider, or why not. */
export type SendOutcome = "taken" | SendErrorKind;

/** Whoever counts what a process gets done. Told after each commit; must not throw. */
export interface WorkMeasure {
  /** Messages that became part of a conversation: how long each had waited since it was received. */
  routed(messages: readonly { readonly channel: Channel; readonly waitedMs: number }[]): void;
  /** A message was taken up to be sent for the first time, so long after it was written. */
  claimed(channel: Channel, waitedMs: number): void;
  /** The provider was asked, and that is what came of it. */
  tried(channel: Channel, outcome: SendOutcome, tookMs: number): void;
}
