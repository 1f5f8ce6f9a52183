import type { Registration } from "./desk-conversation.ts";
import { SNOOZE_MAX_MS } from "./refusals.ts";

/** Words of which the receiver learns nothing; a promise that is over, or further away than any. */
export type RegistrationMistake = "says-nothing" | "promise-in-the-past" | "promise-too-far";

/**
 * Whether a director's registration is one that an area can work with (rules §8.8).
 * @returns the first mistake, `undefined` if there is none
 */
export function mistakeInRegistration(
  { title, category, summary, promisedAt }: Registration,
  now: number,
): RegistrationMistake | undefined {
  if (![title, category, summary].every(isSaying)) return "says-nothing";
  if (promisedAt <= now) return "promise-in-the-past";
  return promisedAt > now + SNOOZE_MAX_MS ? "promise-too-far" : undefined;
}

/** Has a letter or a digit in it: dots and dashes were typed to get past the form. */
export function isSaying(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
