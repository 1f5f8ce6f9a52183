import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { MediaMissing } from "@circuito/store";
import { createSoundMeter } from "./sound-meter.ts";

/** 8,000 samples of a byte in a second. */
function wav(seconds: number, saidBytes = seconds * 8_000): Buffer {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(saidBytes === 0xff_ff_ff_ff ? saidBytes : 36 + saidBytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const) {
    head.writeUInt16LE(value, at);
  }
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.write("data", 36);
  head.writeUInt32LE(saidBytes, 40);
  return Buffer.concat([head, Buffer.alloc(seconds * 8_000, 128)]);
}

/** A million frames of the shortest kind: seconds of work for a file that may be sent. */
function endlessFrames(): Buffer {
  const frame = Buffer.alloc(24);
  frame.set([0xff, 0xf3, 0x14, 0xc4]);
  return Buffer.concat(Array.from({ length: 1_000_000 }, () => frame));
}

const recorded = (name: string) => readFile(join(import.meta.dirname, "fixtures", name));

function meterOf(files: Readonly<Record<string, Buffer>>, readTimeoutMs?: number) {
  const open = async (sha256: string) => {
    const bytes = files[sha256];
    if (!bytes) throw new MediaMissing("no such bytes");
    return Readable.from([bytes]);
  };
  return createSoundMeter({ open }, readTimeoutMs);
}

test("what phones and browsers record is as long as it sounds, whatever its header leaves out", async () => {
  const meter = meterOf({
    ogg: await recorded("voice.ogg"),
    webm: await recorded("voice.webm"),
    mp4: await recorded("voice.m4a"),
    wav: wav(42),
  });
  const lengthOf = async (sha256: string, mimeType: string) =>
    Math.round(((await meter.lengthMs({ sha256, mimeType })) ?? Number.NaN) / 100);
  expect(await lengthOf("ogg", "audio/ogg; codecs=opus")).toBe(25);
  expect(await lengthOf("webm", "audio/webm")).toBe(24);
  expect(await lengthOf("mp4", "audio/mp4")).toBe(24);
  expect(await lengthOf("wav", "audio/wav")).toBe(420);
  // A stream that was never closed says four gigabytes: as long as what is there.
  const streamed = meterOf({ wav: wav(3, 0xff_ff_ff_ff) });
  expect(await streamed.lengthMs({ sha256: "wav", mimeType: "audio/wav" })).toBe(3_000);
});

test("what is broken, gone or no sound has no length, and the next one has", async () => {
  const ogg = await recorded("voice.ogg");
  const meter = meterOf({
    cut: ogg.subarray(0, 4_000),
    head: ogg.subarray(0, 100),
    zeros: Buffer.alloc(100_000),
    ogg,
  });
  const asked = ["cut", "head", "zeros", "gone"].map((sha256) =>
    meter.lengthMs({ sha256, mimeType: "audio/ogg" }),
  );
  const good = meter.lengthMs({ sha256: "ogg", mimeType: "audio/ogg" });
  expect(await Promise.all(asked)).toEqual([undefined, undefined, undefined, undefined]);
  expect(await good).toBeGreaterThan(2_000);
  expect(await meter.lengthMs({ sha256: "ogg", mimeType: "application/pdf" })).toBeUndefined();
});

test("a file that was made to take long costs its thread, and the next one is measured", async () => {
  const meter = meterOf({ slow: endlessFrames(), wav: wav(1) }, 500);
  const slow = meter.lengthMs({ sha256: "slow", mimeType: "audio/mpeg" });
  const next = meter.lengthMs({ sha256: "wav", mimeType: "audio/wav" });
  expect(await slow).toBeUndefined();
  expect(await next).toBe(1_000);
});
