import { type Formatted, parseFormatting } from "@circuito/protocol/chat-text";
import { linkify } from "@circuito/protocol/mail-text";
import { Fragment, type ReactNode, useMemo } from "react";

/** Words as WhatsApp shows them: its marks become React nodes, so nothing of a sender's is markup. */
export function WhatsappText({ text }: { readonly text: string }) {
  const parts = useMemo(() => parseFormatting(text), [text]);
  return <>{parts.map((part, place) => drawn(part, place))}</>;
}

function drawn(part: Formatted, key: number): ReactNode {
  switch (part.kind) {
    case "text":
      return <Fragment key={key}>{linked(part.text)}</Fragment>;
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

function linked(text: string): ReactNode {
  return linkify(text).map((segment, place) =>
    segment.href === undefined ? (
      segment.text
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
        key={place}
        href={segment.href}
        target="_blank"
        rel="noopener noreferrer"
        className="ring-focus rounded-key text-accent-text underline underline-offset-2"
      >
        {segment.text}
      </a>
    ),
  );
}
