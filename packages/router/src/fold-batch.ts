import {
  type InboundMessage,
  isMail,
  type MailRouting,
  type PointState,
  type Routing,
  type RoutingContext,
  routeInbound,
  routeMail,
  routeOwn,
} from "@circuito/domain";
import { type Mails, type Points, pointName } from "@circuito/store";
import { rememberMail } from "./remember-mail.ts";

/** What a batch became. */
export interface FoldedBatch {
  /** Messages in conversations, mails among them, in ledger order. */
  readonly routings: readonly Routing[];
  readonly mails: readonly MailRouting[];
}

/**
 * Routes a batch in ledger order, each message on what the ones before it made of its contact point,
 * and each mail on what they made of its conversation. Pure but for the maps it was given, which it
 * brings up to date.
 * @param mails absent when the batch has none
 */
export function foldBatch(
  points: Points,
  mails: Mails | undefined,
  messages: readonly InboundMessage[],
  now: number,
  context: RoutingContext,
): FoldedBatch {
  const routings: Routing[] = [];
  const routedMails: MailRouting[] = [];
  for (const message of messages) {
    if (isMail(message) && mails) {
      const mail = routeMail(mails, message, now, context);
      rememberMail(mails, mail);
      routedMails.push(mail);
      if (mail.routing) routings.push(mail.routing);
    } else {
      const fold = message.writtenBy === "us" ? routeOwn : routeInbound;
      const routing = fold(pointOf(points, message), message, now, context);
      remember(points, message, routing.point);
      routings.push(routing);
    }
  }
  return { routings, mails: routedMails };
}

/** What is known of a message's contact point before it is routed. */
export function pointOf(points: Points, message: InboundMessage): PointState {
  const name = pointName({ inboxId: message.inboxId, address: message.from });
  const conversations = points.conversations.get(name);
  const contact = points.contacts.get(message.from);
  const vouchedFor = message.provenAs && points.contacts.get(message.provenAs);
  const person = contact ?? vouchedFor;
  return {
    contact,
    unheld: (message.names ?? [message.from]).filter((name) => !points.held.has(name)),
    ...(message.knownBy && { knownBy: message.knownBy }),
    vouchedFor,
    signedAs: (contact && points.signed.get(contact.id)) ?? [],
    current: conversations?.current,
    previous: conversations?.previous,
    optedOut: points.optedOut.has(`${message.channel} ${message.from}`),
    elsewhere: (person && points.elsewhere.get(person.id)) ?? [],
  };
}

function remember(points: Points, message: InboundMessage, point: PointState): void {
  for (const address of [message.from, ...(message.names ?? [])]) {
    points.held.add(address);
    if (point.contact) points.contacts.set(address, point.contact);
  }
  if (message.provenAs && point.vouchedFor) points.contacts.set(message.provenAs, point.vouchedFor);
  if (point.contact && point.signedAs) points.signed.set(point.contact.id, point.signedAs);
  const name = pointName({ inboxId: message.inboxId, address: message.from });
  points.conversations.set(name, { current: point.current, previous: point.previous });
  const optOut = `${message.channel} ${message.from}`;
  if (point.optedOut) points.optedOut.add(optOut);
  else points.optedOut.delete(optOut);
}
