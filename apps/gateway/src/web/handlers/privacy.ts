import type { ErasurePreviewView } from "@circuito/protocol";
import {
  beginErasure,
  type ErasurePreview,
  findPerson,
  holdErasure,
  type Person,
  previewErasure,
} from "@circuito/store";
import { archiveOfPerson } from "../../privacy/person-archive.ts";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb = "exportContact" | "previewErasure" | "eraseContact" | "holdContact";

/** What is done when a customer asks for their data, or that they be erased. */
export function privacyHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, media, tombstones } = parts;
  const { pool } = database;

  async function personOf(id: string): Promise<Person> {
    const person = await findPerson(pool, id);
    if (!person) throw nothingHere();
    return person;
  }

  return {
    async exportContact({ params, query }) {
      return archiveOfPerson({
        ...{ database, media, person: await personOf(params.id), language: query.language },
        withNotes: query.notes === "1",
        madeAt: new Date(parts.now()),
      });
    },

    previewErasure: async ({ params }) =>
      previewViewOf(await previewErasure(pool, await personOf(params.id))),

    async eraseContact({ params, body }) {
      const begun = await beginErasure(database, params.id, body.digest, tombstones);
      if (begun.kind === "begun") return { contactId: begun.contactId };
      if (begun.because === "not-found") throw nothingHere();
      const code = begun.because === "changed-since-preview" ? "conflict" : "wrong-state";
      throw new HttpProblem(code, "nothing was erased", { details: { because: begun.because } });
    },

    async holdContact({ who, params, body }) {
      const person = await personOf(params.id);
      const { reason } = body;
      await holdErasure(pool, person.ids, reason === null ? null : { reason, byName: who.name });
      return previewViewOf(await previewErasure(pool, person));
    },
  };
}

function previewViewOf(preview: ErasurePreview): ErasurePreviewView {
  const { hold } = preview;
  return {
    ...preview,
    counts: { ...preview.counts },
    open: [...preview.open],
    hold: hold && { ...hold, at: iso(Date.parse(hold.at)) },
    erasedAt: isoOrNull(preview.erasedAt),
  };
}
