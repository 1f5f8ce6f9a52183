import { seesEverything } from "@circuito/domain";
import { listContacts } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { cursorOf } from "../page-cursor.ts";
import { contactViewOf } from "../views.ts";
import { visibleContact } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

export function contactHandlers(parts: WebParts): Pick<Handlers, "listContacts" | "getContact"> {
  const { pool } = parts.database;
  return {
    async listContacts({ who, query }) {
      const visibleTo = who.kind === "agent" && !seesEverything(who) ? who : undefined;
      const filter = { address: query.address, visibleTo };
      const page = await listContacts(pool, filter, cursorOf("uuid", query.cursor), query.limit);
      return { items: page.items.map(contactViewOf), nextCursor: page.nextCursor };
    },

    async getContact({ who, params }) {
      return contactViewOf(await visibleContact(parts, who, params.id));
    },
  };
}
