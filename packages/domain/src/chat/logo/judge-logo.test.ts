import fc from "fast-check";
import type { JudgedPicture, PictureFault } from "../../pictures/index.ts";
import { judgeLogo, LOGO_BYTES_MAX } from "./judge-logo.ts";

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : [...part],
    ),
  );
const uint32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const uint16 = (value: number) => [value >> 8, value & 0xff];
const uint24le = (value: number) => [value & 0xff, (value >> 8) & 0xff, value >> 16];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const png = (width: number, height: number) =>
  bytes(PNG, uint32(13), "IHDR", uint32(width), uint32(height), [8, 6, 0, 0, 0], uint32(0));
const jpeg = (width: number, height: number, marker = 0xc0) =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe0],
    uint16(16),
    new Array<number>(14).fill(0),
    // Fill bytes before a marker are allowed.
    [0xff, 0xff, marker],
    uint16(17),
    [8],
    uint16(height),
    uint16(width),
    new Array<number>(10).fill(0),
  );
const webp = (kind: string, rest: readonly number[]) =>
  bytes("RIFF", [0, 0, 0, 0], "WEBP", kind, [0, 0, 0, 0], rest, new Array<number>(20).fill(0));
const extended = (width: number, height: number, flags = 0) =>
  webp("VP8X", [flags, 0, 0, 0, ...uint24le(width - 1), ...uint24le(height - 1)]);
const animated = bytes([...png(96, 48)], uint32(8), "acTL", uint32(2), uint32(0), uint32(0));
const still = bytes([...png(96, 48)], uint32(4), "IDAT", uint32(0), uint32(0), uint32(8), "acTL");
const lossless = (width: number, height: number) => {
  const packed = (width - 1) | ((height - 1) << 14);
  return webp("VP8L", [0x2f, ...[0, 8, 16, 24].map((shift) => (packed >>> shift) & 0xff)]);
};
const lossy = (width: number, height: number) =>
  webp("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, width & 0xff, width >> 8, height & 0xff, height >> 8]);

const taken = (type: "png" | "jpeg" | "webp", width: number, height: number): JudgedPicture => ({
  kind: "taken",
  type: `image/${type}`,
  width,
  height,
});
const refused = (because: PictureFault): JudgedPicture => ({
  kind: "refused",
  because,
});

test.each<[string, Uint8Array, JudgedPicture]>([
  ["a PNG", png(128, 64), taken("png", 128, 64)],
  ["a JPEG", jpeg(200, 100), taken("jpeg", 200, 100)],
  ["a progressive JPEG", jpeg(200, 100, 0xc2), taken("jpeg", 200, 100)],
  ["a lossy WebP", lossy(96, 48), taken("webp", 96, 48)],
  ["a lossless WebP", lossless(96, 48), taken("webp", 96, 48)],
  ["an extended WebP", extended(96, 48), taken("webp", 96, 48)],
  ["a PNG that moves", animated, refused("moves")],
  ["a PNG that says so after its picture, which nobody plays", still, taken("png", 96, 48)],
  ["a WebP that moves", extended(96, 48, 0x02), refused("moves")],
  ["a picture that unpacks into much", png(20_000, 20_000), refused("too-wide")],
  ["a picture of no size", png(0, 10), refused("no-picture")],
  ["an SVG", bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), refused("no-picture")],
  [
    "a page called a picture",
    bytes("<!doctype html><script>alert(1)</script>"),
    refused("no-picture"),
  ],
  ["a GIF", bytes("GIF89a", new Array<number>(40).fill(0)), refused("no-picture")],
  ["half a PNG", png(10, 10).slice(0, 20), refused("no-picture")],
  ["a JPEG that ends before its frame", jpeg(10, 10).slice(0, 24), refused("no-picture")],
  ["nothing", bytes(), refused("no-picture")],
  ["too much", new Uint8Array(LOGO_BYTES_MAX + 1), refused("too-large")],
])("%s", (_name, content, judged) => {
  expect(judgeLogo(content)).toEqual(judged);
});

test("whatever the bytes are, they are judged", () => {
  const starts = fc.constantFrom(PNG, [0xff, 0xd8, 0xff], [...bytes("RIFF0000WEBPVP8L")], []);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      expect(["taken", "refused"]).toContain(judgeLogo(bytes(start, [...rest])).kind);
    }),
  );
});
