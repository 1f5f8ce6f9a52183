import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../packages/embedded/src/is-alive.ts";

const NAME = /^circuito-test-(\d+)-/;
/** Where the servers of a run write down their process ids. */
const PID_FILES = [
  join("postgres", "cluster", "postmaster.pid"),
  join("redis", "redis.pid"),
  join("dovecot", "run", "master.pid"),
];

/** Linux' files in memory. */
const MEMORY = "/dev/shm";
/** A run takes a fifth of this; what it takes is the machine's memory, too. */
const MEMORY_FREE_MIN_BYTES = 4 * 1024 ** 3;

/** The folder of this run: named by our process id, open to the user the servers run as. */
export function makeRunFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, `circuito-test-${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * Where files are made fastest, for what need not outlive the run: each database of a test is more than
 * a thousand of them, which take a disk half a second and memory a thirtieth of that.
 */
export function quickParent(): string {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  const free = Math.min(bavail * bsize, freemem());
  return free < MEMORY_FREE_MIN_BYTES ? tmpdir() : MEMORY;
}

/** Ends the servers of a run at once, without waiting, and removes what they wrote. */
export function removeRunFolder(folder: string): void {
  for (const file of PID_FILES) killServer(folder, join(folder, file));
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** Removes what runs left that were killed before they could clean up. */
export function sweepRunFolders(): void {
  for (const parent of [tmpdir(), MEMORY].filter(existsSync)) {
    for (const name of readdirSync(parent)) {
      const owner = NAME.exec(name)?.[1];
      if (owner !== undefined && !isAlive(Number(owner))) removeRunFolder(join(parent, name));
    }
  }
}

function killServer(folder: string, pidFile: string): void {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
    // The id may be another process's by now; a server of ours works in the folder.
    if (process.platform === "linux" && !readlinkSync(`/proc/${pid}/cwd`).startsWith(folder))
      return;
    process.kill(pid, "SIGQUIT");
    // A proof may have made it stand still, and then it would not hear the other.
    process.kill(pid, "SIGCONT");
  } catch {
    // No such file or no such process: nothing is left to end.
  }
}
