import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { DiskReading } from "@circuito/domain";
import { errorCode } from "./error-code.ts";

/** How much room there is where a folder is, or will be. */
export async function readDisk(folder: string): Promise<DiskReading> {
  try {
    const there = await nearestFolder(folder);
    await access(there, constants.W_OK);
    const { bavail, blocks, bsize } = await statfs(there);
    return { kind: "room", freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch (error) {
    return { kind: "closed", code: errorCode(error) };
  }
}

/** A folder that is made when first used is as good as its parent. */
async function nearestFolder(folder: string): Promise<string> {
  const isThere = await stat(folder).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) !== "ENOENT" || dirname(folder) === folder) throw error;
      return false;
    },
  );
  return isThere ? folder : nearestFolder(dirname(folder));
}
