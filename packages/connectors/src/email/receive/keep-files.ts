import { createReadStream } from "node:fs";
import type { ConnectorMedia } from "@circuito/connector";
import { attachmentName, type KeptMedia, type MailAttachment } from "@circuito/domain";
import { sniffFile } from "./file-type.ts";

/**
 * Puts the files of a mail, as the parser wrote them out, into the media store: before the element that
 * names them is received. One after the other: a mail of 500 files must not open 500.
 * @throws StoreUnavailable
 */
export async function keepFiles(
  attachments: readonly MailAttachment[],
  media: Pick<ConnectorMedia, "put">,
): Promise<readonly KeptMedia[]> {
  const kept: KeptMedia[] = [];
  for (const attachment of attachments) {
    const { spoolPath, fileName, mimeType, contentId, disposition } = attachment;
    if (spoolPath === undefined) throw new Error(`part ${attachment.path} was not written out`);
    const type = await sniffFile(spoolPath, mimeType);
    const stored = await media.put(createReadStream(spoolPath));
    const isDangerous = type.isActive || attachmentName(fileName, fileName).dangerous;
    const warning = isDangerous ? "dangerous" : attachment.damaged ? "damaged" : undefined;
    kept.push({
      stored,
      mimeType: type.mimeType,
      fileName,
      ...(contentId !== undefined && { contentId }),
      disposition,
      ...(warning !== undefined && { warning }),
    });
  }
  return kept;
}
