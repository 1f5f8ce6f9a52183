/** Bounds of one parse (bad inputs B-08…B-30). A mail beyond them is parked, its bytes are kept. */
export interface ParseLimits {
  readonly mailBytesMax: number;
  readonly headerBytesMax: number;
  readonly headersMax: number;
  readonly depthMax: number;
  readonly partsMax: number;
  /** UTF-16 units of text handed on; the rest is in the stored bytes. */
  readonly textLengthMax: number;
  readonly htmlLengthMax: number;
  /** Of each machine-readable or enclosed part. */
  readonly embeddedBytesMax: number;
  readonly embeddedMax: number;
  readonly timeMaxMs: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

export const PARSE_LIMITS: ParseLimits = {
  // Providers stop at 25 to 150 MB on the wire; base64 adds a third.
  mailBytesMax: 160 * MIB,
  headerBytesMax: 256 * KIB,
  headersMax: 1_000,
  depthMax: 20,
  partsMax: 500,
  // A view shows this much, "show more" reads the bytes (B-15).
  textLengthMax: 1_000_000,
  // Word-made mails with their styles reach a megabyte; pictures do not belong into the HTML.
  htmlLengthMax: 4_000_000,
  embeddedBytesMax: 128 * KIB,
  embeddedMax: 20,
  // A 50 MB mail takes about a second; ten of them on a busy machine still pass.
  timeMaxMs: 20_000,
};
