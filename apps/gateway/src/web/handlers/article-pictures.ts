import {
  ARTICLE_PICTURE_BYTES_MAX,
  agentIdOf,
  articlePicturePath,
  judgeArticlePicture,
} from "@circuito/domain";
import { addArticlePicture, findArticlePicture } from "@circuito/store";
import { FOLLOW_MS } from "../../media/media-urls.ts";
import { type TakenPicture, takePicture } from "../../media/take-picture.ts";
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
        const asked = { uploadId: body.uploadId, who: who.id };
        const taken = await takePicture({ client, media }, asked, {
          bytesMax: ARTICLE_PICTURE_BYTES_MAX,
          judge: judgeArticlePicture,
        });
        if (taken.kind === "refused") throw refused(taken.because);
        const added = { ...taken, id: newId(), mimeType: taken.type };
        await addArticlePicture(client, added, agentIdOf(who), now());
        return added;
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

const refused = (because: Extract<TakenPicture, { kind: "refused" }>["because"]): HttpProblem =>
  new HttpProblem("invalid", "body.uploadId: this cannot be a picture of an article", {
    details: { because },
  });
