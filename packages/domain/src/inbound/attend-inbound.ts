import { isAnswerable } from "../address.ts";
import { answeringHours } from "../attendant/answering-hours.ts";
import {
  type AttendantFacts,
  type AttendantStep,
  answerAttendant,
  expireAttendant,
  silenceAttendant,
  startAttendant,
} from "../attendant/attend.ts";
import type { Attendant } from "../attendant/attendant-flow.ts";
import type { AttendantState, AttendantTalk } from "../attendant/attendant-state.ts";
import { labelsOf } from "../attendant/offered-choices.ts";
import type { ConversationState } from "../conversation.ts";
import type { ContactState } from "../identity/contact.ts";
import { keywordOf } from "../opt-out.ts";
import { tellsInWords } from "../protocol-telling.ts";
import { recordOf } from "../routing/choose-route.ts";
import { place } from "./conversation-moves.ts";
import { findRoute, type Route } from "./find-route.ts";
import type {
  Activity,
  AutoReply,
  InboundMessage,
  PointState,
  RoutingContext,
} from "./route-inbound.ts";

/** A conversation that stands in the menu. */
export type TalkingConversation = ConversationState & { readonly attendant: Talking };
type Talking = AttendantState & { readonly talk: AttendantTalk };

/** What the attendant made of a message, or of silence. */
export interface Attended {
  readonly step: AttendantStep;
  /** In no queue while it talks; in its queue once it handed over. */
  readonly conversation: ConversationState;
  /** Where it goes now; absent while the attendant talks. */
  readonly route: Route | undefined;
  readonly activities: readonly Activity[];
}

export function isTalking(conversation: ConversationState): conversation is TalkingConversation {
  return conversation.attendant?.talk !== undefined && conversation.queueId === undefined;
}

/** The attendant that a new conversation meets; `undefined` where nothing is said by itself. */
export function attendantFor(
  message: InboundMessage,
  point: Pick<PointState, "optedOut">,
  context: Pick<RoutingContext, "attendantOf">,
): Attendant | undefined {
  return isSpokenTo(message, point) ? context.attendantOf(message.inboxId) : undefined;
}

/**
 * Whether anything may be said by itself: not to groups, to those who cannot be answered or asked us
 * to be silent, to machines, nor to what was written a while ago. Keywords have answers of their own.
 */
export function isSpokenTo(message: InboundMessage, point: Pick<PointState, "optedOut">): boolean {
  const { chat, from } = message;
  const isGroup = chat?.speaker !== undefined;
  const isNoWord = chat?.special?.kind === "notice" || chat?.late === true;
  const isMachine = !isAnswerable(from);
  return !isGroup && !isNoWord && !isMachine && !point.optedOut && !keywordOf(message);
}

/**
 * A conversation that was just opened.
 * @param opened empty, and where it would be without an attendant
 */
export function beginTalk(
  attendant: Attendant,
  opened: ConversationState,
  first: {
    readonly message: InboundMessage;
    readonly contact: ContactState;
    readonly route: Route;
  },
  point: Pick<PointState, "previous">,
  now: number,
  context: RoutingContext,
): Attended {
  const { message, contact, route } = first;
  const step = startAttendant(attendant, heardOf(message), {
    ...factsOf(opened, now, context),
    locale: message.locale ?? route.facts.language,
    to: message.to,
    tellsProtocol: context.tellsProtocol(message.inboxId) && tellsInWords(message.channel),
    queueId: route.choice.queueId,
    signs: point.previous?.attendant?.signs,
  });
  return attended(step, opened, { ...message, contact }, now, context);
}

/** A message of a customer who stands in the menu. */
export function continueTalk(
  conversation: TalkingConversation,
  message: InboundMessage,
  contact: ContactState,
  now: number,
  context: RoutingContext,
): Attended {
  const { attendant: state } = conversation;
  const step =
    keywordOf(message) === "stop"
      ? silenceAttendant(state)
      : answerAttendant(
          context.attendantOf(conversation.inboxId),
          state,
          heardOf(message),
          factsOf(conversation, now, context),
        );
  return attended(step, conversation, { ...message, contact }, now, context);
}

/** The time for an answer is over. */
export function endTalk(
  conversation: TalkingConversation,
  contact: ContactState,
  now: number,
  context: RoutingContext,
): Attended {
  const { attendant: state, channel, inboxId, arrivedAt } = conversation;
  const { words, to, locale } = state.talk;
  const step = expireAttendant(context.attendantOf(inboxId), state);
  const ruled = {
    channel,
    inboxId,
    text: words,
    ...(to !== undefined && { to }),
    mail: undefined,
    locale,
    receivedAt: arrivedAt,
  };
  const ended = attended(step, conversation, { ...ruled, contact }, now, context);
  return { ...ended, conversation: { ...ended.conversation, waitingSince: now } };
}

/** What a step says, as a message of ours. */
export function sayingOf(
  step: AttendantStep,
): Pick<AutoReply, "text" | "chat" | "despiteOptOut"> | undefined {
  if (step.kind === "listened" || !step.said) return undefined;
  const { text, choices, language } = step.said;
  return {
    text,
    ...(choices.length > 0 && { chat: { choices, language } }),
    despiteOptOut: false,
  };
}

function attended(
  step: AttendantStep,
  before: ConversationState,
  message: Parameters<typeof findRoute>[0] & { readonly contact: ContactState },
  now: number,
  context: RoutingContext,
): Attended {
  const { id: conversationId } = before;
  switch (step.kind) {
    case "asked": {
      const { version, path } = step.state.talk;
      const data = { version, path, ...(step.by && { by: step.by }) };
      return {
        step,
        conversation: talking(before, step.state),
        route: undefined,
        activities: [{ conversationId, kind: "attendant-asked", because: step.because, data }],
      };
    }
    case "listened":
      return {
        step,
        conversation: talking(before, step.state),
        route: undefined,
        activities: [],
      };
    case "handed-over": {
      const { words, menuAnswer, because, by } = step;
      const subject = {
        contact: message.contact,
        returning: before.followsId !== undefined,
        menuAnswer,
      };
      const ruled = { ...message, text: words, receivedAt: before.arrivedAt };
      const route = findRoute(ruled, subject, now, context);
      const flow = context.attendantOf(before.inboxId)?.flow;
      const chosen = flow && menuAnswer ? labelsOf(flow, menuAnswer) : [];
      const data = {
        ...(menuAnswer && { menuAnswer }),
        ...(chosen.length > 0 && { chosen }),
        ...(by && { by }),
      };
      return {
        step,
        conversation: { ...place(before, route), attendant: step.state },
        route,
        activities: [
          { conversationId, kind: "attendant-ended", because, data },
          {
            conversationId,
            kind: "routed",
            because: route.choice.because,
            data: recordOf(route.choice),
          },
        ],
      };
    }
  }
}

/** The customer's turn, and nobody's work. */
function talking(conversation: ConversationState, state: AttendantState): ConversationState {
  return {
    ...conversation,
    queueId: undefined,
    plan: undefined,
    planStep: undefined,
    waitingOn: "customer",
    attendant: state,
  };
}

function heardOf({ text, chat, receivedAt }: InboundMessage) {
  const pressed = chat?.special?.kind === "choice" ? chat.special.id : undefined;
  return { text, choiceId: pressed, receivedAt };
}

function factsOf(
  { protocol, inboxId }: ConversationState,
  now: number,
  context: RoutingContext,
): AttendantFacts {
  return { now, hours: answeringHours(context.calendarOf(inboxId), now), protocol };
}
