import type { SentencePart } from "./rule-sentence.ts";

/** A sentence of a rule; what the admin chose stands out. */
export function Sentence({ parts }: { readonly parts: readonly SentencePart[] }) {
  return (
    <>
      {parts.map(({ text, isValue }, at) =>
        isValue ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no identity
          <strong key={at} className="font-medium text-fg">
            {text}
          </strong>
        ) : (
          text
        ),
      )}
    </>
  );
}
