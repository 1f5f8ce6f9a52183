import { mailBlocks } from "@circuito/protocol/mail-text";
import { useMemo } from "react";
import { FormattedWords } from "../writing/formatted-words.tsx";

interface WrittenMailProps {
  readonly text: string;
  /** What stands below the words and nobody wrote: the protocol number, the signature. */
  readonly footer?: string | undefined;
}

/** A mail of ours with the looks that its reader sees. */
export function WrittenMail({ text, footer }: WrittenMailProps) {
  return (
    <div className="flex max-w-[72ch] flex-col gap-3 text-14 wrap-anywhere">
      <FormattedMail text={text} />
      {footer !== undefined && footer !== "" && (
        <div className="flex flex-col gap-1 text-12 text-fg-2 tabular-nums">
          <FormattedMail text={footer} />
        </div>
      )}
    </div>
  );
}

/** Its paragraphs and lists, one after the other. */
export function FormattedMail({ text }: { readonly text: string }) {
  const blocks = useMemo(() => mailBlocks(text), [text]);
  return blocks.map((block, place) => {
    if (block.kind === "words") {
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text in their order
        <p key={place} className="whitespace-pre-wrap">
          <FormattedWords parts={block.parts} />
        </p>
      );
    }
    const items = block.items.map((parts, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text in their order
      <li key={at}>
        <FormattedWords parts={parts} />
      </li>
    ));
    return block.from === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text in their order
      <ul key={place} className="list-disc pl-5">
        {items}
      </ul>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text in their order
      <ol key={place} start={block.from} className="list-decimal pl-6">
        {items}
      </ol>
    );
  });
}
