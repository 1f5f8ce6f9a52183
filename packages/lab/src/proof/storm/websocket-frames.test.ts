import { type Frame, FrameReader, writeTextFrame } from "./websocket-frames.ts";

/** As a server writes it: unmasked. */
function served(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x81, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

const textOf = (frame: Frame): string => (frame.kind === "text" ? frame.text : frame.kind);

test.each([0, 1, 125, 126, 65_535, 65_536])(
  "a frame of %d bytes is read as it was written",
  (n) => {
    const text = "x".repeat(n);
    expect([...new FrameReader().read(served(text))]).toEqual([{ kind: "text", text }]);
  },
);

test.each([1, 2, 3, 7])(
  "frames that come in pieces of %d bytes are read whole and in order",
  (size) => {
    const said = ["2", "ação".repeat(60), "", "42[1]"];
    const bytes = Buffer.concat(said.map(served));
    const reader = new FrameReader();
    const heard: string[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      heard.push(...[...reader.read(bytes.subarray(at, at + size))].map(textOf));
    }
    expect(heard).toEqual(said);
  },
);

test("a close is a close, and a ping is nothing that anybody waits for", () => {
  const bytes = Buffer.from([0x89, 0, 0x88, 0]);
  expect([...new FrameReader().read(bytes)].map(textOf)).toEqual(["other", "close"]);
});

test.each([5, 300])("what a client says is masked, final and whole (%d bytes)", (n) => {
  const frame = writeTextFrame("y".repeat(n));
  const head = n < 126 ? 2 : 4;
  expect(frame[0]).toBe(0x81);
  expect((frame[1] ?? 0) & 0x80).toBe(0x80);
  expect(frame.subarray(head, head + 4)).toEqual(Buffer.alloc(4));
  expect(frame.subarray(head + 4).toString()).toBe("y".repeat(n));
});

test("no client of ours says more than a frame of 16 bits holds", () => {
  expect(() => writeTextFrame("z".repeat(65_536))).toThrow("a frame of 65536 bytes");
});
