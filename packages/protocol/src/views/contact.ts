import { z } from "zod";
import { id, instant } from "./told.ts";

export const contactView = z.object({
  id,
  name: z.string().nullable(),
  addresses: z.array(
    z.object({
      address: z.string(),
      /** How sure we are that it is theirs: signed, channel-proven, alias, self-declared, agent-asserted. */
      evidence: z.string(),
      /** Several people write from it. */
      shared: z.boolean(),
      since: instant,
    }),
  ),
  segments: z.array(z.string()),
  /** For people with `••••` in the place of values, but for the last two signs: `revealAttributes` has them. */
  attributes: z.record(z.string(), z.string()),
  /** Contacts that were found to be this person, newest first; each can be taken apart again. */
  merges: z.array(
    z.object({
      id,
      contactId: id,
      name: z.string().nullable(),
      /** One that it brought, if any. */
      address: z.string().nullable(),
      evidence: z.string(),
      because: z.string(),
      /** Null: the machine, or a program. */
      byName: z.string().nullable(),
      at: instant,
    }),
  ),
  /** What they said of themselves; nobody checked it. */
  claims: z.object({ email: z.string().optional(), phone: z.string().optional() }),
  createdAt: instant,
  /** When their data were erased; whoever writes from one of their addresses since is somebody new. */
  erasedAt: instant.nullable(),
});
export type ContactView = z.infer<typeof contactView>;

/** A contact as a line of a list, with how it stands in the conversations that the caller may see. */
export const listedContactView = contactView.extend({
  channels: z.array(z.string()),
  /** Conversations that are not over. */
  openCount: z.int(),
  /** Of the newest message, either way; null without a conversation to see. */
  lastContactAt: instant.nullable(),
});
export type ListedContactView = z.infer<typeof listedContactView>;

/** Somebody who may be the same person. */
export const contactSuggestionView = z.object({
  contactId: id,
  name: z.string().nullable(),
  /** One of theirs. */
  address: z.string().nullable(),
  evidence: z.string(),
  /** What says so: claims-address, claims-alike, same-number, signed-identity, same-account. */
  because: z.string(),
  /** What both have. */
  shares: z.string().nullable(),
  createdAt: instant,
});
export type ContactSuggestionView = z.infer<typeof contactSuggestionView>;

/** Where the same person writes, too. */
export const elsewhereView = z.object({
  channel: z.string(),
  protocol: z.string(),
  /** Null: not the caller's to see. */
  conversationId: id.nullable(),
  assigneeName: z.string().nullable(),
  lastMessageAt: instant,
});
export type ElsewhereView = z.infer<typeof elsewhereView>;

/** What an erasure would take, and what stands in its way. */
export const erasurePreviewView = z.object({
  counts: z.object({
    contacts: z.int(),
    addresses: z.int(),
    conversations: z.int(),
    messages: z.int(),
    notes: z.int(),
    files: z.int(),
    /** Messages that other people wrote in their conversations. */
    ofOthers: z.int(),
    /** Messages that they wrote in conversations of other people. */
    writtenToOthers: z.int(),
    surveys: z.int(),
    drafts: z.int(),
    /** Knowledge articles that came of their conversations: these stay. */
    articles: z.int(),
  }),
  /** Conversations that are not over, and have to be first. */
  open: z.array(z.object({ id, protocol: z.string() })),
  /** Messages that are on their way, to them or from them. */
  underWay: z.int(),
  hold: z.object({ reason: z.string(), byName: z.string(), at: instant }).nullable(),
  /** Other people who wrote in their conversations and are on hold. */
  othersOnHold: z.int(),
  erasedAt: instant.nullable(),
  /** It has begun, and goes on. */
  isErasing: z.boolean(),
  /** Of all this: given with the erasure, so that what was shown is what goes. */
  digest: z.string(),
});
export type ErasurePreviewView = z.infer<typeof erasurePreviewView>;
