import {
  attachmentName,
  type EmbeddedPart,
  headerOf,
  type MailAttachment,
  type MailPart,
} from "@circuito/domain";
import { fileNameOf } from "./choose-readers.ts";
import { decodeCharset } from "./decode-charset.ts";
import { decodeWords } from "./decode-words.ts";
import { extensionType } from "./extension-type.ts";
import type { ParseLimits } from "./parse-limits.ts";
import type { MailNode } from "./read-tree.ts";

export interface MailParts {
  readonly attachments: readonly MailAttachment[];
  readonly embedded: readonly EmbeddedPart[];
  readonly parts: readonly MailPart[];
  readonly dangerousName: boolean;
  readonly damaged: boolean;
}

/** What hangs on a mail besides its words. */
export function readParts(nodes: readonly MailNode[], limits: ParseLimits): MailParts {
  const attachments: MailAttachment[] = [];
  const embedded: EmbeddedPart[] = [];
  let dangerousName = false;
  let damaged = false;
  for (const node of nodes) {
    const { reader } = node;
    if (!reader || node.isMultipart) continue;
    if (reader.use === "embedded" && embedded.length < limits.embeddedMax) {
      embedded.push({
        path: node.path,
        type: node.type.value,
        text: decodeCharset(reader.content, node.type.params.get("charset") ?? "").text,
      });
    }
    // Of what programs read, only an enclosed mail is something a person opens.
    const isFile = reader.use === "attachment" || node.type.value === "message/rfc822";
    if (!isFile) continue;
    const { attachment, dangerous } = attachmentOf(node, attachments.length + 1);
    attachments.push(attachment);
    if (dangerous) dangerousName = true;
    if (attachment.damaged) damaged = true;
  }
  return { attachments, embedded, parts: nodes.map(partOf), dangerousName, damaged };
}

function attachmentOf(
  node: MailNode,
  number: number,
): { attachment: MailAttachment; dangerous: boolean } {
  const type = node.type.value.slice(0, 127);
  const { name, dangerous } = attachmentName(fileNameOf(node) ?? "", fallbackName(node, number));
  const description = headerOf(node.headers, "content-description");
  const spoolPath = node.reader?.spoolPath;
  const attachment: MailAttachment = {
    path: node.path,
    fileName: name,
    mimeType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : "application/octet-stream",
    disposition: node.disposition?.value === "inline" ? "inline" : "attachment",
    contentId: contentIdOf(node),
    description: description === undefined ? undefined : decodeWords(description).slice(0, 500),
    sizeBytes: node.reader?.sizeBytes ?? 0,
    sha256: node.sha256,
    damaged: node.reader?.damaged ?? false,
    ...(spoolPath !== undefined && { spoolPath }),
  };
  return { attachment, dangerous };
}

/** Forwarded mails are named by their subject, as mail programs do; others by type and number. */
function fallbackName(node: MailNode, number: number): string {
  const extension = extensionType(node.type.value) ?? "bin";
  const cid = contentIdOf(node);
  const base = cid !== undefined && /^[\w.-]{1,60}$/.test(cid) ? cid : `attachment-${number}`;
  return `${base}.${extension}`;
}

/** Content-Id without brackets, as `cid:` links name it. */
function contentIdOf(node: MailNode): string | undefined {
  const id = headerOf(node.headers, "content-id")?.replace(/^<|>$/g, "").trim();
  return id === undefined || id === "" ? undefined : id.slice(0, 500);
}

function partOf(node: MailNode): MailPart {
  return {
    path: node.path,
    type: node.type.value.slice(0, 127),
    disposition: node.disposition?.value,
    reportType: node.type.params.get("report-type")?.toLowerCase(),
    boundary: node.type.params.get("boundary"),
  };
}
