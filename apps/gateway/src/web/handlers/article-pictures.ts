import { buffer } from "node:stream/consumers";
import { articlePicturePath, judgeArticlePicture, type PictureFault } from "@circuito/domain";
import { addArticlePicture, findArticlePicture, takeUpload } from "@circuito/store";
import { FOLLOW_MS } from "../../media/media-urls.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/**
 * Pictures for articles. Readers fetch them without a session, so that which bytes they are comes from an upload,
 * judged by what it holds; who sees which is asked where it is served.
 */
export function articlePictureHandlers(
  parts: WebParts,
): Pick<Handlers, "addArticlePicture" | "showArticlePicture"> {
  const { database, media, mediaUrls, newId, now } = parts;
  return {
    async addArticlePicture({ who, body }) {
      const picture = await database.transaction(async ({ client }) => {
        const file = await takeUpload(client, body.uploadId, who.id);
        if (!file) throw refused("no-such-file");
        const judged = judgeArticlePicture(await buffer(await media.open(file.sha256)));
        if (judged.kind === "refused") throw refused(judged.because);
        const { type, width, height } = judged;
        const taken = { id: newId(), ...file, mimeType: type, width, height };
        await addArticlePicture(client, taken, who.kind === "agent" ? who.id : undefined, now());
        return taken;
      });
      const { id, width, height } = picture;
      return { id, path: articlePicturePath(picture), width, height };
    },

    async showArticlePicture({ params: { id } }) {
      if (!(await findArticlePicture(database.pool, id))) throw nothingHere();
      return { url: mediaUrls.sign({ kind: "article", pictureId: id }, FOLLOW_MS) };
    },
  };
}

const refused = (because: PictureFault | "no-such-file"): HttpProblem =>
  new HttpProblem("invalid", "body.uploadId: this cannot be a picture of an article", {
    details: { because },
  });
