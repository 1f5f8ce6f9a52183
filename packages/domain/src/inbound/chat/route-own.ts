import { afterPerson } from "../../attendant/attendant-state.ts";
import type { ConversationState } from "../../conversation.ts";
import type { ContactState } from "../../identity/contact.ts";
import { identify } from "../../identity/identify.ts";
import { asId } from "../../ids.ts";
import { recordOf } from "../../routing/choose-route.ts";
import { open } from "../conversation-moves.ts";
import { findRoute, type Route } from "../find-route.ts";
import { appendFromOutside } from "../mail/mail-moves.ts";
import type {
  Activity,
  InboundMessage,
  PointState,
  Routing,
  RoutingContext,
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
  const where = findPlace(point, message, now, context, who.contact);
  const before = where.conversation;
  const conversation = afterPerson(appendFromOutside(before, now, true));
  const isActive = conversation.status === "open" || conversation.status === "snoozed";
  const activities: Activity[] = where.route
    ? [
        {
          conversationId: conversation.id,
          kind: "opened",
          because: "written-on-the-phone",
          data: recordOf(where.route.choice),
        },
      ]
    : [];
  if (before.attendant?.talk) {
    activities.push({
      conversationId: conversation.id,
      kind: "attendant-ended",
      because: "written-on-the-phone",
      data: {},
    });
  }
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
    ...(where.route && { route: where.route }),
    ...(before.attendant && { attended: "taken-over" }),
    trail: {
      identify: who.because,
      thread: where.because,
      route: where.route?.choice.because,
      ...(where.route && recordOf(where.route.choice)),
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
  readonly route: Route | undefined;
}

function findPlace(
  { current, previous }: PointState,
  message: InboundMessage,
  now: number,
  context: RoutingContext,
  contact: ContactState,
): Place {
  if (current) return { conversation: current, because: "open-conversation", route: undefined };
  if (previous && previous.status !== "closed") {
    return { conversation: previous, because: "latest-conversation", route: undefined };
  }
  const subject = { contact, returning: previous !== undefined };
  const route = findRoute(message, subject, now, context);
  const opened = open(message, contact.id, route, previous, context);
  return {
    conversation: { ...opened, status: "resolved", resolvedAt: now, waitingOn: "customer" },
    because: previous ? "previous-closed" : "first-contact",
    route,
  };
}
