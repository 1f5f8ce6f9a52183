/**
 * How many SMS a text is billed as, and in which alphabet.
 * Source: 3GPP TS 23.038 §6.2.1 (GSM 7-bit default alphabet and extension), 23.040 §9.2.3.24.
 */
export interface Segments {
  readonly encoding: "gsm-7" | "ucs-2";
  readonly count: number;
  /** Units (septets or UTF-16 units) still free in the last segment. */
  readonly free: number;
}

const GSM_BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Each takes two septets, an escape first, and both must be in the same segment. */
const GSM_EXTENSION = "\f^{}\\[~]|€";

const CAPACITY = { "gsm-7": { single: 160, part: 153 }, "ucs-2": { single: 70, part: 67 } };
const basic = new Set(GSM_BASIC);
const extension = new Set(GSM_EXTENSION);

export function segments(text: string): Segments {
  const chars = Array.from(text);
  const gsm = chars.every((char) => basic.has(char) || extension.has(char));
  const encoding = gsm ? "gsm-7" : "ucs-2";
  const widths = chars.map((char) => (gsm ? (extension.has(char) ? 2 : 1) : char.length));
  const { single, part } = CAPACITY[encoding];
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= single) return { encoding, count: 1, free: single - total };

  let count = 1;
  let used = 0;
  for (const width of widths) {
    // Neither an escape sequence nor a surrogate pair is torn between two parts.
    if (used + width > part) {
      count++;
      used = 0;
    }
    used += width;
  }
  return { encoding, count, free: part - used };
}
