import {
  afterResolve,
  afterSnooze,
  type Closing,
  type DeskConversation,
  isActive,
  WAIT_FOR_CUSTOMER_MS,
} from "@circuito/domain";
import type { StoryLine } from "./change.ts";
import { endLine } from "./note-closing.ts";

/** What an answer makes of its conversation: solved, or out of the way until the customer writes. */
export type AndThen = "resolve" | "wait";

/** Of what is over already, an answer makes nothing else. */
export function moveOn(
  conversation: DeskConversation,
  andThen: AndThen | undefined,
  now: number,
  said: Closing,
): { readonly after: DeskConversation; readonly line?: StoryLine } {
  if (andThen === undefined || !isActive(conversation)) return { after: conversation };
  switch (andThen) {
    case "resolve":
      return {
        after: afterResolve(conversation, now),
        line: endLine(said),
      };
    case "wait": {
      const until = now + WAIT_FOR_CUSTOMER_MS;
      return {
        after: afterSnooze(conversation, until),
        line: {
          kind: "snoozed",
          because: "until-customer-writes",
          data: { until: new Date(until).toISOString() },
        },
      };
    }
  }
}
