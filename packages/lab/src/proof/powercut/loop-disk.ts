import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A database of minutes with its write-ahead log takes a third of it; what is not written takes nothing. */
const SIZE = "1G";

/** Why there can be no disk of our own here, in a sentence; `undefined` where there can. */
export async function whyNoDisk(): Promise<string | undefined> {
  if (process.platform !== "linux") return "a power cut is played on Linux only";
  if (process.getuid?.() !== 0) return "a power cut needs root: it mounts a disk of its own";
  for (const program of ["mkfs.ext4", "losetup", "mount", "umount"]) {
    try {
      await run("sh", ["-c", `command -v ${program}`]);
    } catch {
      return `a power cut needs ${program}: install e2fsprogs and mount`;
    }
  }
  return undefined;
}

/**
 * An ext4 on a file, mounted through a loop device. What has reached the file has reached the disk: a
 * copy of the file holds what a power cut would have left, and nothing of what was in memory.
 */
export class LoopDisk implements AsyncDisposable {
  readonly image: string;
  #mountedAt: string;
  #isMounted = false;

  /** A new, empty one. @throws when this machine gives no loop device */
  static async make(image: string, mountedAt: string): Promise<LoopDisk> {
    await run("truncate", ["-s", SIZE, image]);
    await run("mkfs.ext4", ["-q", "-F", image]);
    return LoopDisk.mount(image, mountedAt);
  }

  /** Mounts what is there; ext4 repairs itself from its journal, as after a power cut. */
  static async mount(image: string, mountedAt: string): Promise<LoopDisk> {
    const disk = new LoopDisk(image, mountedAt);
    await disk.#mount();
    return disk;
  }

  private constructor(image: string, mountedAt: string) {
    this.image = image;
    this.#mountedAt = mountedAt;
  }

  get mountedAt(): string {
    return this.#mountedAt;
  }

  /** Copies a folder onto it, with its owners. */
  async take(folder: string): Promise<void> {
    await run("cp", ["-a", folder, this.#mountedAt]);
  }

  /** Mounts it elsewhere: over a folder that may hold something, which is hidden meanwhile. */
  async moveTo(mountedAt: string): Promise<void> {
    await this.#unmount();
    this.#mountedAt = mountedAt;
    await this.#mount();
  }

  /** What a power cut at this moment would leave. Whoever writes to the disk must stand still meanwhile. */
  async copyTo(image: string): Promise<void> {
    await run("cp", ["--sparse=always", this.image, image]);
  }

  /** Unmounts it and removes its file. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#unmount();
    await rm(this.image, { force: true });
  }

  async #mount(): Promise<void> {
    await mkdir(this.#mountedAt, { recursive: true });
    await run("mount", ["-o", "loop", this.image, this.#mountedAt]);
    this.#isMounted = true;
  }

  async #unmount(): Promise<void> {
    if (this.#isMounted) await run("umount", [this.#mountedAt]);
    this.#isMounted = false;
  }
}
