import { isRule } from "./quote-words.ts";
import type { ReplyLine } from "./reply-line.ts";

/** More lines than any signature has; after that it is text. */
const SIGNATURE_LINES_MAX = 16;
const SIGNATURE_LINE_LENGTH_MAX = 120;
/** "Sent from my …": a short line, or it is a sentence. */
const DEVICE_LINE_LENGTH_MAX = 70;
const DEVICE_WORDS_MAX = 9;

/** What phones and programs add, by language. */
const DEVICE =
  /^[[(*_]?(sent (from|via|with|using|by) |enviad[oa] (do|da|de|desde|a partir|via|por|pelo|con|com|usando) |env(o|oy)é (de|depuis|à partir|avec|via) |gesendet (von|mit|über) |von meinem .{2,40} gesendet|inviato (da|dal|con|tramite) |verzonden (vanaf|met|via) |verstuurd (vanaf|met|via) |skickat från |sendt fra |lähetetty |wysłan[eoy] (z|za|przez) |odesláno |poslané |отправлено (с|из) |надіслано з |iphone.?umdan |gönderildi|get (outlook|bluemail|mailspring)|obte(r|nha) (o )?outlook|obten(er|ga) outlook|obtenir outlook|téléchargez? outlook|outlook für |scarica outlook|download outlook|outlook voor |hol(en sie sich|e dir) outlook|envoyé à partir|iphoneから送信|从我的|從我的|나의 .{2,20} 에서 보냄|gửi từ )/iu;

/** Whether a line is one that a phone or program added. */
export function isDeviceLine(text: string): boolean {
  if (text.length > DEVICE_LINE_LENGTH_MAX || !DEVICE.test(text)) return false;
  const words = text.split(" ").length;
  return words <= DEVICE_WORDS_MAX && !/[,;!?] /.test(text);
}

/**
 * Where the signature at the end of the lines [from, to) begins; `to` if there is none. The strict
 * sign (`-- `) always counts, other rules only above a short block that looks like a card.
 */
export function signatureStart(
  lines: readonly ReplyLine[],
  from: number,
  to: number,
  mayBeAll: boolean,
): number {
  let start = deviceStart(lines, from, to);
  const earliest = Math.max(from, start - SIGNATURE_LINES_MAX * 3);
  for (let i = start - 1; i >= earliest; i -= 1) {
    const line = lines[i];
    if (!line || line.depth > 0) break;
    if (line.mark === "signature") start = i;
    if (isStrictSign(line.text) && isBlock(lines, i + 1, start)) start = i;
    else if (isRule(line.text) && isCard(lines, i + 1, start)) start = i;
  }
  // A signature alone is not a signature: then it is all the mail has.
  if (mayBeAll) return start;
  return lines.slice(from, start).some((line) => line.text !== "") ? start : to;
}

function isStrictSign(text: string): boolean {
  return text === "--" || text === "__" || text === "—" || text === "–" || text === "_";
}

/** Trailing lines of devices; one more line may stand below (a link, an advertisement). */
function deviceStart(lines: readonly ReplyLine[], from: number, to: number): number {
  let start = to;
  let others = 0;
  for (let i = to - 1; i >= from && i >= to - SIGNATURE_LINES_MAX; i -= 1) {
    const text = lines[i]?.text ?? "";
    if (text === "") continue;
    if (isDeviceLine(text)) start = i;
    else if (start === to && others < 1) others += 1;
    else break;
  }
  return start;
}

function isBlock(lines: readonly ReplyLine[], from: number, to: number): boolean {
  const words = lines.slice(from, to).filter((line) => line.text !== "");
  return words.length <= SIGNATURE_LINES_MAX * 2;
}

/** A name and ways to reach it: short lines, and an address, a number or a link among them. */
function isCard(lines: readonly ReplyLine[], from: number, to: number): boolean {
  const words = lines.slice(from, to).filter((line) => line.text !== "");
  if (words.length === 0 || words.length > SIGNATURE_LINES_MAX) return false;
  if (words.some((line) => line.text.length > SIGNATURE_LINE_LENGTH_MAX)) return false;
  return words.some((line) => /@\w|www\.|https?:|\+?\d[\d ().-]{6,}\d/i.test(line.text));
}
