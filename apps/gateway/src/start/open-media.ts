import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MediaStore, openDiskMedia, openS3Media } from "@circuito/store";
import type { Config, Secrets } from "../config/config.ts";
import type { RootLog } from "../log/log.ts";

/**
 * Where files and large payloads are kept: the bucket that the operator named, or the data folder.
 * Files on their way to a bucket wait where temporary files do (`TMPDIR`).
 */
export async function openMedia(
  { dataDir }: Config,
  { bucket }: Secrets,
  log: RootLog,
): Promise<MediaStore> {
  if (!bucket) return openDiskMedia(join(dataDir, "media"));
  log.hide([bucket.secretKey]);
  return openS3Media(bucket, join(tmpdir(), "circuito-media"), Date.now);
}
