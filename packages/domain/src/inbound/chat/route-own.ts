import type { ConversationState } from "../../conversation.ts";
import { identify } from "../../identity/identify.ts";
import { asId } from "../../ids.ts";
import { chooseQueue, type QueueChoice } from "../../routing/routing-rule.ts";
import { open } from "../conversation-moves.ts";
import { appendFromOutside } from "../mail/mail-moves.ts";
import {
  type Activity,
  type InboundMessage,
  isOpenNow,
  type PointState,
  type Routing,
  type RoutingContext,
} from "../route-inbound.ts";

/**
 * The fold step of what one of us wrote on the phone: an answer that joins the conversation and gives
 * the customer the turn. It calls nobody: without a conversation it is kept in a finished one, which
 * the customer's answer reopens. Pure.
 */
export function routeOwn(
  point: PointState,
  message: InboundMessage,
  now: number,
  context: RoutingContext,
): Routing {
  const who = identify(point, message, context.newId);
  const where = findPlace(point, message, now, context, who.contact.id);
  const conversation = appendFromOutside(where.conversation, now, true);
  const isActive = conversation.status === "open" || conversation.status === "snoozed";
  const activities: Activity[] = where.choice
    ? [
        {
          conversationId: conversation.id,
          kind: "opened",
          because: "written-on-the-phone",
          data: { queueId: where.choice.queueId },
        },
      ]
    : [];
  return {
    point: {
      ...point,
      contact: who.contact,
      unheld: [],
      current: isActive ? conversation : point.current,
      previous: isActive ? point.previous : conversation,
    },
    routed: {
      id: asId(context.newId()),
      ledgerId: message.ledgerId,
      conversation,
      seq: conversation.lastSeq,
      previousPublicSeq: where.conversation.lastPublicSeq,
      message,
      direction: "outbound",
      contactId: undefined,
      agentId: undefined,
    },
    contactCreated: who.because === "new-address",
    contactNamed: who.isNamed,
    learned: who.learned,
    activities,
    keyword: undefined,
    autoReply: undefined,
    trail: {
      identify: who.because,
      thread: where.because,
      route: where.choice?.because,
      ...(where.choice && { queueId: where.choice.queueId }),
    },
  };
}

interface Place {
  readonly conversation: ConversationState;
  readonly because:
    | "open-conversation"
    | "latest-conversation"
    | "first-contact"
    | "previous-closed";
  /** Set when it is opened for this. */
  readonly choice: QueueChoice | undefined;
}

function findPlace(
  { current, previous }: PointState,
  message: InboundMessage,
  now: number,
  context: RoutingContext,
  contactId: ConversationState["contactId"],
): Place {
  if (current) return { conversation: current, because: "open-conversation", choice: undefined };
  if (previous && previous.status !== "closed") {
    return { conversation: previous, because: "latest-conversation", choice: undefined };
  }
  const choice = chooseQueue(
    context.rules,
    {
      channel: message.channel,
      inboxId: message.inboxId,
      text: message.text,
      returning: previous !== undefined,
      open: isOpenNow(context.calendarOf(message.inboxId), now),
    },
    context.defaultQueueId,
  );
  const opened = open(message, contactId, choice, previous, context);
  return {
    conversation: { ...opened, status: "resolved", resolvedAt: now, waitingOn: "customer" },
    because: previous ? "previous-closed" : "first-contact",
    choice,
  };
}
