import type { QueueId } from "../ids.ts";
import { type StoryLine, storyEventOf, TELLING_KINDS } from "../sla/read-story.ts";
import type { StoryEvent } from "../sla/story.ts";

/**
 * All that a program outside can be told of: a closed list, each of them something that is written down
 * when it happens. Notes are not among them: what people say among themselves stays here.
 */
export const WEBHOOK_EVENTS = [
  /** A customer wrote. */
  "message.received",
  /** An answer was written, by a person or a machine; what becomes of it is told by `message.status`. */
  "message.sent",
  /** An answer was sent, delivered, read, or not; or nobody knows. */
  "message.status",
  "conversation.created",
  /** It became somebody's. */
  "conversation.assigned",
  /** It is nobody's again. */
  "conversation.released",
  "conversation.queue_changed",
  "conversation.snoozed",
  "conversation.woken",
  "conversation.resolved",
  "conversation.reopened",
  /** Its customer said whether it is solved; a "no" is followed by `conversation.reopened`. */
  "conversation.confirmation_answered",
  /** It never changes again. */
  "conversation.closed",
  "promise.at_risk",
  "promise.broken",
  "promise.overdue",
  /** A customer scored, changed their score, or told why. */
  "survey.answered",
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What a test sends. Nobody asks for it, and everybody may get it. */
export const WEBHOOK_TEST = "webhook.test";

/** What is told of a line of a conversation's story. One that goes to another queue's person is two. */
export function eventsOfLine(line: StoryLine): readonly WebhookEvent[] {
  switch (line.kind) {
    case "opened":
      return ["conversation.created"];
    case "confirmation-answered":
      return ["conversation.confirmation_answered"];
    case "survey-answered":
      return ["survey.answered"];
    case TELLING_KINDS.warning:
      return ["promise.at_risk"];
    case TELLING_KINDS.breach:
      return ["promise.broken"];
    case TELLING_KINDS.overdue:
      return ["promise.overdue"];
    default:
      return storyEventOf(line, anyLevel).flatMap(eventsOfStory);
  }
}

/** Which level a queue has is told with the conversation. */
const anyLevel = (_: QueueId) => 1 as const;

function eventsOfStory(event: StoryEvent): readonly WebhookEvent[] {
  switch (event.kind) {
    case "owned":
      return ["conversation.assigned"];
    case "released":
      return ["conversation.released"];
    case "human-needed":
      return ["conversation.queue_changed"];
    case "hop":
      return event.agentId === undefined
        ? ["conversation.queue_changed"]
        : ["conversation.queue_changed", "conversation.assigned"];
    case "put-off":
      return ["conversation.snoozed"];
    case "woken":
      return ["conversation.woken"];
    case "resolved":
      return ["conversation.resolved"];
    case "reopened":
      return ["conversation.reopened"];
    case "closed":
      return ["conversation.closed"];
    case "opened":
    case "customer-wrote":
    case "answered-question":
    case "human-replied":
    case "machine-took-over":
    case "accepted":
      return [];
  }
}
