import { readFileSync } from "node:fs";

/**
 * Whether a process of this id lives; one we may not signal lives, too. One that has ended and that
 * nobody buried (in a container whose first process does not) is dead, though its id exists.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    return /\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true; // Buried between the two looks.
  }
}
