import { isOpen } from "../calendar/business-hours.ts";
import { preChatAttribute } from "../chat/pre-chat/pre-chat-fields.ts";
import { INVITATION_ATTRIBUTE } from "../chat/proactive/proactive-rule.ts";
import type { ContactState } from "../identity/contact.ts";
import { chooseRoute, type RouteChoice } from "../routing/choose-route.ts";
import { RULE_TEXT_LENGTH_MAX, type RuleFacts } from "../routing/rule-facts.ts";
import { comparableAddress } from "../routing/written-to.ts";
import type { InboundMessage, RoutingContext } from "./route-inbound.ts";

/** Where a message that opens a conversation goes, and all that it was decided on. */
export interface Route {
  readonly facts: RuleFacts;
  readonly choice: RouteChoice;
}

/** What the state says of whoever wrote. */
export interface RuleSubject {
  readonly contact: ContactState | undefined;
  readonly returning: boolean;
  /** What they chose in the attendant's menu; absent where none was shown. */
  readonly menuAnswer?: readonly string[] | undefined;
}

/** What rules look at of a message. */
export type RuledMessage = Pick<
  InboundMessage,
  "channel" | "inboxId" | "to" | "text" | "mail" | "chat" | "locale" | "receivedAt"
>;

export function findRoute(
  message: RuledMessage,
  subject: RuleSubject,
  now: number,
  context: RoutingContext,
): Route {
  const facts = ruleFactsOf(message, subject, now, context);
  return { facts, choice: chooseRoute(context.book, facts, context.matchesPattern) };
}

/** The one place where a message becomes what rules look at, live and in a dry run. */
export function ruleFactsOf(
  message: RuledMessage,
  { contact, returning, menuAnswer }: RuleSubject,
  now: number,
  context: Pick<RoutingContext, "calendarOf" | "languageOf" | "queueLengths">,
): RuleFacts {
  const { mail, locale } = message;
  const said = message.text.slice(0, RULE_TEXT_LENGTH_MAX);
  const text = mail ? `${mail.subject}\n${said}`.slice(0, RULE_TEXT_LENGTH_MAX) : said;
  return {
    channel: message.channel,
    inboxId: message.inboxId,
    writtenTo: writtenTo(message).map(comparableAddress),
    text,
    language: context.languageOf({ text, locale }),
    open: isOpen(context.calendarOf(message.inboxId), now),
    returning,
    segments: contact?.segments ?? [],
    // What we know of a contact is never overwritten by what somebody chose.
    attributes: { ...chosenBefore(message), ...contact?.attributes },
    ...(menuAnswer && { menuAnswer }),
    waitedMs: Math.max(0, now - message.receivedAt),
    queueLengths: context.queueLengths,
  };
}

/** What was followed and chosen before a chat, as attributes of this one message. */
function chosenBefore({ chat }: RuledMessage): Readonly<Record<string, string>> {
  const chosen = Object.entries(chat?.preChat?.chosen ?? {});
  return {
    ...(chat?.invitation && { [INVITATION_ATTRIBUTE]: chat.invitation.ruleId }),
    ...Object.fromEntries(chosen.map(([key, value]) => [preChatAttribute(key), value])),
  };
}

function writtenTo({ mail, to }: RuledMessage): readonly string[] {
  if (!mail) return to === undefined ? [] : [to];
  return [...mail.to, ...mail.cc].flatMap(({ address }) => address ?? []);
}
