import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ServerUser } from "./server-user.ts";

const EXECUTE_BY_OTHERS = 0o001;

/**
 * Whether the server's user can walk down to this folder: every parent up to the root lets others
 * pass. A clone under `/root` (mode 0700) does not.
 */
export function isReachable(folder: string, user: ServerUser): boolean {
  if (user === undefined) return true;
  for (let at = resolve(folder); ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    // What does not exist yet will be made by us, with mode 0755.
    const passes =
      stat === undefined || stat.uid === user.uid || (stat.mode & EXECUTE_BY_OTHERS) !== 0;
    if (!passes) return false;
    if (at === dirname(at)) return true;
  }
}
