import { parseFormatting } from "@circuito/protocol/chat-text";
import { useMemo } from "react";
import { FormattedWords } from "../writing/formatted-words.tsx";

/** Words as WhatsApp shows them. */
export function WhatsappText({ text }: { readonly text: string }) {
  const parts = useMemo(() => parseFormatting(text), [text]);
  return <FormattedWords parts={parts} />;
}
