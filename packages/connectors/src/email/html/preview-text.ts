import { foldSpace } from "@circuito/domain";
import { htmlLines } from "./html-lines.ts";

/** Characters that show nothing and only carry text for machines (security S-18). */
const INVISIBLE =
  /[\u{e0000}-\u{e007f}\u2800\u3164\uffa0\u115f\u1160]|[\u{fe00}-\u{fe0f}]|[\u{e0100}-\u{e01ef}]/gu;

/** Text as a person sees it, in one line: for lists, notices, and whatever reads mail by itself. */
export function previewText(
  mail: { readonly text?: string; readonly html?: string },
  lengthMax: number,
): string {
  const text = mail.text ?? htmlLines(mail.html ?? "").text;
  // Invisible padding makes text long: enough is read to fill the line without it.
  return foldSpace(text.slice(0, lengthMax * 20).replace(INVISIBLE, "")).slice(0, lengthMax);
}
