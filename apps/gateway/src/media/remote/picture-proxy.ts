import {
  type Database,
  findRemotePicture,
  type MediaStore,
  type RemotePicture,
  saveRemotePicture,
} from "@circuito/store";
import type { Log } from "../../log/log.ts";
import { shareWork } from "../share-work.ts";
import { fetchPicture, type PictureReach } from "./fetch-picture.ts";

/** Pictures of mails from elsewhere, each fetched once for everybody who looks. */
export interface PictureProxy {
  get(url: string): Promise<RemotePicture>;
}

/** A newsletter has dozens; more at once would make us a weapon, and each may be megabytes. */
const AT_ONCE_MAX = 6;

export function createPictureProxy(parts: {
  readonly database: Database;
  readonly media: MediaStore;
  readonly reach: PictureReach;
  readonly log: Log;
}): PictureProxy {
  const { database, media, reach } = parts;
  const log = parts.log.with({ component: "picture-proxy" });
  const turns: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE_MAX) await new Promise<void>((turn) => void turns.push(turn));
    else running += 1;
    try {
      return await work();
    } finally {
      // The turn goes to the next one in line; only the last gives it back.
      const next = turns.shift();
      if (next) next();
      else running -= 1;
    }
  }

  async function fetchAndKeep(url: string): Promise<RemotePicture> {
    const fetched = await inTurn(() => fetchPicture(url, reach));
    const picture: RemotePicture =
      fetched.kind === "picture"
        ? { kind: "kept", stored: await media.put(fetched.bytes), mimeType: fetched.mimeType }
        : { kind: "refused", because: fetched.because };
    await saveRemotePicture(database.pool, url, picture);
    const host = URL.canParse(url) ? new URL(url).host : "";
    const because = picture.kind === "refused" ? picture.because : undefined;
    log.info("picture asked for", { host, outcome: picture.kind, ...(because && { because }) });
    return picture;
  }

  return {
    get: shareWork(
      async (url) => (await findRemotePicture(database.pool, url)) ?? (await fetchAndKeep(url)),
    ),
  };
}
