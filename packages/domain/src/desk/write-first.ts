import { type Address, isAnswerable, type Scheme, telAddress } from "../address.ts";
import { type Channel, isMailLike } from "../channel.ts";
import { isOutsideWindow } from "../chat/outbound-chat.ts";
import { mailtoAddress, strictAddress } from "../email/mail-address.ts";
import type { ConversationId, QueueId } from "../ids.ts";
import { type Principal, seesEverything } from "./principal.ts";

/* Whether one of us may write to somebody who has nothing open there. Pure; a reply is judged elsewhere. */

/** Addresses that a channel reaches whether or not anybody wrote from them. */
const PUBLIC_SCHEMES: Readonly<Record<Channel, readonly Scheme[]>> = {
  email: ["mailto"],
  sms: ["tel"],
  whatsapp: ["tel"],
};

/** Addresses that mean something to the one inbox that was written to from them. */
const LOCAL_SCHEMES: Readonly<Record<Channel, readonly Scheme[]>> = {
  webchat: ["visitor"],
  whatsapp: ["wa-lid", "wa-user", "wa-group"],
};

export interface WritableFacts {
  readonly channel: Channel;
  readonly isOn: boolean;
  readonly address: Address;
  /** They wrote to this inbox before. */
  readonly hasWritten: boolean;
  readonly optedOut: boolean;
  /** Mail to it bounced for good. */
  readonly isUndeliverable: boolean;
  /** The provider takes free words for a while after theirs only, and approved texts at any time. */
  readonly wantsTemplates: boolean;
  /** Until when free words may be sent, ms since epoch; `undefined`: they have not written, or there is no end. */
  readonly windowEndsAt: number | undefined;
}

export type NotWritable =
  /** The inbox's channel does not go there. */
  | "other-channel"
  /** It is no address that anybody can be written to at. */
  | "not-routable"
  /** Only who wrote to this inbox is reached there. */
  | "never-wrote"
  | "inbox-off"
  | "opted-out"
  | "undeliverable";

export type Writable =
  | { readonly kind: "words" }
  /** An approved text, and no free words. */
  | { readonly kind: "template" }
  | { readonly kind: "refused"; readonly because: NotWritable };

/** Whether, and with what, an address is written to from an inbox. */
export function writableAt(facts: WritableFacts, now: number): Writable {
  const because = refuseAddress(facts);
  if (because) return { kind: "refused", because };
  const { wantsTemplates, windowEndsAt } = facts;
  // No window is none that is open: whoever never wrote there gets an approved text.
  const isOver = windowEndsAt === undefined ? wantsTemplates : isOutsideWindow(windowEndsAt, now);
  return { kind: isOver ? "template" : "words" };
}

function refuseAddress(facts: WritableFacts): NotWritable | undefined {
  const { channel, address } = facts;
  if (!isAnswerable(address) || NOBODY_READS.includes(schemeOf(address))) return "not-routable";
  // Who wrote from it has it, however it looks.
  if (!facts.hasWritten && !isCanonical(address)) return "not-routable";
  const place = placeOf(channel, address);
  // A channel that we know nothing of has addresses of its own kind.
  if (place === "foreign" && schemeOf(address) !== channel) return "other-channel";
  if (place === "local" && !facts.hasWritten) return "never-wrote";
  if (!facts.isOn) return "inbox-off";
  if (facts.optedOut) return "opted-out";
  return facts.isUndeliverable ? "undeliverable" : undefined;
}

/** Numbers and mail addresses as connectors make them (decision 5); what else there is, nobody types. */
function isCanonical(address: Address): boolean {
  const name = address.slice(address.indexOf(":") + 1);
  if (address.startsWith("tel:")) return telAddress(name) === address;
  if (!address.startsWith("mailto:")) return true;
  return strictAddress(name) !== undefined && mailtoAddress(name) === address;
}

/** Names for whoever filled a form in or was vouched for: recognised, and never written to. */
const NOBODY_READS: readonly Scheme[] = ["form", "customer"];

function placeOf(channel: Channel, address: Address): "public" | "local" | "foreign" {
  const scheme = schemeOf(address);
  if (PUBLIC_SCHEMES[channel]?.includes(scheme)) return "public";
  return LOCAL_SCHEMES[channel]?.includes(scheme) ? "local" : "foreign";
}

const schemeOf = (address: Address): Scheme => address.slice(0, address.indexOf(":"));

export type BeginRefusal =
  | "not-an-agent"
  | "no-such-queue"
  | "not-a-member"
  | NotWritable
  /** There is one already, and it is gone on with: never a second. */
  | "another-is-open"
  | "outside-window"
  | "no-subject";

export interface BeginFacts extends WritableFacts {
  /** Where it is to be; `undefined`: there is none, or it takes nothing any more. */
  readonly queueId: QueueId | undefined;
  /** The conversation that is open at this contact point. */
  readonly openId: ConversationId | undefined;
  readonly hasTemplate: boolean;
  readonly subject: string | undefined;
}

/**
 * Whether somebody may begin a conversation. It is theirs from the first word, so a program, which owns
 * nothing, begins none. How much they hold is no reason: whoever writes chose to, as with a reply.
 */
export function refuseBegin(
  who: Principal,
  facts: BeginFacts,
  now: number,
): BeginRefusal | undefined {
  if (who.kind !== "agent") return "not-an-agent";
  const { queueId } = facts;
  if (queueId === undefined) return "no-such-queue";
  if (!seesEverything(who) && !who.queueIds.includes(queueId)) return "not-a-member";
  const writable = writableAt(facts, now);
  // What is open is told before what else is in the way: a reply there may still be possible.
  if (facts.openId !== undefined) return "another-is-open";
  if (writable.kind === "refused") return writable.because;
  if (writable.kind === "template" && !facts.hasTemplate) return "outside-window";
  // Nobody has written whose subject would stand.
  return isMailLike(facts.channel) && !facts.subject?.trim() ? "no-subject" : undefined;
}
