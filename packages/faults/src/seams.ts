/**
 * Functions that a proof may exchange for ones with a known bug, where the bug is none of a statement.
 * Each says what of it can be wrong.
 */
export const SEAMS = {
  receive: "takes in what a connector was given, and says what became of it once that is committed",
  "after-failure": "decides what follows a failed attempt to send",
} as const;

export type Seam = keyof typeof SEAMS;

/** What a seam may be exchanged for: the sound function goes in, the one that is called comes out. */
export type Exchanges = { readonly [S in Seam]?: (sound: never) => unknown };

let exchanges: Exchanges | undefined;

/** The sound function itself, where no proof has exchanged it. */
export function seam<F>(name: Seam, sound: F): F {
  const exchange = exchanges?.[name] as ((sound: F) => F) | undefined;
  return exchange ? exchange(sound) : sound;
}

/**
 * Exchanges functions for as long as the process runs. Only the lab does, from a module that is loaded
 * before the gateway and is in no image that anybody deploys.
 */
export function armSeams(by: Exchanges): void {
  exchanges = by;
}

export function areSeamsArmed(): boolean {
  return exchanges !== undefined;
}
