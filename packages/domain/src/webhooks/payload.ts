import type { Channel } from "../channel.ts";
import type { ConversationStatus, WaitingOn } from "../conversation.ts";
import type { DeliveryStatus } from "../delivery.ts";
import type { SurveyKind } from "../surveys/survey-scale.ts";
import { cutText } from "../words.ts";
import type { WEBHOOK_TEST, WebhookEvent } from "./event-types.ts";

/*
 * What goes to a receiver, after the Standard Webhooks specification: `type`, `timestamp`, `data`. Ids are
 * those of the API; instants ISO 8601 in UTC. Names are there so that a receiver can say something to
 * people without asking back.
 */

export interface WebhookPayload {
  readonly type: WebhookEvent | typeof WEBHOOK_TEST;
  /** When it happened. */
  readonly timestamp: string;
  readonly data: WebhookData;
}

export interface WebhookData {
  /** As it was when the event was told: usually a moment after, and then maybe newer than the event. */
  readonly conversation: WebhookConversation;
  /** Of `message.*`. */
  readonly message?: WebhookMessage;
  /** Of `conversation.*`. */
  readonly change?: WebhookChange;
  /** Of `promise.*`. */
  readonly promise?: WebhookPromise;
  /** Of `survey.answered`. */
  readonly survey?: WebhookSurvey;
}

interface Named {
  readonly id: string;
  readonly name: string | null;
}

export interface WebhookConversation {
  readonly id: string;
  /** Number told to the customer. */
  readonly protocol: string;
  /** Grows with every visible change: of two snapshots the greater is the newer. */
  readonly version: number;
  readonly channel: Channel;
  readonly inbox: Named;
  readonly contact: Named & { readonly address: string };
  readonly status: ConversationStatus;
  readonly waitingOn: WaitingOn;
  readonly queue: Named | null;
  readonly assignee: Named | null;
  readonly level: number;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly subject: string | null;
  readonly title: string | null;
  readonly category: string | null;
  readonly arrivedAt: string;
  readonly snoozedUntil: string | null;
  readonly resolvedAt: string | null;
}

export interface WebhookMessage {
  readonly id: string;
  /** 1..n within the conversation, without gaps; notes have numbers, too, and are not told. */
  readonly seq: number;
  readonly direction: "inbound" | "outbound";
  /** Of a machine's words nobody's. */
  readonly author: {
    readonly kind: "contact" | "agent" | "system";
    readonly id: string | null;
    readonly name: string | null;
  };
  readonly text: string;
  /** There is more of it: ask the API. */
  readonly isCut: boolean;
  readonly files: readonly {
    readonly fileName: string;
    readonly mimeType: string;
    readonly sizeBytes: number | null;
  }[];
  /** Of `message.status`, as the event has it. Null: of what came in. */
  readonly delivery: { readonly status: DeliveryStatus; readonly error: string | null } | null;
  readonly createdAt: string;
}

/** Who did it, why, and from where to where. */
export interface WebhookChange {
  /** Null: no person did. */
  readonly by: Named | null;
  readonly because: string | null;
  readonly fromQueueId: string | null;
  readonly toQueueId: string | null;
  /** Of `assigned` who has it now; of `released` who had it, where that is known. */
  readonly agentId: string | null;
}

export interface WebhookPromise {
  readonly measure: string;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly policy: string | null;
}

export interface WebhookSurvey {
  readonly id: string;
  readonly kind: SurveyKind;
  readonly score: number;
  /** `scored`, `score-changed`, or `told-why`: the reasons are in the conversation, or ask the API. */
  readonly because: string | null;
}

/** Characters of a message's words: a page or three, and a request of some kilobytes. */
const TEXT_MAX = 10_000;

export function cutForWebhook(text: string): Pick<WebhookMessage, "text" | "isCut"> {
  const cut = cutText(text, TEXT_MAX);
  return { text: cut, isCut: cut.length < text.length };
}
