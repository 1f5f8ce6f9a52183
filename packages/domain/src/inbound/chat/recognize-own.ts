import type { DeliveryStatus } from "../../delivery.ts";
import type { MessageId } from "../../ids.ts";
import type { InboundMessage } from "../route-inbound.ts";

/** A message that we handed over and of which nobody has said yet how it ended. */
export interface UnsettledDelivery {
  readonly messageId: MessageId;
  readonly status: DeliveryStatus;
  readonly text: string;
  readonly hasMedia: boolean;
  /** What was offered goes below the words where a channel has no buttons. */
  readonly hasChoices: boolean;
  /** When it was written, ms since epoch. */
  readonly createdAt: number;
}

export type OwnMessage =
  /** It is the one we sent: nothing new. */
  | { readonly kind: "echo" }
  /** It settles what nobody knew: it did leave. */
  | { readonly kind: "found"; readonly messageId: MessageId }
  /** One of us wrote it on the phone. */
  | { readonly kind: "from-phone" };

/** The phone's clock and ours may differ by this much. */
const CLOCKS_MS = 2 * 60_000;
/** A doubt that is older is a person's: what is written then with the same words was written then. */
const DOUBT_MS = 24 * 60 * 60_000;

/**
 * What a message of ours is that the channel shows us: our own send come back, the end of a doubt, or
 * something that one of us wrote elsewhere. By the id where it is known; else by the same words in the
 * same conversation, since a send whose answer was lost has no id (design, invariant 10).
 *
 * @param unsettled of the same contact point, oldest first
 */
export function recognizeOwn(
  message: Pick<InboundMessage, "text" | "media" | "sentAt" | "receivedAt">,
  isKnownId: boolean,
  unsettled: readonly UnsettledDelivery[],
): OwnMessage {
  if (isKnownId) return { kind: "echo" };
  const writtenAt = message.sentAt ?? message.receivedAt;
  const found = unsettled.find(
    (delivery) =>
      delivery.createdAt <= writtenAt + CLOCKS_MS &&
      writtenAt <= delivery.createdAt + DOUBT_MS &&
      hasSameWords(delivery, message.text, message.media.length > 0),
  );
  return found ? { kind: "found", messageId: found.messageId } : { kind: "from-phone" };
}

function hasSameWords(sent: UnsettledDelivery, text: string, hasMedia: boolean): boolean {
  const ours = squeeze(sent.text);
  const theirs = squeeze(text);
  if (ours === "" || theirs === "") return ours === theirs && sent.hasMedia && hasMedia;
  return ours === theirs || (sent.hasChoices && theirs.startsWith(ours));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
