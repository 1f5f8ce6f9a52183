import {
  findArticlePicture,
  findMailPage,
  findMessageMedia,
  isTransient,
  MediaMissing,
} from "@circuito/store";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { answerProblem } from "../http/problem.ts";
import type { Log } from "../log/log.ts";
import { MAIL_PAGE_POLICY, type MailPageParts, mailPage } from "./mail-page.ts";
import type { Grant } from "./media-urls.ts";
import { openMailSource } from "./open-mail-source.ts";
import type { PictureProxy } from "./remote/picture-proxy.ts";
import { sendArticlePicture } from "./send-article-picture.ts";
import { sendFile } from "./send-file.ts";

export interface MediaDoorParts extends MailPageParts {
  readonly pictures: PictureProxy;
  readonly https: boolean;
  readonly newId: () => string;
  readonly log: Log;
}

/**
 * `/media/…`: what mails and files are shown from. No cookie is read here: the address was signed for
 * somebody who may see it, a moment ago, and soon opens nothing.
 */
export function createMediaDoor(parts: MediaDoorParts): Express {
  const log = parts.log.with({ component: "media" });
  const headers = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    ...(parts.https && { "strict-transport-security": "max-age=31536000" }),
  };
  const door = express();
  door.disable("x-powered-by");
  door.disable("etag");
  door.get("/media/:kind/:token", async (request, response) => {
    response.set(headers);
    const { kind, token } = request.params;
    const grant = parts.urls.open(kind, token);
    if (!grant) {
      return no(response, "forbidden", "this address has run out, or is none of ours");
    }
    if (!(await answer(parts, grant, response))) no(response, "not-found", "there is nothing here");
  });
  door.use((_request, response) => no(response, "not-found", "there is nothing here"));
  // Express knows an error handler by its four parameters.
  door.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (isGone(error, response)) return;
    if (error instanceof MediaMissing) {
      log.error("stored file is missing", { error });
      return no(response, "not-found", "the file is not there any more");
    }
    log[isTransient(error) ? "warn" : "error"]("file not served", { error });
    no(response, "unavailable", "not available right now, please try again");
  });

  function no(
    response: Response,
    code: "forbidden" | "not-found" | "unavailable",
    message: string,
  ): void {
    response.removeHeader("content-disposition");
    response.removeHeader("content-length");
    answerProblem(response, code, message, { requestId: parts.newId() });
  }
  return door;
}

/** The reader closed the page before the file was through. */
function isGone(error: unknown, response: Response): boolean {
  const isPremature =
    error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
  return isPremature && response.destroyed;
}

/** @returns `false` when what the grant names is not there */
async function answer(parts: MediaDoorParts, grant: Grant, response: Response): Promise<boolean> {
  switch (grant.kind) {
    case "html": {
      const page = await mailPage(parts, grant);
      if (page === undefined) return false;
      response.set({
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": MAIL_PAGE_POLICY,
        "cross-origin-resource-policy": "same-origin",
      });
      response.end(page);
      return true;
    }
    case "file":
      return sendStored(parts, grant, response);
    case "source":
      return sendSource(parts, grant.messageId, response);
    case "picture":
      return sendPicture(parts, grant, response);
    case "article": {
      const picture = await findArticlePicture(parts.database.pool, grant.pictureId);
      if (picture) await sendArticlePicture(response, parts.media, picture);
      return picture !== undefined;
    }
  }
}

async function sendStored(
  { database, media }: MediaDoorParts,
  { messageId, index }: Extract<Grant, { kind: "file" }>,
  response: Response,
): Promise<boolean> {
  const file = (await findMessageMedia(database.pool, messageId))?.[index];
  if (file?.state !== "stored" || file.sha256 === undefined) return false;
  await sendFile(response, {
    name: file.fileName,
    mimeType: file.mimeType,
    sizeBytes: file.sizeBytes ?? undefined,
    bytes: await media.open(file.sha256),
  });
  return true;
}

async function sendSource(
  parts: MediaDoorParts,
  messageId: string,
  response: Response,
): Promise<boolean> {
  const source = await openMailSource(parts, messageId);
  if (!source) return false;
  await sendFile(response, { ...source, mimeType: "message/rfc822" });
  return true;
}

/** Allowed at the moment of the look, and not when the page was made. */
async function sendPicture(
  { database, media, pictures }: MediaDoorParts,
  { messageId, index }: Extract<Grant, { kind: "picture" }>,
  response: Response,
): Promise<boolean> {
  const page = await findMailPage(database.pool, messageId);
  const url = page?.allowsPictures ? page.html.remoteImages[index] : undefined;
  if (url === undefined) return false;
  const picture = await pictures.get(url);
  if (picture.kind === "refused") return false;
  await sendFile(response, {
    name: `picture-${index + 1}.${picture.mimeType.split("/")[1] ?? "bin"}`,
    mimeType: picture.mimeType,
    sizeBytes: picture.stored.sizeBytes,
    bytes: await media.open(picture.stored.sha256),
  });
  return true;
}
