import { randomUUID } from "node:crypto";
import {
  type OutboundMedia,
  type ProviderAnswer,
  SendError,
  withinTime,
} from "@circuito/connector";
import { z } from "zod";
import { readAnswer } from "../graph/ask-graph.ts";
import { type GraphDoor, graphHeaders, graphUrl } from "../graph/graph-door.ts";
import { graphError } from "../graph/graph-errors.ts";
import { multipartFile } from "./multipart-file.ts";

/** The largest file at 4 Mbit/s, which is a slow line for a server. */
const UPLOAD_TIMEOUT_MS = 4 * 60_000;

const uploaded = z.object({ id: z.string().regex(/^[\w-]{1,128}$/) });

/**
 * Gives Meta a file, and gets the id that a message names it by; it lives 30 days. A file is no message:
 * whatever goes wrong here, the customer got nothing, so nothing is ever in doubt.
 * @throws SendError
 */
export async function uploadMedia(
  door: GraphDoor,
  file: OutboundMedia,
  mimeType: string,
  signal: AbortSignal,
): Promise<string> {
  if (signal.aborted) throw new SendError("retry", "stopped before the file was uploaded");
  try {
    const answer = await withinTime(UPLOAD_TIMEOUT_MS, signal, (limited) =>
      upload(door, file, mimeType, limited),
    );
    const read = uploaded.safeParse(answer.json);
    if (answer.status < 300 && read.success) return read.data.id;
    throw certain(graphError(answer));
  } catch (error) {
    throw error instanceof SendError ? error : unreached(error);
  }
}

async function upload(
  door: GraphDoor,
  file: OutboundMedia,
  mimeType: string,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  const { fileName, sizeBytes, open } = file;
  const form = multipartFile(
    { messaging_product: "whatsapp", type: mimeType },
    { fileName, sizeBytes, open, mimeType },
    `circuito-${randomUUID()}`,
  );
  const init: RequestInit & { readonly duplex: "half" } = {
    method: "POST",
    // The engine's fetch keeps a second copy of a body for a redirect, or for a window's sake, and so
    // the whole file in memory: there is no redirect that would be followed, and no window.
    redirect: "error",
    window: null,
    signal,
    headers: {
      ...graphHeaders(door),
      "content-type": form.contentType,
      "content-length": String(form.lengthBytes),
    },
    body: form.body,
    // fetch takes a body that streams only from who says that it is sent before the answer is read.
    duplex: "half",
  };
  const url = graphUrl(door, `/${door.settings.phoneNumberId}/media`);
  try {
    const response = await door.host.fetch(url, init);
    return await readAnswer(response, door.host.now());
  } catch (cause) {
    const own = form.failure();
    throw own ? new SendError("retry", own.message, { cause: own }) : cause;
  }
}

/** Without an answer of Meta's own the file may or may not be there; the message is not. */
function certain(error: SendError): SendError {
  if (error.kind !== "unknown") return error;
  const { message, providerCode, afterMs } = error;
  return new SendError("retry", `file not uploaded: ${message}`, {
    ...(providerCode !== undefined && { providerCode }),
    ...(afterMs !== undefined && { afterMs }),
  });
}

function unreached(cause: unknown): SendError {
  if (cause instanceof Error && cause.name === "AddressRefused") {
    const because = "the configured address may not be reached from here";
    return new SendError("credentials", because, { providerCode: "ADDRESS_REFUSED", cause });
  }
  return new SendError("retry", "the file was not uploaded", { cause });
}
