import { chmod, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Whoever reads the profile has the account. */
const PRIVATE = 0o700;
/** Locks of a browser that named its host: a container that was made anew has another (trap 8). */
const LOCKS = ["SingletonLock", "SingletonSocket", "SingletonCookie"];
/** Where the library keeps the profile (LocalAuth without a client id). */
export const profileOf = (folder: string): string => join(folder, "session");

/** Makes the profile ready for its one owner: whoever holds the inbox's lease. */
export async function prepareProfile(folder: string): Promise<void> {
  const profile = profileOf(folder);
  await mkdir(profile, { recursive: true, mode: PRIVATE });
  await chmod(profile, PRIVATE);
  await Promise.all(LOCKS.map((lock) => rm(join(profile, lock), { force: true })));
  // Files of a transfer that an end of this process cut off.
  await Promise.all(
    ["downloads", "outgoing"].map((name) =>
      rm(join(folder, name), { recursive: true, force: true }),
    ),
  );
}

export async function forgetProfile(folder: string): Promise<void> {
  await rm(profileOf(folder), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
