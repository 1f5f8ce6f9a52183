import { ALL_FORMATS, BufferSource, Input } from "mediabunny";

/** What lasts a day is no recording: a header that lies, or a stream that somebody left running. */
const LENGTH_MAX_MS = 24 * 60 * 60_000;

/**
 * How long a recording is, by its packets: headers of what browsers record say nothing of it, and others lie.
 * @returns `undefined` for what is no recording, is broken, or has no end
 */
export async function soundLengthMs(bytes: Uint8Array): Promise<number | undefined> {
  try {
    using input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
    const track = await input.getPrimaryAudioTrack();
    if (!track) return undefined;
    const lengthMs = Math.round((await track.computeDuration()) * 1_000);
    return lengthMs > 0 && lengthMs < LENGTH_MAX_MS ? lengthMs : undefined;
  } catch {
    // Whatever its bytes are, a file without a length is a file.
    return undefined;
  }
}
