import { wallTime } from "./calendar/time-zone.ts";

/** Crockford's base 32: no I, L, O, U, so that it survives being read out on the phone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 35 random bits a day: not guessable by counting, short enough to dictate. */
const RANDOM_CHARACTERS = 7;

/**
 * The number told to the customer (*protocolo*): `YYMMDD-XXXXXXXC`, the last character a check
 * (weighted sum modulo 31, so that a wrong or a swapped character shows).
 * @param entropy hex digits, at least 9 of them random: the tail of a UUIDv7
 * @param at instant of opening, ms since epoch
 * @param timeZone IANA, whose date it is: the one on the customer's own calendar
 */
export function makeProtocolNumber(entropy: string, at: number, timeZone: string): string {
  let bits = BigInt(`0x${entropy.slice(-9)}`);
  let random = "";
  for (let i = 0; i < RANDOM_CHARACTERS; i++) {
    random += ALPHABET[Number(bits & 31n)];
    bits >>= 5n;
  }
  const day = new Date(wallTime(timeZone, at)).toISOString().slice(2, 10).replaceAll("-", "");
  return `${day}-${random}${checkCharacter(day + random)}`;
}

/** A number as somebody typed it, or why it is none of ours. */
export type ReadProtocolNumber =
  | { readonly kind: "number"; readonly protocol: string }
  | {
      readonly kind: "mistake";
      readonly because: /** Not fourteen digits and letters. */
        | "wrong-length"
        /** A character that no number has. */
        | "wrong-character"
        /** One character is wrong, or two are swapped: the last one does not fit the others. */
        | "check-failed";
    };

const LENGTH = 14;

/**
 * Reads a number that was dictated, copied or typed: case, spaces, dots and dashes aside, and with the
 * characters that look like others taken for those (O for 0; I and L for 1).
 */
export function readProtocolNumber(typed: string): ReadProtocolNumber {
  const bare = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s.\-–—_/#]+/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (bare.length !== LENGTH) return { kind: "mistake", because: "wrong-length" };
  const match = /^(\d{6})([0-9A-HJKMNP-TV-Z]{7})([0-9A-HJKMNP-TV-Z])$/.exec(bare);
  if (!match) return { kind: "mistake", because: "wrong-character" };
  const [, day = "", random = "", check = ""] = match;
  return checkCharacter(day + random) === check
    ? { kind: "number", protocol: `${day}-${random}${check}` }
    : { kind: "mistake", because: "check-failed" };
}

function checkCharacter(body: string): string {
  // 31 is prime and larger than the length: every single error and every swap changes the sum,
  // but for the one pair of characters that 31 cannot tell apart (0 and Z).
  let sum = 0;
  for (const [index, character] of [...body].entries()) {
    sum += (index + 1) * ALPHABET.indexOf(character);
  }
  return ALPHABET[sum % 31] ?? "0";
}
