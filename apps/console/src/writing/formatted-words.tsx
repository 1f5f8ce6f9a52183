import type { Formatted } from "@circuito/protocol/chat-text";
import { linkify, type TextSegment } from "@circuito/protocol/mail-text";
import { Fragment, type ReactNode } from "react";

const LINK = "ring-focus rounded-key text-accent-text underline underline-offset-2 wrap-anywhere";

/** Words with the looks of their marks, as React nodes: nothing that anybody wrote is markup. */
export function FormattedWords({ parts }: { readonly parts: readonly Formatted[] }) {
  return <>{parts.map(drawn)}</>;
}

function drawn(part: Formatted, key: number): ReactNode {
  switch (part.kind) {
    case "text":
      return <Fragment key={key}>{linked(part.text)}</Fragment>;
    case "link":
      return (
        // Where it leads is told to whoever points at it.
        <a key={key} href={part.href} title={part.href} {...ELSEWHERE} className={LINK}>
          {part.text}
        </a>
      );
    case "mono":
      return (
        <code key={key} className="font-mono text-13">
          {part.text}
        </code>
      );
    case "bold":
      return (
        <strong key={key} className="font-semibold">
          {part.parts.map(drawn)}
        </strong>
      );
    case "italic":
      return <em key={key}>{part.parts.map(drawn)}</em>;
    case "strike":
      return <s key={key}>{part.parts.map(drawn)}</s>;
  }
}

const ELSEWHERE = { target: "_blank", rel: "noopener noreferrer" } as const;

function linked(text: string): ReactNode {
  return <LinkedSegments segments={linkify(text)} />;
}

/** Words in which addresses can be followed. */
export function LinkedSegments({ segments }: { readonly segments: readonly TextSegment[] }) {
  return segments.map((segment, place) =>
    segment.href === undefined ? (
      segment.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
      <a key={place} href={segment.href} {...ELSEWHERE} className={LINK}>
        {segment.text}
      </a>
    ),
  );
}
