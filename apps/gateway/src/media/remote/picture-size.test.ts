import { pixelsOf } from "./picture-size.ts";

const bytes = (...parts: (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part),
    ),
  );

test.each([
  [
    "image/png",
    bytes("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]),
    20_000 * 20_000,
  ],
  ["image/gif", bytes("GIF89a", [2, 0, 3, 0]), 6],
  ["image/jpeg", bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 0, 5, 0, 7]), 35],
  ["image/webp", bytes("RIFF....WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 4, 0, 0]), 20],
  [
    "image/webp",
    bytes("RIFF....WEBPVP8 ", [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 5, 0, 6, 0x40]),
    30,
  ],
  ["image/webp", bytes("RIFF....WEBPVP8L", [0, 0, 0, 0, 0x2f, 2, 0x80, 0, 0]), 3 * 3],
  ["image/avif", bytes("\0\0\0\x1cftypavif"), undefined],
] as const)("%s says how large it is", (mimeType, head, pixels) => {
  expect(pixelsOf(head, mimeType)).toBe(pixels);
});

test.each(["image/png", "image/gif", "image/jpeg", "image/webp"])(
  "%s that ends in its header says nothing, whatever its bytes",
  (mimeType) => {
    for (let length = 0; length < 32; length += 1) {
      for (const value of [0, 0xff, 0x56]) {
        expect(() => pixelsOf(Buffer.alloc(length, value), mimeType)).not.toThrow();
      }
    }
    expect(pixelsOf(Buffer.alloc(2), mimeType)).toBeUndefined();
  },
);
