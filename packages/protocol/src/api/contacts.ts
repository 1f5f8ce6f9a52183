import {
  ATTRIBUTE_LENGTH_MAX,
  ATTRIBUTE_NAME,
  ATTRIBUTES_MAX,
  CONTACT_NAME_LENGTH_MAX,
  isAddress,
  isMasked,
  SEGMENTS_MAX,
} from "@circuito/domain";
import { z } from "zod";
import { segment } from "../segment.ts";
import {
  contactSuggestionView,
  contactTimelineView,
  contactView,
  erasurePreviewView,
  listedContactView,
} from "../views.ts";
import { type ApiRoute, byId, id, list, page } from "./route.ts";

export const contactBody = z.strictObject({
  /** Null: nameless again. */
  name: z.string().trim().min(1).max(CONTACT_NAME_LENGTH_MAX).nullable().optional(),
  /** In place of those before; case does not matter. */
  segments: z.array(segment).max(SEGMENTS_MAX).optional(),
  /** By name; null takes one away. */
  attributes: z
    .record(
      z.string().regex(ATTRIBUTE_NAME),
      z
        .string()
        .trim()
        .min(1)
        .max(ATTRIBUTE_LENGTH_MAX)
        .refine((value) => !isMasked(value), "is what is shown in place of a value")
        .nullable(),
    )
    .refine((given) => Object.keys(given).length <= ATTRIBUTES_MAX)
    .optional(),
});

/** Who the customers are. */
export const CONTACT_ROUTES = {
  listContacts: {
    method: "GET",
    path: "/contacts",
    summary: "Contacts, by address, segment, channel, or words in their name or addresses",
    role: "agent",
    query: z.strictObject({
      address: z.string().max(320).optional(),
      segment: segment.optional(),
      channel: z.string().max(40).optional(),
      search: z.string().trim().min(1).max(120).optional(),
      ...page,
    }),
    response: list(listedContactView),
  },
  listSegments: {
    method: "GET",
    path: "/contact-segments",
    summary: "Segments of contacts that the caller may see, the most used first",
    role: "agent",
    response: z.object({ items: z.array(z.string()) }),
  },
  getContact: {
    method: "GET",
    path: "/contacts/:id",
    summary: "One contact, by any id that they ever had",
    role: "agent",
    params: byId,
    response: contactView,
  },
  getContactTimeline: {
    method: "GET",
    path: "/contacts/:id/timeline",
    summary:
      "All that was said with a person on all channels; of what is not the caller's, that it is there",
    role: "agent",
    params: byId,
    query: z.strictObject({ channel: z.string().max(40).optional(), ...page }),
    response: contactTimelineView,
  },
  revealAttributes: {
    method: "POST",
    path: "/contacts/:id/attributes/reveal",
    summary: "What was written down of somebody, whole; that it was looked at is written down",
    role: "agent",
    params: byId,
    body: z.strictObject({}),
    response: z.object({ attributes: z.record(z.string(), z.string()) }),
  },
  updateContact: {
    method: "PATCH",
    path: "/contacts/:id",
    summary: "Name, segments and attributes; what is left out stays",
    role: "agent",
    params: byId,
    body: contactBody,
    response: contactView,
  },
  listSuggestions: {
    method: "GET",
    path: "/contacts/:id/suggestions",
    summary: "Who may be the same person, and what says so",
    role: "agent",
    params: byId,
    response: z.object({ items: z.array(contactSuggestionView) }),
  },
  dismissSuggestion: {
    method: "POST",
    path: "/contacts/:id/suggestions/dismiss",
    summary: "Two people: not suggested again, and not merged by the machine",
    role: "agent",
    params: byId,
    body: z.strictObject({ contactId: id }),
    response: contactView,
  },
  mergeContacts: {
    method: "POST",
    path: "/contacts/:id/merge",
    summary: "One person: what the other contact has becomes this one's, until it is taken back",
    role: "agent",
    params: byId,
    body: z.strictObject({ contactId: id }),
    response: contactView,
  },
  unmergeContacts: {
    method: "POST",
    path: "/contacts/:id/unmerge",
    summary: "Take a merge back: everything is as it was",
    role: "agent",
    params: byId,
    body: z.strictObject({ mergeId: id }),
    response: contactView,
  },
  shareAddress: {
    method: "PUT",
    path: "/contacts/:id/addresses/:address/shared",
    summary: "Whether several people write from an address; nothing is concluded from a shared one",
    role: "agent",
    params: z.strictObject({ id, address: z.string().max(320).refine(isAddress) }),
    body: z.strictObject({ shared: z.boolean() }),
    response: contactView,
  },
  exportContact: {
    method: "GET",
    path: "/contacts/:id/export",
    summary: "All that is held of a person, as a ZIP to be given to them (LGPD, GDPR)",
    role: "admin",
    params: byId,
    query: z.strictObject({
      /** 1: with what colleagues told each other. */
      notes: z.enum(["0", "1"]).default("0"),
      language: z.enum(["pt-BR", "en", "es"]).default("pt-BR"),
    }),
    response: z.string(),
    answersFile: true,
  },
  previewErasure: {
    method: "POST",
    path: "/contacts/:id/erasure/preview",
    summary: "What erasing a person's data would take, what stays, and what stands in its way",
    role: "admin",
    params: byId,
    response: erasurePreviewView,
  },
  eraseContact: {
    method: "POST",
    path: "/contacts/:id/erasure",
    summary:
      "Erase a person's data, as a preview showed: their name and addresses at once, the rest within minutes",
    role: "admin",
    params: byId,
    body: z.strictObject({
      /** Of the preview; 409 if anything is different since. */
      digest: z.string().min(1).max(64),
    }),
    response: z.object({ contactId: id }),
    status: 202,
  },
  holdContact: {
    method: "PUT",
    path: "/contacts/:id/hold",
    summary: "Say why a person's data must not be erased, or that they may be",
    role: "admin",
    params: byId,
    body: z.strictObject({
      /** Null: nothing keeps them any more. */
      reason: z.string().trim().min(3).max(500).nullable(),
    }),
    response: erasurePreviewView,
  },
} as const satisfies Record<string, ApiRoute>;
