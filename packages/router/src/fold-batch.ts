import {
  type InboundMessage,
  type PointState,
  type Routing,
  type RoutingContext,
  routeInbound,
} from "@circuito/domain";
import { type Points, pointName } from "@circuito/store";

/**
 * Routes a batch in ledger order, each message on what the ones before it made of its contact point.
 * Pure but for the maps it was given, which it brings up to date.
 */
export function foldBatch(
  points: Points,
  messages: readonly InboundMessage[],
  now: number,
  context: RoutingContext,
): readonly Routing[] {
  return messages.map((message) => {
    const routing = routeInbound(pointOf(points, message), message, now, context);
    remember(points, message, routing.point);
    return routing;
  });
}

/** What is known of a message's contact point before it is routed. */
export function pointOf(points: Points, message: InboundMessage): PointState {
  const name = pointName({ inboxId: message.inboxId, address: message.from });
  const conversations = points.conversations.get(name);
  return {
    contact: points.contacts.get(message.from),
    vouchedFor: message.provenAs && points.contacts.get(message.provenAs),
    current: conversations?.current,
    previous: conversations?.previous,
    optedOut: points.optedOut.has(`${message.channel} ${message.from}`),
  };
}

function remember(points: Points, message: InboundMessage, point: PointState): void {
  if (point.contact) points.contacts.set(message.from, point.contact);
  if (message.provenAs && point.vouchedFor) points.contacts.set(message.provenAs, point.vouchedFor);
  const name = pointName({ inboxId: message.inboxId, address: message.from });
  points.conversations.set(name, { current: point.current, previous: point.previous });
  const optOut = `${message.channel} ${message.from}`;
  if (point.optedOut) points.optedOut.add(optOut);
  else points.optedOut.delete(optOut);
}
