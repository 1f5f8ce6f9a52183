import fc from "fast-check";
import type { Formatted } from "./formatting.ts";
import { type MailBlock, mailBlocks } from "./mail-blocks.ts";

const words = (parts: readonly Formatted[]): string =>
  parts.map((part) => ("parts" in part ? `*${words(part.parts)}*` : part.text)).join("");
const shown = (block: MailBlock): string =>
  block.kind === "words"
    ? words(block.parts)
    : `${block.from ?? "-"}[${block.items.map(words).join("|")}]`;

test.each([
  ["Oi, *Ana*\n\nSegue:", ["Oi, *Ana*", "Segue:"]],
  ["Traga:\n- RG\n- *CPF*\nAté", ["Traga:", "-[RG|*CPF*]", "Até"]],
  ["3. um\n4. dois", ["3[um|dois]"]],
  ["• um\n\n• dois", ["-[um|dois]"]],
  ["- a\n1) b", ["-[a]", "1[b]"]],
  ["-- \nAna Souza\nLoja", ["-- \nAna Souza\nLoja"]],
  ["-5 graus\n- ", ["-5 graus\n- "]],
  ["2026. Foi um ano", ["2026. Foi um ano"]],
  ["```\n- não é lista\n\nfim\n```", ["\n- não é lista\n\nfim\n"]],
  ["a\r\nb", ["a\nb"]],
  ["\n\n", []],
])("%j reads as %j", (text, expected) => {
  expect(mailBlocks(text).map(shown)).toEqual(expected);
});

test("whatever is written, its letters are all there, in their order", () => {
  const letters = (text: string) => text.replaceAll(/[^a-z]/g, "");
  const line = fc.string({ unit: fc.constantFrom("- ", "1. ", "*", "`", "a", "b ", "\n", "c") });
  fc.assert(
    fc.property(line, (text) => {
      expect(letters(mailBlocks(text).map(shown).join("\n"))).toBe(letters(text));
    }),
  );
});
