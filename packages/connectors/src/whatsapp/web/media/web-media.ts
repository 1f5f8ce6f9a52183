import { createReadStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type FetchedMedia, MediaError } from "@circuito/connector";
import type { RemoteMedia } from "@circuito/domain";
import { MEDIA_SCHEME } from "../normalize/read-message.ts";
import type { WaDownload, WaSession } from "../wa-session.ts";
import type { WebTimes } from "../web-times.ts";

/** The host takes no more (25 MB); a file crosses to us whole, as base64, and costs four times its size. */
const FILE_MAX_BYTES = 25 * 1_024 * 1_024;
const PRIVATE = 0o700;
/** Of files that were not there: how often each was asked for. */
const TRIES_KEPT_MAX = 5_000;
const NOT_READY_RETRY_MS = 15_000;

export interface WebMediaParts {
  readonly folder: string;
  readonly times: Pick<WebTimes, "downloadTimeoutMs" | "mediaRetriesMs">;
  readonly session: () => WaSession | undefined;
}

/** Files of customers, out of the page, one at a time (spec §1.6). */
export class WebMedia {
  readonly #parts: WebMediaParts;
  readonly #tries = new Map<string, number>();
  #turns: Promise<unknown> = Promise.resolve();

  constructor(parts: WebMediaParts) {
    this.#parts = parts;
  }

  /** @throws MediaError */
  fetch(file: RemoteMedia, signal: AbortSignal): Promise<FetchedMedia> {
    const turn = this.#turns.then(() => this.#fetch(file, signal));
    this.#turns = turn.catch(() => {});
    return turn;
  }

  async #fetch(file: RemoteMedia, signal: AbortSignal): Promise<FetchedMedia> {
    const session = this.#parts.session();
    if (signal.aborted) throw new MediaError("retry", "its time was over before its turn came");
    if (!file.url.startsWith(MEDIA_SCHEME))
      throw new MediaError("blocked", "not a file of WhatsApp");
    if (!session) {
      throw new MediaError("retry", "the session is not ready", { afterMs: NOT_READY_RETRY_MS });
    }
    const download = await this.#download(file.url.slice(MEDIA_SCHEME.length), session);
    switch (download.kind) {
      case "file":
        this.#tries.delete(file.url);
        return fetchedFrom(download.path, download.mimeType);
      case "too-large":
        // Larger than the host takes: it says so itself, by the size.
        return { bytes: none(), sizeBytes: download.sizeBytes, mimeType: undefined };
      case "gone":
        throw this.#notThere(file.url);
    }
  }

  async #download(id: string, session: WaSession): Promise<WaDownload> {
    const folder = join(this.#parts.folder, "downloads");
    await mkdir(folder, { recursive: true, mode: PRIVATE });
    try {
      const args = { id, folder, sizeMax: FILE_MAX_BYTES };
      return await session.call("download", args, this.#parts.times.downloadTimeoutMs);
    } catch (error) {
      throw new MediaError("retry", "the page did not give the file", { cause: error });
    }
  }

  /** The page says it when the file is expired, and also when it only is not there yet (trap 23). */
  #notThere(url: string): MediaError {
    const tries = this.#tries.get(url) ?? 0;
    const afterMs = this.#parts.times.mediaRetriesMs[tries];
    if (afterMs === undefined) return new MediaError("refused", "WhatsApp has the file no more");
    this.#tries.set(url, tries + 1);
    for (const key of this.#tries.keys()) {
      if (this.#tries.size <= TRIES_KEPT_MAX) break;
      this.#tries.delete(key);
    }
    return new MediaError("not-there", "WhatsApp does not give the file", { afterMs });
  }
}

async function fetchedFrom(path: string, mimeType: string | undefined): Promise<FetchedMedia> {
  const { size } = await stat(path);
  return { bytes: readAndRemove(path), sizeBytes: size, mimeType };
}

async function* readAndRemove(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } finally {
    await rm(path, { force: true });
  }
}

async function* none(): AsyncGenerator<Uint8Array> {}
