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

/** Whether a number that someone typed can be one of ours. */
export function isProtocolNumber(value: string): boolean {
  const match = /^(\d{6})-([0-9A-HJKMNP-TV-Z]{7})([0-9A-HJKMNP-TV-Z])$/.exec(value.toUpperCase());
  if (!match) return false;
  const [, day = "", random = "", check] = match;
  return checkCharacter(day + random) === check;
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
