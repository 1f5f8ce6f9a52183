import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { type FetchedMedia, MediaError } from "@circuito/connector";
import type { RemoteMedia } from "@circuito/domain";
import {
  type ClaimedFetch,
  claimFetches,
  endFetch,
  findDueFetches,
  loadConversationViews,
  type MediaStore,
  openDiskMedia,
} from "@circuito/store";
import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { startTimers } from "../timers.ts";
import {
  MEDIA_BYTES_MAX,
  type MediaDependencies,
  type MediaFetching,
  startMedia,
} from "./fetch-media.ts";

const PICTURE = "\x89PNG a picture";
const PHOTO = { url: "https://files.example.com/1?key=secret", mimeType: "image/png" };
const redisUrl = process.env.TEST_REDIS_URL;

let folder: string;
let media: MediaStore;
let world: RouterWorld;
let running: { stop(): unknown }[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "circuito-fetch-"));
  media = await openDiskMedia(folder);
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function open(onRedis = false): Promise<void> {
  world = await createRouterWorld(onRedis && redisUrl !== undefined ? { redisUrl } : {});
  running.push(await startRouter({ ...world, log: silentLog }));
}

async function fetchThrough(
  fetchMedia: (file: RemoteMedia, signal: AbortSignal) => Promise<FetchedMedia>,
  tools: Partial<MediaDependencies> = {},
): Promise<MediaFetching> {
  const fetching = await startMedia({
    ownedInboxes: async () => new Set(),
    ...world,
    media,
    log: silentLog,
    resolveConnector: async () => ({ connector: { fetchMedia } }),
    describeFile: (beginning, said) => ({
      fileName: said.fileName,
      mimeType: Buffer.from(beginning).toString("latin1").startsWith("\x89PNG")
        ? "image/png"
        : "text/plain",
      warning: undefined,
    }),
    beginningBytes: 16,
    soundLengthMs: async () => undefined,
    ...tools,
  });
  running.push(fetching);
  return fetching;
}

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, "latin1");
}
const picture = (): FetchedMedia => ({
  bytes: chunks(PICTURE.slice(0, 3), PICTURE.slice(3)),
  sizeBytes: PICTURE.length,
  mimeType: "image/png",
});

async function files(): Promise<readonly ClaimedFetch["file"][]> {
  const { rows } = await world.database.pool.query("select media from messages order by seq");
  return rows.flatMap((row) => row.media);
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline)
      throw new Error(`never: ${what}, but ${JSON.stringify(await files())}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const settled = async (): Promise<boolean> =>
  (await files()).every(({ state }) => state !== "pending");

/** The sweeper would; the test does not wait for a backoff. */
async function becomeDue(): Promise<void> {
  await world.database.pool.query(
    "update media_fetches set next_attempt_at = now() - interval '1 second'",
  );
  await world.bus.jobs.nudge("media", await findDueFetches(world.database.pool, 10));
}

async function attempts(): Promise<{ attempt: number; error: string | null } | undefined> {
  const { rows } = await world.database.pool.query("select attempt, error from media_fetches");
  return rows[0];
}

describe.each([
  ["PostgreSQL", false],
  ["Redis", true],
])("jobs on %s", (_, onRedis) => {
  const run = onRedis && redisUrl === undefined ? test.skip : test;

  run("404, then there: the text at once, the file later, nothing twice (rules 15.3)", async () => {
    await open(onRedis);
    let there = false;
    await fetchThrough(async ({ url }) => {
      expect(url).toBe(PHOTO.url);
      if (!there) throw new MediaError("not-there", "the provider said 404");
      return picture();
    });
    await world.receive(sms("mms", "veja", { media: [PHOTO] }));
    await world.routed();
    await until(async () => (await attempts())?.error === "the provider said 404", "first attempt");
    expect(await files()).toMatchObject([{ state: "pending", fileName: "file-1" }]);

    there = true;
    await becomeDue();
    await until(settled, "file");
    const [file] = await files();
    expect(file).toMatchObject({
      state: "stored",
      mimeType: "image/png",
      sizeBytes: PICTURE.length,
    });
    expect(file).not.toHaveProperty("remoteUrl");
    const kept = await buffer(await media.open(file?.sha256 ?? ""));
    expect(kept.toString("latin1")).toBe(PICTURE);
    const { rows } = await world.database.pool.query(`select
      (select count(*)::int from messages) as messages,
      (select count(*)::int from media_fetches) as left,
      (select count(*)::int from outbox o join messages m on m.id::text = o.subject_id
        where o.type = 'message.changed' and o.customer is not null) as told`);
    expect(rows[0]).toEqual({ messages: 1, left: 0, told: 1 });
  });
});

test("a message without remote files writes no row to fetch", async () => {
  await open();
  await world.receive(sms("text", "oi"));
  await world.routed();
  expect(await attempts()).toBeUndefined();
});

test("files of one message go each its own way", async () => {
  await open();
  await fetchThrough(async ({ url }) => {
    if (url.endsWith("refused")) throw new MediaError("refused", "the provider said 401");
    if (url.endsWith("blocked")) throw new MediaError("blocked", "a foreign address");
    return picture();
  });
  const media = ["ok", "refused", "blocked", "ok2"].map((name) => ({
    url: `https://files.example.com/${name}`,
  }));
  await world.receive(sms("mms", "", { media }));
  await world.routed();
  await until(settled, "all four");
  expect((await files()).map(({ state, because }) => [state, because])).toEqual([
    ["stored", undefined],
    ["unavailable", "the provider said 401"],
    ["blocked", "a foreign address"],
    ["stored", undefined],
  ]);
});

test.each([
  ["announced", MEDIA_BYTES_MAX + 1],
  ["unannounced", undefined],
])("an %s giant is broken off, and leaves nothing behind", async (_, sizeBytes) => {
  await open();
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      given += 1024 * 1024;
      yield Buffer.alloc(1024 * 1024);
    }
  }
  await fetchThrough(async () => ({ bytes: endless(), sizeBytes, mimeType: undefined }));
  await world.receive(sms("mms", "", { media: [PHOTO] }));
  await until(async () => (await files()).length === 1 && (await settled()), "verdict");
  expect(await files()).toMatchObject([{ state: "too-large", because: "larger than 25 MB" }]);
  expect(given).toBeLessThanOrEqual(MEDIA_BYTES_MAX + 2 * 1024 * 1024);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

test.each([
  ["a page with status 200", () => ({ ...picture(), bytes: chunks("<html>gone"), sizeBytes: 10 })],
  ["half a file", () => ({ ...picture(), sizeBytes: PICTURE.length + 1 })],
])("%s is not taken for the file", async (_, lie) => {
  await open();
  await fetchThrough(async () => lie());
  await world.receive(sms("mms", "", { media: [PHOTO] }));
  await until(async () => ((await attempts())?.error ?? null) !== null, "attempt");
  expect(await files()).toMatchObject([{ state: "pending" }]);
});

test("a worker that stops gives its file back at once, and another fetches it", async () => {
  await open();
  const begun = new Promise<void>((resolve) => {
    void fetchThrough(async (_, signal) => {
      resolve();
      return await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    });
  });
  await world.receive(sms("mms", "", { media: [PHOTO] }));
  await begun;
  for (const one of running.splice(1)) await one.stop();
  await until(async () => (await attempts())?.error === "interrupted by a stop", "given back");
  await fetchThrough(async () => picture());
  // The stopped worker may still take jobs in this process: the sweeper says it until the other does.
  running.push(await startTimers({ ...world, processName: "test", log: silentLog }));
  await until(settled, "file");
});

test("the sweeper finds what no job was told of", async () => {
  await open();
  await world.receive(sms("mms", "", { media: [PHOTO] }));
  await world.routed();
  await fetchThrough(async () => picture());
  running.push(await startTimers({ ...world, processName: "test", log: silentLog }));
  await until(settled, "file");
});

const VOICE = { url: "https://files.example.com/voice", mimeType: "audio/ogg" };
const hearing = {
  describeFile: (
    _: Uint8Array,
    said: { readonly fileName: string; readonly mimeType: string },
  ) => ({
    ...said,
    warning: undefined,
  }),
  soundLengthMs: async ({ mimeType }: { readonly mimeType: string }) =>
    mimeType === "audio/ogg" ? 42_300 : undefined,
};

async function shownLength(): Promise<unknown> {
  const { rows } = await world.database.pool.query("select id, version from conversations");
  const [shown] = await loadConversationViews(
    world.database.pool,
    rows.map(({ id }) => id),
  );
  return shown && { lengthMs: shown.previewLengthMs, version: shown.version };
}

test("a voice message says how long it is once it is here, and so does the list that shows it", async () => {
  await open();
  await world.receive(sms("voice", "", { media: [VOICE] }));
  await world.routed();
  expect(await shownLength()).toEqual({ lengthMs: null, version: 1 });
  await fetchThrough(async () => picture(), hearing);
  await becomeDue();
  await until(settled, "voice");
  expect(await files()).toMatchObject([{ state: "stored", lengthMs: 42_300 }]);
  expect(await shownLength()).toEqual({ lengthMs: 42_300, version: 2 });
  const { rows } = await world.database.pool.query(
    "select count(*)::int as told from outbox where type = 'conversation.changed'",
  );
  expect(rows).toEqual([{ told: 2 }]);
});

test("a list that shows a later message says nothing of the recording before it", async () => {
  await open();
  await world.receive(sms("voice", "", { media: [VOICE] }));
  await world.receive(sms("words", "ouviu?"));
  await world.routed();
  await until(async () => (await files()).length === 1, "both messages");
  const before = await shownLength();
  await fetchThrough(async () => picture(), hearing);
  await becomeDue();
  await until(settled, "voice");
  expect(await shownLength()).toEqual(before);
});

test("a recording that came with its message is measured where it is", async () => {
  await open();
  const kept = await media.put(Buffer.from("OggS"));
  const file = { stored: kept, fileName: "recado.ogg", disposition: "attachment" } as const;
  const pdf = { ...file, fileName: "boleto.pdf", mimeType: "application/pdf" };
  await world.receive(sms("mail", "", { media: [{ ...file, mimeType: "audio/ogg" }, pdf] }));
  await world.routed();
  await fetchThrough(async () => {
    throw new Error("nothing is held elsewhere");
  }, hearing);
  await becomeDue();
  await until(async () => (await attempts()) === undefined, "measured");
  expect(await files()).toEqual([
    {
      ...{ fileName: "recado.ogg", mimeType: "audio/ogg", disposition: "attachment" },
      ...{ state: "stored", sha256: kept.sha256, sizeBytes: 4, lengthMs: 42_300 },
    },
    {
      ...{ fileName: "boleto.pdf", mimeType: "application/pdf", disposition: "attachment" },
      ...{ state: "stored", sha256: kept.sha256, sizeBytes: 4 },
    },
  ]);
  expect(await shownLength()).toMatchObject({ lengthMs: 42_300 });
});

test("a dead worker's claim runs out; a file that kills three is let be", async () => {
  await open();
  await world.receive(sms("mms", "", { media: [PHOTO] }));
  await world.routed();
  const { pool } = world.database;
  const { rows } = await pool.query("select id from messages");
  const claim = () =>
    claimFetches(pool, {
      of: { messageIds: [rows[0].id], butInboxes: [] },
      leaseMs: 60_000,
      limit: 9,
    });
  const [first] = await claim();
  expect(first).toMatchObject({ attempt: 1, interrupted: 0 });
  expect(await claim()).toEqual([]);
  for (const interrupted of [1, 2]) {
    await pool.query("update media_fetches set next_attempt_at = now() - interval '1 second'");
    expect(await claim()).toMatchObject([{ interrupted }]);
  }
  if (!first) throw new Error("nothing was claimed");
  const late = { state: "unavailable", because: "late" } as const;
  expect(await world.database.transaction(({ client }) => endFetch(client, first, late))).toBe(
    false,
  );
  await fetchThrough(async () => picture());
  await becomeDue();
  await until(settled, "verdict");
  const because = "its fetching ended the process 3 times";
  expect(await files()).toMatchObject([{ state: "unavailable", because }]);
});

test("an inbox that is switched off keeps its files waiting; a channel without fetching does not", async () => {
  await open();
  let found: { connector: object } | undefined;
  running.push(
    await startMedia({
      ownedInboxes: async () => new Set(),
      ...world,
      media,
      log: silentLog,
      resolveConnector: async () => found,
      describeFile: (_, said) => ({ ...said, warning: undefined }),
      beginningBytes: 16,
      soundLengthMs: async () => undefined,
    }),
  );
  await world.receive(sms("mms", "", { media: [PHOTO] }));
  await until(async () => (await attempts())?.error === "the inbox is switched off", "attempt");
  found = { connector: {} };
  await becomeDue();
  await until(settled, "verdict");
  expect(await files()).toMatchObject([
    { state: "unavailable", because: "this channel fetches no files" },
  ]);
});
