import { findPerson } from "@circuito/store";
import { archiveOfPerson } from "../../privacy/person-archive.ts";
import type { Handlers } from "../handler.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** What is done when a customer asks for their data. */
export function privacyHandlers(parts: WebParts): Pick<Handlers, "exportContact"> {
  const { database, media } = parts;
  return {
    async exportContact({ params, query }) {
      const person = await findPerson(database.pool, params.id);
      if (!person) throw nothingHere();
      return archiveOfPerson({
        ...{ database, media, person, language: query.language },
        withNotes: query.notes === "1",
        madeAt: new Date(parts.now()),
      });
    },
  };
}
