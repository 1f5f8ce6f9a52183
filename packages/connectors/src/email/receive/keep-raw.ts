import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { ConnectorMedia } from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import type { MailSource } from "../parse/parse-task.ts";

/**
 * Up to this many bytes a mail is kept in its ledger row, and above in the media store: most mails are
 * below, and a row of a few hundred kB is still written and read in one go.
 */
export const RAW_INLINE_MAX_BYTES = 256 * 1024;

/**
 * The untouched bytes of a mail, as its element has them. Large ones stream into the media store.
 * @throws StoreUnavailable
 */
export async function keepRaw(
  source: MailSource | undefined,
  media: Pick<ConnectorMedia, "put">,
): Promise<InboundElement["raw"]> {
  if (!source) return new Uint8Array();
  if ("bytes" in source) {
    return source.bytes.byteLength <= RAW_INLINE_MAX_BYTES ? source.bytes : media.put(source.bytes);
  }
  const { size } = await stat(source.path);
  return size <= RAW_INLINE_MAX_BYTES
    ? readFile(source.path)
    : media.put(createReadStream(source.path));
}
