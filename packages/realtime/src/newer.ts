import type { ActivityView, ConversationView, MessageView } from "@circuito/protocol";

/**
 * Which of two views of the same thing to keep. Every rule here is a total order on the views
 * themselves, so the winner does not depend on which came first: that is what makes duplicates and
 * reorderings harmless. The one we hold is returned on a tie, so that nothing is drawn again.
 */
export function newerConversation(held: ConversationView, other: ConversationView) {
  const byPromises = held.promisesRevision - other.promisesRevision;
  return keepGreater(held, other, held.version - other.version || byPromises);
}

/**
 * What is done to a message counts its revision up. Its other moving parts only move forward:
 * delivery by {@link DELIVERY_RANK}, each recipient by {@link RECIPIENT_RANK}, media out of
 * `pending`, and pictures out of being held back.
 */
export function newerMessage(held: MessageView, other: MessageView): MessageView {
  const byRevision = held.revision - other.revision;
  const byDelivery = deliveryRank(held) - deliveryRank(other);
  const byRecipients = recipientsRank(held) - recipientsRank(other);
  const byMedia = settledMedia(held) - settledMedia(other);
  const byPictures = heldBackPictures(other) - heldBackPictures(held);
  return keepGreater(
    held,
    other,
    byRevision || byDelivery || byRecipients || byMedia || byPictures,
  );
}

export function newerActivity(held: ActivityView, other: ActivityView): ActivityView {
  return keepGreater(held, other, 0);
}

/** Later facts are greater: a provider may report failure after `sent`, and delivery after failure. */
const DELIVERY_RANK = {
  queued: 1,
  claimed: 2,
  submitting: 3,
  unknown: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  read: 8,
} as const;

function deliveryRank(message: MessageView): number {
  return message.delivery === null ? 0 : DELIVERY_RANK[message.delivery.status];
}

/** A bounce comes after the other server took the mail. */
const RECIPIENT_RANK = { queued: 0, deferred: 1, accepted: 2, refused: 2, bounced: 3 } as const;

function recipientsRank({ delivery }: MessageView): number {
  const ranks = delivery?.recipients?.map(({ status }) => 1 + RECIPIENT_RANK[status]) ?? [];
  return ranks.reduce((sum, rank) => sum + rank, 0);
}

function heldBackPictures({ mail }: MessageView): number {
  return mail?.html?.remoteImages ?? 0;
}

function settledMedia(message: MessageView): number {
  return message.media.filter((media) => media.state !== "pending").length;
}

/** `difference` decides; views that it calls equal but are not are ordered by their text. */
function keepGreater<T>(held: T, other: T, difference: number): T {
  if (held === other || difference > 0) return held;
  if (difference < 0) return other;
  return JSON.stringify(other) > JSON.stringify(held) ? other : held;
}

/** Same as above for things whose only version is the instant of the notice. */
export function laterOf<T extends { readonly at: string }>(held: T, other: T): T {
  if (other.at !== held.at) return other.at > held.at ? other : held;
  return keepGreater(held, other, 0);
}
