import {
  type AutomaticAction,
  actionFor,
  RELEASED_ACTION,
} from "../../email/automatic/automatic-action.ts";
import type { MailClass } from "../../email/automatic/automatic-mail.ts";
import type { MailContent } from "../../email/mail-content.ts";
import type { ThreadVerdict } from "../../email/thread/thread-mail.ts";
import type { ConversationId, LedgerId } from "../../ids.ts";
import { routeForm } from "../form/route-form.ts";
import type { Activity, InboundMessage, Routing, RoutingContext, Trail } from "../route-inbound.ts";
import { findPlace, proofOf } from "./find-place.ts";
import { type MailAuthor, mailAuthor } from "./mail-author.ts";
import { countedAt, countedClass, HELD_MS, isOwnCopy } from "./mail-class.ts";
import type { SuppressedBecause } from "./mail-record.ts";
import { type MailWorld, type SentLately, senderName } from "./mail-world.ts";
import { joinMail, openMail, type PlacedMail } from "./place-mail.ts";
import { isFinal, provenOriginals, type ReturnedMail, takeBounce } from "./take-bounce.ts";

export type MailMessage = InboundMessage & { readonly mail: MailContent };

export function isMail(message: InboundMessage): message is MailMessage {
  return message.mail !== undefined;
}

/** What one mail does. */
export interface MailRouting {
  readonly message: MailMessage;
  /** Its message in a conversation; absent when it is suppressed. */
  readonly routing: Routing | undefined;
  readonly suppressed: SuppressedMail | undefined;
  /** Mails of ours that it says did not arrive. */
  readonly returned: readonly ReturnedMail[];
  /** Counted with what its sender writes: absent for what opens nothing however often it comes. */
  readonly counts: SentLately | undefined;
  /** Its sender has become a flood, and is set aside until then. */
  readonly held: HeldSender | undefined;
}

export interface SuppressedMail {
  readonly ledgerId: LedgerId;
  readonly because: SuppressedBecause;
  readonly trail: Trail;
}

export interface HeldSender {
  readonly until: number;
  /** Told where the sender's newest mail is, if any of theirs is in a conversation. */
  readonly activity: Activity | undefined;
}

/**
 * The fold step of a mail, beside `routeInbound` for chats: who wrote it, what kind of writer that is,
 * which conversation it belongs to, and what it may do there. Pure; every answer with its reason.
 * Nothing that a sender controls joins a conversation: `threadMail` wants our signature, or a
 * participant whose domain vouches for them (design, invariant 13).
 */
export function routeMail(
  world: MailWorld,
  message: MailMessage,
  now: number,
  context: RoutingContext,
): MailRouting {
  const { mail, inboxId } = message;
  if (mail.origin === "form") return routeForm(message, now, context);
  const settings = context.mailSettingsOf(inboxId);
  const author = mailAuthor(mail, { address: message.from, name: message.fromName });
  const sender = senderName(inboxId, message.from);
  const counted = countedClass(mail, world.senders.get(sender) ?? [], countedAt(message));
  const mailClass = mail.origin === "sent" ? "human" : counted.class;

  const report = mailClass === "bounce" ? mail.bounce : undefined;
  const originals = report ? provenOriginals(report, mail.keys, inboxId, world.originals) : [];
  const verdict = findPlace(
    mail,
    mailClass,
    inboxId,
    originals.map(({ key }) => key),
    world,
    now,
    { ...settings, reopenWindowMs: context.mailReopenWindowMs },
  );
  const action = message.released
    ? RELEASED_ACTION
    : actionFor(mailClass, {
        proof: proofOf(verdict),
        hardBounce: report?.recipients.some((recipient) => isFinal(report, recipient)) ?? false,
        noticesOpen: settings.noticesOpen,
        bulkAllowed: settings.bulkAllowed,
      });
  const because = suppressedBecause(mail, mailClass, verdict, action);
  const placed: PlacedMail = {
    world,
    message,
    author,
    mailClass,
    verdict,
    action,
    settings,
    original: originals[0]?.original,
    now,
    context,
  };
  return {
    message,
    routing: because
      ? undefined
      : verdict.placement.kind === "join"
        ? joinMail(placed, verdict.placement)
        : openMail(placed),
    suppressed: because && suppressed(message, author, mailClass, verdict, because),
    returned: report ? originals.map(({ original }) => takeBounce(original, report)) : [],
    // What was released was counted when it came.
    counts:
      counted.counts && !message.released
        ? { at: countedAt(message), textSha256: mail.textSha256, isProven: mail.isAuthenticated }
        : undefined,
    held: message.released
      ? undefined
      : counted.heldFrom && {
          until: now + HELD_MS,
          activity: heldActivity(world.latest.get(sender), counted.heldFrom, now + HELD_MS),
        },
  };
}

/** Whether a mail stays out of every conversation; it is kept and shown among the suppressed. */
function suppressedBecause(
  mail: MailContent,
  mailClass: MailClass,
  { placement }: ThreadVerdict,
  action: AutomaticAction,
): SuppressedBecause | undefined {
  if (mail.origin === "sent" && isOwnCopy(mail)) return "own-copy";
  if (action.place !== "suppressed" && placement.kind === "join") return undefined;
  if (mail.origin === "sent") return "sent-elsewhere";
  if (mailClass === "human") return undefined;
  return action.place === "suppressed" || !action.opensConversation ? mailClass : undefined;
}

function suppressed(
  message: MailMessage,
  author: MailAuthor,
  mailClass: MailClass,
  verdict: ThreadVerdict,
  because: SuppressedBecause,
): SuppressedMail {
  return {
    ledgerId: message.ledgerId,
    because,
    trail: {
      identify: "nobody",
      thread: "suppressed",
      route: undefined,
      mail: { class: mailClass, author: author.because, because, verdict },
    },
  };
}

function heldActivity(
  conversationId: ConversationId | undefined,
  because: string,
  until: number,
): Activity | undefined {
  if (conversationId === undefined) return undefined;
  return { conversationId, kind: "sender-held", because, data: { until } };
}
