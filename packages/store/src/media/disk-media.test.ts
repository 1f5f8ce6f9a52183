import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { openDiskMedia } from "./disk-media.ts";
import { MediaMissing, type MediaStore, MediaUnavailable, mediaName } from "./media-store.ts";

let folder: string;
let media: MediaStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "circuito-media-"));
  media = await openDiskMedia(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

test("what was put comes back under its digest, whatever the chunks were", async () => {
  const one = await media.put(Buffer.from("olá mundo"));
  const again = await media.put(chunks("olá", " ", "mundo"));
  expect(again).toEqual(one);
  expect(one).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), sizeBytes: 10 });
  expect((await buffer(await media.open(one.sha256))).toString()).toBe("olá mundo");
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

test("a file that a crash left short is replaced", async () => {
  const { sha256 } = await media.put(Buffer.from("whole"));
  const path = join(folder, mediaName(sha256));
  await writeFile(path, "who");
  await media.put(Buffer.from("whole"));
  expect((await buffer(await media.open(sha256))).toString()).toBe("whole");
});

test("what is removed is not there, and what never was is removed, too", async () => {
  const { sha256 } = await media.put(Buffer.from("adeus"));
  expect(await media.remove(sha256, Number.POSITIVE_INFINITY)).toBe(true);
  await expect(media.open(sha256)).rejects.toThrow(MediaMissing);
  expect(await media.remove(sha256, Number.POSITIVE_INFINITY)).toBe(true);
  await expect(media.remove("../../etc/passwd", 0)).rejects.toThrow(MediaMissing);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

test.each([
  ["at hand", () => Buffer.from("boleto")],
  ["as a stream", () => chunks("bol", "eto")],
])("what somebody put again meanwhile, %s, stays", async (_, bytes) => {
  const { sha256 } = await media.put(Buffer.from("boleto"));
  const path = join(folder, mediaName(sha256));
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(path, longAgo, longAgo);
  const since = Date.now() - 30_000;
  await media.put(bytes());
  expect(await media.remove(sha256, since)).toBe(false);
  expect((await buffer(await media.open(sha256))).toString()).toBe("boleto");
  await utimes(path, longAgo, longAgo);
  expect(await media.remove(sha256, since)).toBe(true);
});

test("a source that breaks off leaves nothing behind", async () => {
  const broken = async function* () {
    yield Buffer.from("half");
    throw new Error("connection lost");
  };
  await expect(media.put(broken())).rejects.toThrow(MediaUnavailable);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

test.each(["0".repeat(64), "../../../etc/passwd", "", "A".repeat(64)])(
  "%j is no file of ours",
  async (sha256) => {
    await expect(media.open(sha256)).rejects.toThrow(MediaMissing);
  },
);
