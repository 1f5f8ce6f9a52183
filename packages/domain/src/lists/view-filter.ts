import type { Channel } from "../channel.ts";
import type { ConversationStatus } from "../conversation.ts";
import type { PriorityName } from "../desk/priority.ts";
import type { QueueId } from "../ids.ts";

/**
 * Stretches of a conversation's life that a list shows: the console's three, and a queue's, which ask
 * whether somebody has it.
 */
export const LIST_GROUPS = ["to-do", "waiting", "resolved", "queued", "in-service"] as const;
export type ListGroup = (typeof LIST_GROUPS)[number];

/** What comes first: what breaks next, waited longest, was written to last, or presses most. */
export const LIST_ORDERS = ["next-breach", "longest-wait", "newest", "priority"] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

/** Which conversations a list shows. Everything given must hold. */
export interface ViewFilter {
  readonly group?: ListGroup | undefined;
  readonly status?: ConversationStatus | undefined;
  readonly queueId?: QueueId | undefined;
  /** `me` is whoever looks: a shared view is another list for each. */
  readonly assigneeId?: string | "me" | "none" | undefined;
  readonly channel?: Channel | undefined;
  readonly label?: string | undefined;
  /** This one, or more pressing. */
  readonly priority?: PriorityName | undefined;
  /** The customer has waited at least so long, in minutes. */
  readonly waitingMinutes?: number | undefined;
  /** Of the contact: "vip". */
  readonly segment?: string | undefined;
  /** The customer wrote what the viewer has not read. */
  readonly unread?: boolean | undefined;
  /** The viewer follows it. */
  readonly following?: boolean | undefined;
  readonly order?: ListOrder | undefined;
}
