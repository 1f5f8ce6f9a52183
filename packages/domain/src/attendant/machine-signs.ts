import { HOUR_MS } from "../calendar/time-zone.ts";
import { cutText, foldWords } from "../words.ts";
import type { MachineSigns } from "./attendant-state.ts";

/**
 * Automatic sayings to one contact point in an hour without a word of a person of ours in between. A
 * flow's longest way with its mistakes is shorter; two machines are silent after it.
 */
export const SAYINGS_PER_HOUR_MAX = 8;
/** The same words for the third time, although the menu was asked again: a person varies them. */
export const SAME_WORDS_MAX = 3;
/** Long answers in a row that nobody can have typed since they were asked. */
export const QUICK_ANSWERS_MAX = 3;
/** The best typists write some fifteen characters a second. */
const MS_PER_CHARACTER_MIN = 60;
/** Shorter ones may have been typed, or pressed, in a moment. */
const TYPED_LENGTH_MIN = 20;
/** Longer texts are cut: equal beginnings of this length are equal. */
const REMEMBERED_LENGTH_MAX = 300;

export type MachineSign = "echo" | "same-words" | "quicker-than-typed";

/** What hearing this adds to what is known of whoever writes. */
export function hear(signs: MachineSigns, text: string, receivedAt: number): MachineSigns {
  const heard = remembered(text);
  const { saidAt, said } = signs;
  const newest = saidAt.at(-1);
  // Words that were under way before we spoke tell nothing.
  const sinceMs = newest === undefined ? undefined : receivedAt - newest;
  const isQuick =
    sinceMs !== undefined &&
    sinceMs >= 0 &&
    text.length >= TYPED_LENGTH_MIN &&
    sinceMs < text.length * MS_PER_CHARACTER_MIN;
  return {
    saidAt,
    ...(said !== undefined && { said }),
    heard,
    repeats: heard !== "" && heard === signs.heard ? signs.repeats + 1 : 1,
    quick: isQuick ? signs.quick + 1 : 0,
  };
}

/** Whether what was heard last, and chose nothing, was a machine's. */
export function signOfMachine(signs: MachineSigns): MachineSign | undefined {
  const { said, heard, repeats, quick } = signs;
  if (said !== undefined && heard !== undefined && isEcho(said, heard)) return "echo";
  if (repeats >= SAME_WORDS_MAX) return "same-words";
  return quick >= QUICK_ANSWERS_MAX ? "quicker-than-typed" : undefined;
}

/** Word for word, or with the options written out below, as channels without buttons have them. */
function isEcho(said: string, heard: string): boolean {
  return said !== "" && (said === heard || heard.startsWith(`${said} 1 `));
}

/** Whether one more thing may be said by itself. */
export function maySay(signs: MachineSigns, now: number): boolean {
  return lately(signs, now).length < SAYINGS_PER_HOUR_MAX;
}

export function say(signs: MachineSigns, text: string, now: number): MachineSigns {
  return { ...signs, saidAt: [...lately(signs, now), now], said: remembered(text) };
}

function lately({ saidAt }: MachineSigns, now: number): readonly number[] {
  return saidAt.filter((at) => now - at < HOUR_MS);
}

function remembered(text: string): string {
  return cutText(foldWords(text), REMEMBERED_LENGTH_MAX);
}
