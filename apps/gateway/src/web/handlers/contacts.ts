import {
  type ContactDone,
  changeContact,
  dismissSuggestion,
  mergeContacts,
  type Refusal,
  separateContacts,
  shareContactAddress,
} from "@circuito/desk";
import { type Principal, seesEverything } from "@circuito/domain";
import type { ContactView } from "@circuito/protocol";
import {
  findContact,
  findSuggestions,
  listContacts,
  listConversationsOfContact,
  listMessagesOf,
  listSegmentsInUse,
  type Queryable,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { cursorOf } from "../page-cursor.ts";
import { HttpProblem } from "../problem.ts";
import { problemOfRefusal } from "../refusal-problem.ts";
import { searching } from "../searching.ts";
import { isSeen, pastConversationViewOf } from "../timeline-views.ts";
import { contactViewOf, listedContactViewOf, messageViewOf, suggestionViewOf } from "../views.ts";
import { requireMentionable, visibleContact } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb =
  | "listContacts"
  | "listSegments"
  | "getContact"
  | "getContactTimeline"
  | "revealAttributes"
  | "updateContact"
  | "listSuggestions"
  | "dismissSuggestion"
  | "mergeContacts"
  | "unmergeContacts"
  | "shareAddress";

/** Who the customers are. A person who may see a contact may say who they are: it can be taken back. */
export function contactHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, desk } = parts;
  const { pool } = database;

  /** Does something to a contact that the caller may see, and shows it as it is then. */
  async function changed(
    who: Principal,
    asked: string,
    verb: (contactId: string) => Promise<ContactDone | Refusal>,
  ): Promise<ContactView> {
    const { id, erasedAt } = await visibleContact(parts, who, asked);
    if (erasedAt !== null) throw isErased();
    const result = await verb(id);
    if (result.kind === "refused") throw problemOfRefusal(result);
    const contact = await findContact(pool, result.contactId);
    if (!contact) throw new Error(`read contact ${result.contactId} after a change`);
    return contactViewOf(contact, who);
  }

  return {
    async listContacts({ who, query }) {
      const { cursor, limit, ...filter } = query;
      const from = cursorOf("uuid", cursor);
      const list = (q: Queryable) =>
        listContacts(q, { ...filter, visibleTo: limitOf(who) }, from, limit);
      const page = await (filter.search ? searching(parts, list) : list(pool));
      return {
        items: page.items.map((one) => listedContactViewOf(one, who)),
        nextCursor: page.nextCursor,
      };
    },

    async listSegments({ who }) {
      return { items: [...(await listSegmentsInUse(pool, limitOf(who)))] };
    },

    async getContact({ who, params }) {
      return contactViewOf(await visibleContact(parts, who, params.id), who);
    },

    async revealAttributes({ who, params }) {
      const { attributes } = await visibleContact(parts, who, params.id);
      return { attributes: { ...attributes } };
    },

    async getContactTimeline({ who, params, query }) {
      const { id } = await visibleContact(parts, who, params.id);
      const from = cursorOf("uuid", query.cursor);
      const all = await listConversationsOfContact(pool, id, query.channel);
      const seen = all.filter((past) => isSeen(past, who)).map((past) => past.id);
      const page = await listMessagesOf(pool, seen, from, query.limit);
      return {
        conversations: all.map((past) => pastConversationViewOf(past, who)),
        items: page.items.map(messageViewOf),
        nextCursor: page.nextCursor,
      };
    },

    updateContact: async ({ who, params, body }) =>
      changed(who, params.id, (contactId) => changeContact(desk, who, { contactId, ...body })),

    async listSuggestions({ who, params }) {
      const { id } = await visibleContact(parts, who, params.id);
      return { items: (await findSuggestions(pool, id)).map(suggestionViewOf) };
    },

    dismissSuggestion: async ({ who, params, body }) =>
      changed(who, params.id, async (contactId) => {
        await requireMentionable(parts, who, contactId, body.contactId);
        return dismissSuggestion(desk, who, { contactId, otherId: body.contactId });
      }),

    mergeContacts: async ({ who, params, body }) =>
      changed(who, params.id, async (contactId) => {
        await requireMentionable(parts, who, contactId, body.contactId);
        return mergeContacts(desk, who, { contactId, otherId: body.contactId });
      }),

    unmergeContacts: async ({ who, params, body }) =>
      changed(who, params.id, (contactId) =>
        separateContacts(desk, who, { contactId, mergeId: body.mergeId }),
      ),

    shareAddress: async ({ who, params, body }) =>
      changed(who, params.id, (contactId) =>
        shareContactAddress(desk, who, { contactId, address: params.address, ...body }),
      ),
  };
}

const isErased = () =>
  new HttpProblem("wrong-state", "the data of this contact were erased", {
    details: { because: "erased-already" },
  });

/** Whose conversations bound what a list shows; nobody's for who sees everything. */
const limitOf = (who: Principal) =>
  who.kind === "agent" && !seesEverything(who) ? who : undefined;
