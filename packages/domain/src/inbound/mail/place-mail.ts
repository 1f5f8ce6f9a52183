import type { ConversationState } from "../../conversation.ts";
import type { AutomaticAction } from "../../email/automatic/automatic-action.ts";
import type { MailClass } from "../../email/automatic/automatic-mail.ts";
import type { ThreadRule } from "../../email/thread/thread-keys.ts";
import type { Placement, ThreadVerdict, WriterRole } from "../../email/thread/thread-mail.ts";
import type { ContactState } from "../../identity/contact.ts";
import { type Identification, identify, type PersonLink } from "../../identity/identify.ts";
import {
  chooseElsewhere,
  type OpenElsewhere,
  preferElsewhere,
  tellElsewhere,
} from "../../identity/write-elsewhere.ts";
import { type AgentId, asId } from "../../ids.ts";
import { recordOf } from "../../routing/choose-route.ts";
import { answerOf, type EndedAsk, takeAnswer, withdrawAsk } from "../answer-ask.ts";
import { append, open, reopen } from "../conversation-moves.ts";
import { findRoute, type Route } from "../find-route.ts";
import type { Activity, Routing, RoutingContext } from "../route-inbound.ts";
import { followedBy } from "./find-place.ts";
import type { MailAuthor } from "./mail-author.ts";
import { appendFromOutside, appendQuietly, appendReturned } from "./mail-moves.ts";
import { bareAddress, namesOf, peopleOf } from "./mail-people.ts";
import type { MailInboxSettings, MailThreading } from "./mail-record.ts";
import type { MailConversation, MailOriginal, MailWorld } from "./mail-world.ts";
import type { MailMessage } from "./route-mail.ts";
import { forgedName, joinedBy, linksOf, returnedActivities } from "./tell-mail.ts";

/** A mail that was judged and has a place. */
export interface PlacedMail {
  readonly world: MailWorld;
  readonly message: MailMessage;
  readonly author: MailAuthor;
  readonly mailClass: MailClass;
  readonly verdict: ThreadVerdict;
  readonly action: AutomaticAction;
  readonly settings: MailInboxSettings;
  /** The mail of ours that it returns. */
  readonly original: MailOriginal | undefined;
  readonly now: number;
  readonly context: RoutingContext;
}

/** Names that a customer may quote, too: they do not make a colleague's mail an answer (rules §5). */
const WEAK: ReadonlySet<ThreadRule> = new Set(["signed-reference", "provider-thread"]);

/** Puts a mail into the conversation that took it. */
export function joinMail(
  placed: PlacedMail,
  placement: Extract<Placement, { kind: "join" }>,
): Routing {
  const { world, message, author, mailClass, action, original, now } = placed;
  const { mail } = message;
  const into = world.conversations.get(placement.conversationId);
  if (!into) throw new Error(`a mail joins conversation ${placement.conversationId}, not loaded`);
  const before = into.state;
  const activities: Activity[] = [];
  const from = bareAddress(author.address);

  // What staff write elsewhere is ours; under a name that proves little it is just a mail.
  const isOurs =
    mail.origin === "sent" ||
    (placement.writer === "staff" && mailClass === "human" && !WEAK.has(placement.by));
  if (isOurs) {
    const toCustomer = [...mail.to, ...mail.cc].some(({ address }) =>
      into.requester.includes(address?.toLowerCase() ?? ""),
    );
    const after = appendFromOutside(before, now, toCustomer);
    activities.push({
      conversationId: before.id,
      kind: "sent-outside",
      because: mail.origin === "sent" ? "sent-folder" : "staff-mail",
      data: { address: from, toCustomer },
    });
    const agentId = world.agents.get(from);
    return routingOf(placed, {
      before,
      after,
      activities,
      thread: placement.by,
      writer: "staff",
      author: { direction: toCustomer ? "outbound" : "note", agentId },
    });
  }

  if (mailClass === "bounce") {
    const wakes = action.reopens;
    const isOver = before.status === "resolved";
    const reopened = wakes && isOver ? { ...reopen(before), ask: undefined } : before;
    const after = wakes
      ? appendReturned(reopened, now, before.assigneeId ?? original?.agentId)
      : appendQuietly(before, now);
    if (reopened !== before) activities.push(joinedBy(before, "reopened", "answer-bounced"));
    else if (wakes && before.status === "snoozed") {
      activities.push(joinedBy(before, "woken", "answer-bounced"));
    }
    activities.push(...returnedActivities(before, mail.bounce, original));
    return routingOf(placed, {
      before,
      after,
      activities,
      thread: placement.by,
      writer: undefined,
      author: { direction: "inbound", agentId: undefined },
      endedAsk: wakes ? withdrawAsk(before) : undefined,
    });
  }

  const who = identified(placed);
  // Only whom we asked can say so; anybody else's "yes" is read by a person.
  const answered =
    placement.writer === "requester" && mailClass === "human"
      ? answerOf(before, message, now)
      : undefined;
  if (answered) {
    const taken = takeAnswer(answered, now);
    return routingOf(placed, {
      before,
      after: append(taken.conversation, now, taken.conversation.status === "open"),
      activities: taken.activities,
      thread: placement.by,
      writer: placement.writer,
      author: { direction: "inbound", agentId: undefined },
      who,
      link: provenByAnswer(placed, before, who),
      endedAsk: taken.ended,
    });
  }
  const reopens = placement.reopens && action.reopens;
  const current = reopens ? { ...reopen(before), ask: undefined } : before;
  if (reopens) activities.push(joinedBy(before, "reopened", "within-reopen-window"));
  else if (before.status === "snoozed" && action.reopens) {
    activities.push(joinedBy(before, "woken", "customer-wrote"));
  }
  // A stranger is told of once.
  if (placement.writer === "unverified" && !into.participants.has(from)) {
    activities.push({
      conversationId: before.id,
      kind: "stranger-joined",
      because: mail.isAuthenticated ? "signed-name-passed-on" : "address-not-vouched-for",
      data: { address: from },
    });
  }
  return routingOf(placed, {
    before,
    after: action.reopens ? append(current, now, true) : appendQuietly(current, now),
    activities,
    thread: placement.by,
    writer: placement.writer,
    author: { direction: "inbound", agentId: undefined },
    who,
    endedAsk: reopens ? withdrawAsk(before) : undefined,
    link: provenByAnswer(placed, before, who),
  });
}

/**
 * Somebody typed an address into a form, and now an answer came from it that its domain vouches for: who
 * sent the form is whoever holds the address (rules §6, E3).
 */
function provenByAnswer(
  { author }: PlacedMail,
  { channel, address, contactId }: ConversationState,
  { contact }: Identification,
): PersonLink | undefined {
  if (channel !== "form" || !author.isProven || author.address !== address) return undefined;
  if (contact.id === contactId) return undefined;
  return {
    intoId: contact.id,
    fromId: contactId,
    evidence: "channel-proven",
    because: "claims-address",
    address: author.address,
  };
}

/** Opens a conversation for a mail that none took. */
export function openMail(placed: PlacedMail): Routing {
  const { world, message, author, verdict, now, context } = placed;
  const who = identified(placed);
  const link = author.isProven ? followedBy(verdict) : undefined;
  const followed = link && world.conversations.get(link.conversationId);
  const known = world.contacts.has(author.address);
  const subject = { contact: who.contact, returning: known };
  const route = findRoute(message, subject, now, context);
  // Whom somebody may only pretend to be is not looked for elsewhere.
  const others = author.isProven ? (world.elsewhere?.get(who.contact.id) ?? []) : [];
  const elsewhere = chooseElsewhere(message.channel, others, now);
  const opened = preferElsewhere(
    open({ ...message, from: author.address }, who.contact.id, route, followed?.state, context),
    elsewhere,
  );
  const thread =
    followed !== undefined
      ? "follows-another"
      : verdict.candidates.length > 0
        ? "no-candidate-passed"
        : "names-no-conversation";
  return routingOf(placed, {
    before: opened,
    after: append(opened, now, true),
    activities: [
      {
        conversationId: opened.id,
        kind: "opened",
        because: route.choice.because,
        data: recordOf(route.choice),
      },
      ...tellElsewhere(opened, elsewhere),
      ...linksOf(opened, verdict, link, world),
    ],
    thread,
    writer: author.isProven ? "requester" : "unverified",
    author: { direction: "inbound", agentId: undefined },
    who,
    route,
    followed,
    elsewhere,
  });
}

/** Whose address it is. One that nobody vouches for is a claim, and never proof later (rules §6). */
function identified({ world, author, context }: PlacedMail): Identification {
  const holder = world.contacts.get(author.address);
  // What somebody claims to be called does not name whom they may only pretend to be.
  const fromName = author.isProven || !holder ? author.name : undefined;
  const message = { from: author.address, fromName, provenAs: undefined };
  const who = identify(
    { contact: holder, vouchedFor: undefined, unheld: holder ? [] : [message.from] },
    message,
    context.newId,
  );
  if (author.isProven) return who;
  const learned = who.learned.map((one) => ({ ...one, evidence: "self-declared" as const }));
  return { ...who, learned };
}

interface Step {
  readonly before: ConversationState;
  readonly after: ConversationState;
  readonly activities: readonly Activity[];
  readonly thread: MailThreading;
  /** Absent when no person wrote it. */
  readonly writer: WriterRole | undefined;
  readonly author: {
    readonly direction: "inbound" | "outbound" | "note";
    readonly agentId: AgentId | undefined;
  };
  readonly who?: Identification;
  readonly link?: PersonLink | undefined;
  readonly route?: Route;
  readonly followed?: MailConversation | undefined;
  readonly elsewhere?: OpenElsewhere | undefined;
  readonly endedAsk?: EndedAsk | undefined;
}

function routingOf(placed: PlacedMail, step: Step): Routing {
  const { message, author, mailClass, verdict, settings, context } = placed;
  const { before, after, who, route } = step;
  const { mail } = message;
  const contact: ContactState | undefined = who?.contact;
  const isActive = after.status === "open" || after.status === "snoozed";
  // A machine's subject and a stranger's are not what the conversation is called.
  const names =
    (mailClass === "human" || mailClass === "auto-notice") &&
    (route !== undefined || step.writer !== "unverified");
  return {
    point: {
      contact,
      vouchedFor: undefined,
      unheld: [],
      current: isActive ? after : undefined,
      previous: isActive ? undefined : after,
      optedOut: false,
    },
    routed: {
      id: asId(context.newId()),
      ledgerId: message.ledgerId,
      conversation: after,
      seq: after.lastSeq,
      previousPublicSeq: before.lastPublicSeq,
      message: {
        ...message,
        from: author.address,
        fromName: author.name,
        // A mail without words is called by its subject where lists show its beginning.
        placeholder: message.placeholder ?? (mail.subject || undefined),
      },
      direction: step.author.direction,
      contactId: contact?.id,
      agentId: step.author.agentId,
    },
    contactCreated: who?.because === "new-address",
    learned: who?.learned ?? [],
    proven: who?.because === "address-known" && author.isProven ? author.address : undefined,
    link: step.link,
    elsewhere: step.elsewhere,
    activities: [...step.activities, ...forgedName(before, mail.forged)],
    ...(step.endedAsk && { endedAsk: step.endedAsk }),
    keyword: undefined,
    autoReply: undefined,
    ...(route && { route }),
    trail: {
      identify: who?.because ?? "nobody",
      thread: step.thread,
      route: route?.choice.because,
      ...(route && recordOf(route.choice)),
      mail: { class: mailClass, author: author.because, because: undefined },
    },
    mail: {
      content: mail,
      class: mailClass,
      writer: step.writer,
      verdict,
      names: namesOf(mail),
      people:
        step.writer === undefined
          ? []
          : peopleOf(mail, author, step.writer, settings, step.followed),
      subject: names && mail.subject !== "" ? mail.subject : undefined,
    },
  };
}
