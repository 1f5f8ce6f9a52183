import type { Bus } from "@circuito/bus";
import { type Connector, MediaError } from "@circuito/connector";
import type { InboxId, RemoteMedia, StoredBytes } from "@circuito/domain";
import {
  type ClaimedFetch,
  claimFetches,
  type Database,
  endFetch,
  type FetchEnd,
  limitBytes,
  type MediaStore,
} from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { afterFetchFailure, type FetchFailure } from "./media-policy.ts";

/** Jobs at once in one process, and files of each: bandwidth, not processor, is what they need. */
const JOBS_AT_ONCE = 4;
const FILES_AT_ONCE = 4;
/** A file of the largest size at 4 Mbit/s; beyond it the line is as good as dead (B-44). */
const FETCH_TIMEOUT_MS = 60_000;
/** Outlives the fetch and the write to the store, so that a slow one is not taken for a dead worker. */
const LEASE_MS = FETCH_TIMEOUT_MS + 30_000;
/** As large as a mail may be; providers of SMS carry 5 MB at most. */
export const MEDIA_BYTES_MAX = 25 * 1024 * 1024;
/** A file whose fetching ends its process this often is let be. */
const INTERRUPTED_MAX = 3;
/** An inbox that is switched off is asked for again after this: somebody may switch it on. */
const OFF_DELAY_MS = 60_000;

/** What a file is, by its first bytes; the gateway gives the one way in which all channels know files. */
export type DescribeFile = (
  beginning: Uint8Array,
  said: { readonly fileName: string; readonly mimeType: string },
) => {
  readonly fileName: string;
  readonly mimeType: string;
  readonly warning: "dangerous" | undefined;
};

export interface MediaDependencies {
  readonly database: Database;
  readonly bus: Bus;
  readonly media: Pick<MediaStore, "put">;
  /** The open connector of an inbox; `undefined` if the inbox is gone or disabled. */
  readonly resolveConnector: (
    inbox: InboxId,
  ) => Promise<{ readonly connector: Pick<Connector, "fetchMedia"> } | undefined>;
  readonly describeFile: DescribeFile;
  /** How many of a file's first bytes `describeFile` wants. */
  readonly beginningBytes: number;
  /** How long a stored recording is; `undefined` for other files, and for what has no length. */
  readonly soundLengthMs: (file: {
    readonly sha256: string;
    readonly mimeType: string;
  }) => Promise<number | undefined>;
  readonly log: RouterLog;
}

export interface MediaFetching {
  /** Breaks off what is under way: it is fetched again elsewhere. */
  stop(): void;
}

/**
 * Takes `media` jobs and fetches the files that providers hold for us. By then their messages are where
 * they belong: text never waits for a file. Files that only an inbox's owner can have are left to it.
 */
export async function startMedia(
  dependencies: MediaDependencies & {
    readonly ownedInboxes: () => Promise<ReadonlySet<InboxId>>;
  },
): Promise<MediaFetching> {
  const { bus } = dependencies;
  const fetcher = createFetcher(dependencies);
  await bus.jobs.work("media", { concurrency: JOBS_AT_ONCE }, async (messageIds) => {
    const owned = [...(await dependencies.ownedInboxes())];
    const fetched = await fetcher.fetchDue({ messageIds, butInboxes: owned });
    if (fetched === 0 && owned.length > 0) bus.wake.publish("owned");
  });
  return fetcher;
}

export interface Fetcher extends MediaFetching {
  /** Fetches what is due, until nothing is. @returns how many files were taken in hand */
  fetchDue(of: Parameters<typeof claimFetches>[1]["of"]): Promise<number>;
}

export function createFetcher(dependencies: MediaDependencies): Fetcher {
  const inHand = new Set<AbortController>();
  let stopped = false;

  async function fetchInTime(fetch: ClaimedFetch): Promise<void> {
    // Held strongly: combined signals of the engine may be collected before they fire.
    const ended = new AbortController();
    if (stopped) ended.abort();
    inHand.add(ended);
    const timer = setTimeout(() => ended.abort(), FETCH_TIMEOUT_MS);
    try {
      await fetchOne(dependencies, fetch, { signal: ended.signal, isStopping: () => stopped });
    } finally {
      clearTimeout(timer);
      inHand.delete(ended);
    }
  }

  return {
    async fetchDue(of) {
      let count = 0;
      while (!stopped) {
        const limit = FILES_AT_ONCE;
        const claimed = await claimFetches(dependencies.database.pool, {
          of,
          leaseMs: LEASE_MS,
          limit,
        });
        if (claimed.length === 0) break;
        count += claimed.length;
        await Promise.all(claimed.map(fetchInTime));
      }
      return count;
    },
    stop() {
      stopped = true;
      for (const ended of inHand) ended.abort();
    },
  };
}

interface Patience {
  readonly signal: AbortSignal;
  readonly isStopping: () => boolean;
}

async function fetchOne(
  dependencies: MediaDependencies,
  fetch: ClaimedFetch,
  patience: Patience,
): Promise<void> {
  const { database, bus, log } = dependencies;
  const end = await attempt(dependencies, fetch, patience);
  const ours = await database.transaction(({ client }) => endFetch(client, fetch, end));
  const { messageId, place } = fetch;
  if (!ours) {
    log.info("file fetched after its claim was settled", { messageId, place });
    return;
  }
  if (end.state === "pending") return;
  if (end.state !== "stored") {
    log.warn("file given up", { messageId, place, state: end.state, because: end.because });
  }
  bus.wake.publish("outbox");
}

async function attempt(
  dependencies: MediaDependencies,
  fetch: ClaimedFetch,
  { signal, isStopping }: Patience,
): Promise<FetchEnd> {
  const fail = (failure: Pick<FetchFailure, "kind" | "message" | "afterMs">): FetchEnd =>
    afterFetchFailure({ ...failure, attempt: fetch.attempt, ageMs: fetch.ageMs });
  const { file } = fetch;
  if (file.state === "stored") return measure(dependencies, fetch);
  if (fetch.interrupted >= INTERRUPTED_MAX) {
    const message = `its fetching ended the process ${fetch.interrupted} times`;
    return fail({ kind: "interrupted", message });
  }
  if (file.remoteUrl === undefined) {
    return fail({ kind: "unsupported", message: "its address was not kept" });
  }
  const remote: RemoteMedia = {
    url: file.remoteUrl,
    mimeType: file.mimeType,
    ...(file.remoteSha256 !== undefined && { sha256: file.remoteSha256 }),
  };
  try {
    const open = await dependencies.resolveConnector(fetch.inboxId);
    if (!open) {
      return fail({ kind: "retry", message: "the inbox is switched off", afterMs: OFF_DELAY_MS });
    }
    if (!open.connector.fetchMedia) {
      return fail({ kind: "unsupported", message: "this channel fetches no files" });
    }
    return await take(dependencies, file, await open.connector.fetchMedia(remote, signal));
  } catch (error) {
    if (isStopping()) return fail({ kind: "stopping", message: "interrupted by a stop" });
    if (error instanceof NoFile) return fail(error.failure);
    if (error instanceof MediaError) {
      return fail({ kind: error.kind, message: error.message, afterMs: error.afterMs });
    }
    if (signal.aborted) {
      return fail({ kind: "retry", message: `not here within ${FETCH_TIMEOUT_MS / 1_000} s` });
    }
    dependencies.log.warn("file not fetched", {
      messageId: fetch.messageId,
      place: fetch.place,
      error: error instanceof Error ? error.name : "unknown",
    });
    // A line that was cut, or a store of ours that is full: both pass.
    return fail({ kind: "retry", message: "broke off on its way" });
  }
}

/** It came with its message: only how long it is was not known. */
async function measure(
  { soundLengthMs }: MediaDependencies,
  { file, interrupted }: ClaimedFetch,
): Promise<FetchEnd> {
  const { fileName, mimeType, sha256, sizeBytes, warning } = file;
  if (sha256 === undefined || sizeBytes === null)
    throw new Error("a stored file without its bytes");
  const lengthMs =
    interrupted >= INTERRUPTED_MAX ? undefined : await soundLengthMs({ sha256, mimeType });
  return {
    ...{ state: "stored", fileName, mimeType, sha256, sizeBytes },
    ...(warning !== undefined && { warning }),
    ...(lengthMs !== undefined && { lengthMs }),
  };
}

class NoFile extends Error {
  readonly failure: Pick<FetchFailure, "kind" | "message">;
  constructor(kind: FetchFailure["kind"], message: string) {
    super(message);
    this.failure = { kind, message };
  }
}

/** Streams a file into the store. What it is, its first bytes say. */
async function take(
  { media, describeFile, beginningBytes, soundLengthMs }: MediaDependencies,
  file: ClaimedFetch["file"],
  fetched: Awaited<ReturnType<NonNullable<Connector["fetchMedia"]>>>,
): Promise<FetchEnd> {
  const tooLarge = new NoFile("too-large", `larger than ${MEDIA_BYTES_MAX / 1024 ** 2} MB`);
  const limited = limitBytes(fetched.bytes, MEDIA_BYTES_MAX, beginningBytes);
  if (fetched.sizeBytes !== undefined && fetched.sizeBytes > MEDIA_BYTES_MAX) {
    await fetched.bytes[Symbol.asyncIterator]().return?.();
    throw tooLarge;
  }
  let stored: StoredBytes;
  try {
    stored = await media.put(limited);
  } catch (error) {
    throw limited.isTooLarge() ? tooLarge : error;
  }
  if (fetched.sizeBytes !== undefined && stored.sizeBytes !== fetched.sizeBytes) {
    throw new NoFile("retry", "came shorter or longer than announced");
  }
  const { warning, ...known } = describeFile(limited.beginning(), {
    fileName: file.fileName,
    mimeType: file.mimeType,
  });
  // Words that say "not found" with status 200, where a picture was promised (B-39).
  if (known.mimeType.startsWith("text/") && /^(image|audio|video)\//.test(file.mimeType)) {
    throw new NoFile("not-there", "the provider sent a page instead of the file");
  }
  const lengthMs = await soundLengthMs({ sha256: stored.sha256, mimeType: known.mimeType });
  return {
    ...{ state: "stored", ...known, ...stored },
    ...(warning !== undefined && { warning }),
    ...(lengthMs !== undefined && { lengthMs }),
  };
}
