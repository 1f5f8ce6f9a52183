import { linkify } from "@circuito/protocol/mail-text";
import { useMemo } from "react";
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
        const words = parts.map((part, index) =>
          part.href === undefined ? (
            part.text
          ) : (
            <a
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
              key={index}
              href={part.href}
              target="_blank"
              rel="noopener noreferrer"
              className="ring-focus rounded-key text-accent-text underline underline-offset-2"
            >
              {part.text}
            </a>
          ),
        );
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
