import { findExcerpt, questionForms } from "@circuito/domain";
import { searchMessages } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { cursorOf } from "../page-cursor.ts";
import { searching } from "../searching.ts";
import type { WebParts } from "../web-parts.ts";

export function searchHandlers(parts: WebParts): Pick<Handlers, "searchMessages"> {
  return {
    async searchMessages({ who, query }) {
      const { cursor, limit, words: asked, hasFile, ...rest } = query;
      const words = questionForms(asked);
      const search = { ...rest, words, hasFile: hasFile !== undefined };
      const page = await searching(parts, (q) =>
        searchMessages(q, search, who, cursorOf("uuid", cursor), limit),
      );
      const kept = words.map(({ word }) => word);
      return {
        items: page.items.map(({ text, at, ...hit }) => {
          const excerpt = findExcerpt(text, kept, page.beginnings);
          const marks = excerpt.marks.map(([begin, end]): [number, number] => [begin, end]);
          return { ...hit, excerpt: { text: excerpt.text, marks }, at: iso(at) };
        }),
        nextCursor: page.nextCursor,
      };
    },
  };
}
