import type { IncomingMessage, ServerResponse } from "node:http";
import { UPLOAD_BYTES_MAX } from "./file-limits.ts";
import type { FakeFile, GraphMedia } from "./graph-media.ts";
import { answerJson, answerProblem, graphProblem } from "./graph-problem.ts";
import { readUpload } from "./read-upload.ts";

/** Takes `POST /<number>/media`. @returns whether a file was taken */
export async function takeUpload(
  media: GraphMedia,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const upload = await readUpload(request);
  if (upload?.fields.get("messaging_product") !== "whatsapp") {
    request.resume();
    answerProblem(response, graphProblem(100, "messaging_product and a file are required"));
    return false;
  }
  const mimeType = upload.fields.get("type") ?? upload.mimeType;
  const { fileName, bytes } = upload;
  const file = await media.take(bytes, { mimeType, fileName });
  if (file.sizeBytes === 0 || file.sizeBytes > UPLOAD_BYTES_MAX) {
    media.files.delete(file.id);
    const details = `a file of ${mimeType} has ${file.sizeBytes} bytes, and at most ${UPLOAD_BYTES_MAX}`;
    answerProblem(response, graphProblem(131053, details));
    return false;
  }
  answerJson(response, 200, { id: file.id });
  return true;
}

/** Answers `GET /<media id>`: where the file is. */
export function tellAddress(
  { media, base, now }: { media: GraphMedia; base: string; now: number },
  id: string,
  response: ServerResponse,
): void {
  const file = media.files.get(id);
  const conduct = media.conductOf(id);
  if (!file || conduct?.kind === "gone") {
    media.met(id);
    const details = `Unsupported get request. Object with ID '${id}' does not exist`;
    answerProblem(response, graphProblem(100, details, 33));
    return;
  }
  const { mimeType, sizeBytes, sha256 } = announced(media, file);
  answerJson(response, 200, {
    messaging_product: "whatsapp",
    url: `${base}${media.address(id, now)}`,
    mime_type: mimeType,
    sha256,
    file_size: sizeBytes,
    id,
  });
}

function announced(
  media: GraphMedia,
  file: FakeFile,
): Pick<FakeFile, "mimeType" | "sizeBytes" | "sha256"> {
  const conduct = media.conductOf(file.id);
  if (conduct?.kind === "wrong-hash") {
    media.met(file.id);
    return { ...file, sha256: "0".repeat(64) };
  }
  if (conduct?.kind === "lies") {
    media.met(file.id);
    return { ...file, mimeType: conduct.mimeType, sizeBytes: conduct.sizeBytes };
  }
  return file;
}

/** Answers `GET /files/<ticket>`: the file server, another one than the Graph API in life. */
export function serveFile(
  { media, now }: { media: GraphMedia; now: number },
  ticket: string,
  response: ServerResponse,
): void {
  const file = media.at(ticket, now);
  const bytes = file?.bytes;
  if (!file || !bytes) {
    response.writeHead(404).end();
    return;
  }
  const conduct = media.conductOf(file.id);
  const type = { "content-type": file.mimeType };
  switch (conduct?.kind) {
    case "status":
      media.met(file.id);
      response.writeHead(conduct.status).end();
      return;
    case "html":
      media.met(file.id);
      response.writeHead(200, { "content-type": "text/html" }).end("<html>Not found</html>");
      return;
    case "redirect":
      media.met(file.id);
      response.writeHead(302, { location: conduct.to }).end();
      return;
    case "cut":
      media.met(file.id);
      response.writeHead(200, { ...type, "content-length": file.sizeBytes });
      response.write(bytes.subarray(0, Math.ceil(bytes.byteLength / 2)), () => response.destroy());
      return;
    default:
      response.writeHead(200, { ...type, "content-length": file.sizeBytes }).end(bytes);
  }
}
