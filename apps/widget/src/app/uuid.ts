let lastMs = 0;
let counter = 0;

/**
 * UUIDv7 (RFC 9562): ids made by one page sort in the order they were made, also within a
 * millisecond (12-bit counter, method 1 of its section 6.2) and when the clock is set back.
 */
export function makeUuid(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const tail = crypto.getRandomValues(new Uint8Array(8));
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const hex =
    lastMs.toString(16).padStart(12, "0") +
    (0x7000 | counter).toString(16) +
    [...tail].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
