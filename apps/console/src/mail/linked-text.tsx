import { linkify } from "@circuito/protocol/mail-text";
import { useMemo } from "react";
import { LinkedSegments } from "../writing/formatted-words.tsx";
import { quoteBlocks } from "./quote-blocks.ts";

const DEPTHS = ["", "pl-3", "pl-6", "pl-9", "pl-12"] as const;

/** Plain text with links one can follow and quotes one can tell apart. */
export function LinkedText({ text }: { readonly text: string }) {
  const blocks = useMemo(
    () =>
      quoteBlocks(text).map((block, place) => ({ ...block, place, parts: linkify(block.text) })),
    [text],
  );
  return (
    <div className="max-w-[72ch] text-14 wrap-anywhere whitespace-pre-wrap">
      {blocks.map(({ depth, place, parts }) => {
        const words = <LinkedSegments key={place} segments={parts} />;
        return depth === 0 ? (
          <div key={place}>{words}</div>
        ) : (
          <blockquote
            key={place}
            className={`my-1 border-line border-l-2 text-fg-2 ${DEPTHS[depth] ?? ""}`}
          >
            {words}
          </blockquote>
        );
      })}
    </div>
  );
}
