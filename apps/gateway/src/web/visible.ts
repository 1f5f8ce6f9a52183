import { asId, canSee, type Principal, seesEverything } from "@circuito/domain";
import {
  type ContactReading,
  type ConversationReading,
  findContact,
  findMessagePlace,
  findSuggestions,
  isContactOf,
  isMentioned,
  loadConversationViews,
  type MessagePlace,
} from "@circuito/store";
import { HttpProblem } from "./problem.ts";
import type { WebParts } from "./web-parts.ts";

/* The one place where reading one object is allowed or not. What somebody may not see does not
 * exist for them, and that they asked is written down (promises P16). */

export async function visibleConversation(
  parts: WebParts,
  who: Principal,
  id: string,
): Promise<ConversationReading> {
  const [found] = await loadConversationViews(parts.database.pool, [id]);
  if (!found) throw nothingHere();
  const { queueId, assignee } = found;
  if (!(await mayRead(parts, who, id, { queueId, assigneeId: assignee?.id ?? null }))) {
    throw foreign(parts, who, "conversation", id);
  }
  return found;
}

/** Whether a conversation that something names may be shown with it; asked of nobody's own accord. */
export async function mayReadConversation(
  parts: WebParts,
  who: Principal,
  id: string,
): Promise<boolean> {
  const [found] = await loadConversationViews(parts.database.pool, [id]);
  if (!found) return false;
  const { queueId, assignee } = found;
  return mayRead(parts, who, id, { queueId, assigneeId: assignee?.id ?? null });
}

/** Seen by the rule, or read by whoever was named in it (decision 29). */
async function mayRead(
  { database }: WebParts,
  who: Principal,
  conversationId: string,
  { queueId, assigneeId }: Pick<MessagePlace, "queueId" | "assigneeId">,
): Promise<boolean> {
  const place = { queueId: queueId ?? undefined, assigneeId: assigneeId ?? undefined };
  if (canSee(who, place)) return true;
  return who.kind === "agent" && (await isMentioned(database.pool, conversationId, who.id));
}

/** A message is seen where its conversation is. */
export async function visibleMessage(
  parts: WebParts,
  who: Principal,
  id: string,
): Promise<MessagePlace> {
  const place = await findMessagePlace(parts.database.pool, id);
  if (!place) throw nothingHere();
  if (!(await mayRead(parts, who, place.conversationId, place))) {
    throw foreign(parts, who, "message", id);
  }
  return place;
}

export async function visibleContact(
  parts: WebParts,
  who: Principal,
  id: string,
): Promise<ContactReading> {
  const found = await findContact(parts.database.pool, id);
  if (!found) throw nothingHere();
  if (seesEverything(who) || who.kind === "api-key") return found;
  if (!(await isContactOf(parts.database.pool, found.id, who))) {
    throw foreign(parts, who, "contact", id);
  }
  return found;
}

/**
 * Another contact that somebody names beside one that they see: theirs to see, too, or one that was
 * suggested to them.
 */
export async function requireMentionable(
  parts: WebParts,
  who: Principal,
  contactId: string,
  otherId: string,
): Promise<void> {
  const { pool } = parts.database;
  const found = await findContact(pool, otherId);
  if (!found || found.erasedAt !== null) throw noSuchContact();
  if (seesEverything(who) || who.kind === "api-key") return;
  if (await isContactOf(pool, found.id, who)) return;
  const suggested = await findSuggestions(pool, asId(contactId));
  if (!suggested.some((one) => one.contactId === found.id)) throw noSuchContact();
}

function noSuchContact(): HttpProblem {
  return new HttpProblem("invalid", "no such contact", { details: { because: "no-such-contact" } });
}

export function nothingHere(): HttpProblem {
  return new HttpProblem("not-found", "there is nothing here");
}

function foreign(parts: WebParts, who: Principal, kind: string, id: string): HttpProblem {
  parts.log.warn("foreign object asked for", { component: "api", by: who.id, kind, id });
  return nothingHere();
}
