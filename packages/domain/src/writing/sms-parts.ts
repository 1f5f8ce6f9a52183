/** The alphabet that costs seven bits (3GPP TS 23.038, 6.2.1). */
const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Of its extension: an escape goes before, so that each costs two (6.2.1.1). */
const GSM_EXTENDED = "^{}\\[~]|€\f";

/** What one part holds: alone, and as one of several, which each carry a header. */
const ROOM = { gsm: { alone: 160, joined: 153 }, unicode: { alone: 70, joined: 67 } } as const;

export interface SmsParts {
  readonly parts: number;
  /** Characters used, as they are counted, of the last part, and how many it holds. */
  readonly used: number;
  readonly room: number;
  /** With a character that is not of the small alphabet, all are counted as 16 bits. */
  readonly alphabet: "gsm" | "unicode";
}

/** How many parts an SMS is sent, and paid for, in. */
export function smsPartsOf(text: string): SmsParts {
  const costs = [...text].map((character) =>
    GSM.includes(character) ? 1 : GSM_EXTENDED.includes(character) ? 2 : undefined,
  );
  const isGsm = costs.every((cost) => cost !== undefined);
  const units = isGsm ? costs : [...text].map((character) => character.length);
  const { alone, joined } = isGsm ? ROOM.gsm : ROOM.unicode;
  const alphabet = isGsm ? "gsm" : "unicode";
  const total = units.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  if (total <= alone) return { parts: text === "" ? 0 : 1, used: total, room: alone, alphabet };
  // A character of two units is never split over two parts.
  let parts = 1;
  let used = 0;
  for (const cost of units) {
    if (used + (cost ?? 0) > joined) {
      parts += 1;
      used = 0;
    }
    used += cost ?? 0;
  }
  return { parts, used, room: joined, alphabet };
}
