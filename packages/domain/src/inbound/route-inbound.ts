import type { Address } from "../address.ts";
import type { AttendantStep } from "../attendant/attend.ts";
import type { Attendant } from "../attendant/attendant-flow.ts";
import type { Calendar } from "../calendar/calendar.ts";
import type { Channel } from "../channel.ts";
import type { ChatContent } from "../chat/chat-content.ts";
import type { OutboundChat } from "../chat/outbound-chat.ts";
import type { ConversationState } from "../conversation.ts";
import type { InboundMedia } from "../element.ts";
import type { MailContent } from "../email/mail-content.ts";
import {
  type Acquaintance,
  type Identification,
  identify,
  type PersonLink,
  signedClue,
} from "../identity/identify.ts";
import {
  chooseElsewhere,
  type OpenElsewhere,
  preferElsewhere,
  tellElsewhere,
} from "../identity/write-elsewhere.ts";
import {
  type AgentId,
  asId,
  type ContactId,
  type InboxId,
  type LedgerId,
  type MessageId,
  type NewId,
} from "../ids.ts";
import { KEYWORD_REPLIES, type Keyword, keywordOf } from "../opt-out.ts";
import { type RouteChoice, type RuleBook, recordOf } from "../routing/choose-route.ts";
import type { MatchesPattern, QueueLengths } from "../routing/rule-facts.ts";
import {
  answerOf,
  type EndedAsk,
  type TakenAnswer,
  takeAnswer,
  withdrawAsk,
} from "./answer-ask.ts";
import { answerByRule } from "./answer-by-rule.ts";
import {
  type Attended,
  attendantFor,
  beginTalk,
  continueTalk,
  isTalking,
  sayingOf,
} from "./attend-inbound.ts";
import { append, chosenTags, open, reopen, tellInvitation } from "./conversation-moves.ts";
import { findRoute, type Route } from "./find-route.ts";
import type {
  MailActivityKind,
  MailInboxSettings,
  MailRecord,
  MailThreading,
  MailTrail,
} from "./mail/mail-record.ts";
import { type Threading, thread } from "./thread.ts";

/** One message, as the router takes it from the ledger. */
export interface InboundMessage {
  readonly ledgerId: LedgerId;
  readonly inboxId: InboxId;
  readonly channel: Channel;
  readonly from: Address;
  readonly fromName: string | undefined;
  /** The address written to, as the provider names it; of a mail see there. */
  readonly to?: string;
  /** Whom the host page vouches for, when it does. */
  readonly provenAs: Address | undefined;
  /** Other ways to reach them that they gave. Shown to agents, never used as proof. */
  readonly claims: Claims | undefined;
  readonly text: string;
  readonly media: readonly InboundMedia[];
  readonly mail: MailContent | undefined;
  readonly chat?: ChatContent | undefined;
  /** One of us wrote it elsewhere, to `from`. */
  readonly writtenBy?: "us" | undefined;
  /** Every name of the account that is known from this message, `from` or what stood for it included. */
  readonly names?: readonly Address[];
  /** How the account was known, when not by the name it wrote under. */
  readonly knownBy?: "same-account" | "same-number";
  /** The provider's or the sender's id. Absent where nothing came in: in a dry run. */
  readonly externalId?: string;
  /** Until when free words may be answered, ms since epoch. */
  readonly replyUntil?: number | undefined;
  readonly placeholder: string | undefined;
  readonly locale: string | undefined;
  /** The sender's own id for it, where the channel has one: lets its client recognise it. */
  readonly clientId: string | undefined;
  /** A sender-made id used before with other words. */
  readonly collision: boolean;
  /** A person let it in after it had been set aside: nothing automatic sets it aside again. */
  readonly released?: true;
  readonly sentAt: number | undefined;
  /** When the ledger took it: the place in every queue, however long routing took. */
  readonly receivedAt: number;
}

export interface Claims {
  readonly email?: string;
  readonly phone?: string;
}

/** Everything known about one contact point in one inbox before a message is routed. */
export interface PointState extends Acquaintance {
  /** The open or snoozed conversation of this contact point here, if any. */
  readonly current: ConversationState | undefined;
  /** The most recent one that is resolved or closed. */
  readonly previous: ConversationState | undefined;
  readonly optedOut: boolean;
  /** Open conversations of the contact; asked for only when a message is about to open one. */
  readonly elsewhere?: readonly OpenElsewhere[];
}

/** The installation's rules; the same for every message of a batch. */
export interface RoutingContext {
  readonly book: RuleBook;
  readonly matchesPattern: MatchesPattern;
  /** Primary tag (`pt`) of the language that something is written in; absent when nothing tells. */
  readonly languageOf: (said: {
    readonly text: string;
    /** What the channel hints at (BCP 47). */
    readonly locale: string | undefined;
  }) => string | undefined;
  readonly queueLengths: QueueLengths;
  /** Absent: always open. */
  readonly calendarOf: (inbox: InboxId) => Calendar | undefined;
  readonly reopenWindowMs: number;
  /** Of mail: people answer it days later. */
  readonly mailReopenWindowMs: number;
  readonly mailSettingsOf: (inbox: InboxId) => MailInboxSettings;
  /** Who speaks first; absent: people. */
  readonly attendantOf: (inbox: InboxId) => Attendant | undefined;
  /** Whether customers are told the protocol number in words. */
  readonly tellsProtocol: (inbox: InboxId) => boolean;
  /** IANA, of the installation: whose date a protocol number bears. */
  readonly timeZone: string;
  readonly newId: NewId;
}

export interface RoutedMessage {
  readonly id: MessageId;
  readonly ledgerId: LedgerId;
  readonly conversation: ConversationState;
  readonly seq: number;
  readonly previousPublicSeq: number;
  readonly message: InboundMessage;
  /** What came in is what a customer wrote, unless mail says that one of us wrote it elsewhere. */
  readonly direction: "inbound" | "outbound" | "note";
  /** Who wrote it; of a mail it need not be whose conversation it is, and may be no person. */
  readonly contactId: ContactId | undefined;
  readonly agentId: AgentId | undefined;
}

/** A line of the story, to be kept with its reason. */
export interface Activity {
  readonly conversationId: ConversationState["id"];
  readonly kind:
    | "opened"
    | "invited"
    | "reopened"
    | "woken"
    | "opted-out"
    | "opted-in"
    | "joined"
    | "writes-elsewhere"
    | "attendant-asked"
    | "attendant-ended"
    | "routed"
    | "confirmation-answered"
    | "survey-answered"
    | MailActivityKind;
  readonly because: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Routing {
  readonly point: PointState;
  readonly routed: RoutedMessage;
  readonly contactCreated: boolean;
  /** The contact had no name until now; absent where that is not known, and asked of the database. */
  readonly contactNamed?: boolean;
  readonly learned: Identification["learned"];
  /** An address that may have been only a claim until its channel vouched for its writer, here. */
  readonly proven?: Address | undefined;
  readonly activities: readonly Activity[];
  /** Two contacts that may be one person, to be judged when this is committed. */
  readonly link?: PersonLink | undefined;
  /** Where the same person writes, too: told of the conversation that was opened. */
  readonly elsewhere?: OpenElsewhere | undefined;
  /** The customer said STOP or START: from here on it holds for every inbox of the channel. */
  readonly keyword: Keyword | undefined;
  /** What is said by itself, right after it: to a keyword, by the attendant, or by a rule. */
  readonly autoReply: AutoReply | undefined;
  /** Of what opened a conversation, or ended its talk with the attendant. */
  readonly route?: Route;
  /** The question that it answered, or that its customer left unanswered by writing something else. */
  readonly endedAsk?: EndedAsk | undefined;
  /** What the attendant made of it: its state, and where the conversation waits, are to be saved too. */
  readonly attended?: AttendantStep | "taken-over";
  /** Why this contact, this conversation, this queue: stored with the ledger row. */
  readonly trail: Trail;
  /** Of a mail: what is kept of it beside the message. */
  readonly mail?: MailRecord;
}

export interface AutoReply {
  readonly id: MessageId;
  readonly seq: number;
  readonly previousPublicSeq: number;
  readonly text: string;
  /** What the customer may choose from. */
  readonly chat?: OutboundChat;
  /** Of a keyword's answer: whoever says STOP is told that it was heard. */
  readonly despiteOptOut: boolean;
}

export interface Trail {
  readonly identify: Identification["because"] | "nobody";
  readonly thread:
    | Threading["because"]
    | MailThreading
    | "latest-conversation"
    | "answers-our-question";
  /** What the attendant did, and why. */
  readonly attendant?: string;
  readonly route: RouteChoice["because"] | undefined;
  readonly ruleId?: string;
  readonly queueId?: string;
  /** The version of the rules that decided. */
  readonly rules?: number;
  readonly mail?: MailTrail;
}

/**
 * The fold step: what one message does to its contact point. Pure, so that the live router, the dry
 * run and a replay are the same function (design, invariant 7).
 */
export function routeInbound(
  point: PointState,
  message: InboundMessage,
  now: number,
  context: RoutingContext,
): Routing {
  const keyword = keywordOf(message);
  const who = identify(point, message, context.newId);
  const answered = point.current ? undefined : answerOf(point.previous, message, now);
  const where = answered
    ? ({ because: "answers-our-question", answered } as const)
    : thread(point, message, now, context.reopenWindowMs);
  const activities: Activity[] = [];

  let conversation: ConversationState;
  let route: Route | undefined;
  let elsewhere: OpenElsewhere | undefined;
  let attended: Attended | undefined;
  let taken: TakenAnswer | undefined;
  let endedAsk: EndedAsk | undefined;
  let isNew = false;
  switch (where.because) {
    case "open-conversation":
      conversation = where.conversation;
      // Other keywords are answered as everywhere, and the menu waits on.
      if (isTalking(conversation) && (keyword === undefined || keyword === "stop")) {
        attended = continueTalk(conversation, message, who.contact, now, context);
      }
      break;
    case "courtesy-after-resolution":
      conversation = where.conversation;
      break;
    case "answers-our-question":
      taken = takeAnswer(where.answered, now);
      ({ conversation, ended: endedAsk } = taken);
      activities.push(...taken.activities);
      break;
    case "within-reopen-window":
      endedAsk = withdrawAsk(where.conversation);
      conversation = { ...reopen(where.conversation), ask: undefined };
      activities.push({
        conversationId: conversation.id,
        kind: "reopened",
        because: where.because,
        data: {},
      });
      break;
    case "first-contact":
    case "after-reopen-window":
    case "previous-closed": {
      const subject = { contact: who.contact, returning: point.previous !== undefined };
      isNew = true;
      endedAsk = point.previous && withdrawAsk(point.previous);
      route = findRoute(message, subject, now, context);
      elsewhere = chooseElsewhere(message.channel, point.elsewhere ?? [], now);
      conversation = preferElsewhere(
        open(message, who.contact.id, route, point.previous, context),
        elsewhere,
      );
      const attendant = attendantFor(message, point, context);
      if (attendant) {
        const first = { message, contact: who.contact, route };
        // What a rule would put on it is decided anew when the talk is over.
        const untold = { ...conversation, tags: chosenTags(message) };
        attended = beginTalk(attendant, untold, first, point, now, context);
      }
      activities.push({
        conversationId: conversation.id,
        kind: "opened",
        because: attendant ? "attendant" : route.choice.because,
        data: attendant ? {} : recordOf(route.choice),
      });
      activities.push(...tellInvitation(conversation, message));
      activities.push(...tellElsewhere(conversation, elsewhere));
      break;
    }
  }
  if (attended) {
    ({ conversation, route } = attended);
    activities.push(...attended.activities);
  }

  const isOver = conversation.status === "resolved";
  const countsAsWork = !isOver && keyword === undefined;
  if (conversation.status === "snoozed" && countsAsWork) {
    activities.push({
      conversationId: conversation.id,
      kind: "woken",
      because: "customer-wrote",
      data: {},
    });
  }
  const appended = append(conversation, now, countsAsWork);
  const inTalk: ConversationState = isTalking(appended)
    ? { ...appended, waitingOn: "customer", waitingSince: undefined }
    : appended;
  // A keyword from somebody new is kept and answered, but it is no work: nobody is called for it.
  const kept: ConversationState =
    keyword && isNew ? { ...inTalk, status: "resolved", resolvedAt: now } : inTalk;

  if (keyword === "stop" || keyword === "start") {
    activities.push({
      conversationId: kept.id,
      kind: keyword === "stop" ? "opted-out" : "opted-in",
      because: "keyword",
      data: {},
    });
  }

  // Said once: a second STOP gets silence, as the carriers ask.
  const answersKeyword = keyword !== undefined && !(keyword === "stop" && point.optedOut);
  const said = answersKeyword
    ? { text: keywordReply(keyword, message), despiteOptOut: true }
    : taken
      ? taken.said
      : answerByRule(route, attended && sayingOf(attended.step), message, kept, point);
  const autoReply: AutoReply | undefined = said && {
    id: asId(context.newId()),
    seq: kept.lastSeq + 1,
    previousPublicSeq: kept.lastPublicSeq,
    ...said,
  };
  const after = autoReply
    ? { ...kept, lastSeq: autoReply.seq, lastPublicSeq: autoReply.seq }
    : kept;

  const isSignedNow = who.learned.some(({ evidence }) => evidence === "signed");
  const active = after.status === "open" || after.status === "snoozed";
  return {
    point: {
      contact: who.contact,
      unheld: [],
      vouchedFor: point.vouchedFor ?? (isSignedNow ? who.contact : undefined),
      signedAs:
        isSignedNow && message.provenAs
          ? [...(point.signedAs ?? []), message.provenAs]
          : (point.signedAs ?? []),
      current: active ? after : point.current,
      previous: active ? (point.previous?.id === after.id ? undefined : point.previous) : after,
      optedOut: keyword === "stop" ? true : keyword === "start" ? false : point.optedOut,
    },
    routed: {
      id: asId(context.newId()),
      ledgerId: message.ledgerId,
      conversation: after,
      seq: kept.lastSeq,
      previousPublicSeq: conversation.lastPublicSeq,
      message,
      direction: "inbound",
      contactId: who.contact.id,
      agentId: undefined,
    },
    contactCreated: who.because === "new-address",
    contactNamed: who.isNamed,
    learned: who.learned,
    // The channel vouches for whoever writes: from the first word on it is no claim, and asked no more.
    proven:
      who.because === "address-known" && conversation.lastInboundAt === undefined
        ? message.from
        : undefined,
    activities,
    link: signedClue(point, message.from),
    elsewhere,
    ...(endedAsk && { endedAsk }),
    keyword,
    autoReply,
    ...(route && { route }),
    ...(attended && { attended: attended.step }),
    trail: {
      identify: who.because,
      thread: where.because,
      ...(attended && { attendant: `${attended.step.kind}: ${attended.step.because}` }),
      route: route?.choice.because,
      ...(route && recordOf(route.choice)),
    },
  };
}

/** pt-BR unless the channel hints otherwise: the first users are Brazilian companies. */
function keywordReply(keyword: Keyword, message: InboundMessage): string {
  const language = message.locale?.slice(0, 2).toLowerCase();
  const replies = KEYWORD_REPLIES[keyword];
  return language === "en" ? replies.en : language === "es" ? replies.es : replies.pt;
}
