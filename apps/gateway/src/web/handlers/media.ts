import { crashPoint } from "@circuito/faults";
import {
  allowPictures,
  findMailPage,
  findMailSource,
  findMessageMedia,
  findWholeMail,
  loadMessageViews,
  MediaUnavailable,
  saveUpload,
  writeNotices,
} from "@circuito/store";
import { RETRY_AFTER_SECONDS } from "../../http/problem.ts";
import { FOLLOW_MS } from "../../media/media-urls.ts";
import { receiveFile } from "../../media/receive-file.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { messageViewOf, wholeMailViewOf } from "../views.ts";
import { nothingHere, visibleMessage } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Route =
  | "getMail"
  | "showMail"
  | "downloadSource"
  | "downloadFile"
  | "allowPictures"
  | "upload";

/** A full or absent store is nobody's mistake: the file can be sent again. */
function putOff(error: unknown): never {
  if (!(error instanceof MediaUnavailable)) throw error;
  throw new HttpProblem("unavailable", "not available right now, please try again", {
    headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
  });
}

/** Mails and files. Who may see them is asked here; the addresses given out say so for a minute. */
export function mediaHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { mediaUrls } = parts;
  const { pool } = parts.database;
  return {
    async getMail({ who, params: { id } }) {
      await visibleMessage(parts, who, id);
      const mail = await findWholeMail(pool, id);
      if (!mail) throw nothingHere();
      return wholeMailViewOf(id, mail);
    },

    async showMail({ who, params: { id }, query: { part } }) {
      await visibleMessage(parts, who, id);
      if (!(await findMailPage(pool, id))) throw nothingHere();
      return { url: mediaUrls.sign({ kind: "html", messageId: id, part }, FOLLOW_MS) };
    },

    async downloadSource({ who, params: { id } }) {
      await visibleMessage(parts, who, id);
      if (!(await findMailSource(pool, id))) throw nothingHere();
      return { url: mediaUrls.sign({ kind: "source", messageId: id }, FOLLOW_MS) };
    },

    async downloadFile({ who, params: { id, index } }) {
      await visibleMessage(parts, who, id);
      const file = (await findMessageMedia(pool, id))?.[index];
      if (file?.state !== "stored") throw nothingHere();
      return { url: mediaUrls.sign({ kind: "file", messageId: id, index }, FOLLOW_MS) };
    },

    async allowPictures({ who, params: { id } }) {
      const { conversationId, queueId, assigneeId } = await visibleMessage(parts, who, id);
      const audience = [queueId, assigneeId].filter((place) => place !== null);
      await parts.database.transaction(async ({ client }) => {
        const changed = await allowPictures(client, id, who.id);
        if (changed.length === 0) throw nothingHere();
        const about = { type: "message.changed", conversationId, audience } as const;
        await writeNotices(
          client,
          changed.map((subjectId) => ({ ...about, subjectId })),
        );
      });
      parts.desk.wake.publish("outbox");
      const [view] = await loadMessageViews(pool, [id]);
      if (!view) throw nothingHere();
      return messageViewOf(view);
    },

    async upload({ who, query, request }) {
      const received = await receiveFile(parts.media, request, query.name).catch(putOff);
      if (received.kind === "too-large") {
        throw new HttpProblem("too-large", "a file may have at most 25 MB");
      }
      if (received.kind === "empty") throw new HttpProblem("invalid", "body: the file is empty");
      const { described, stored } = received;
      const { fileName, mimeType, warning } = described;
      const { sha256 } = stored;
      const lengthMs = await parts.sounds.lengthMs({ sha256, mimeType });
      const id = parts.newId();
      const upload = { id, fileName, mimeType, sizeBytes: stored.sizeBytes };
      await saveUpload(pool, {
        ...upload,
        uploaderId: who.id,
        sha256,
        ...(warning && { warning }),
        ...(lengthMs !== undefined && { lengthMs }),
        ...(query.as === "voice" && mimeType.startsWith("audio/") && { isVoice: true }),
      });
      crashPoint("B3");
      return { ...upload, warning: warning ?? null };
    },
  };
}
