import {
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  OggOutputFormat,
  Output,
  WEBM,
} from "mediabunny";

/**
 * Puts the packets of a WebM recording into Ogg: nothing is encoded anew.
 * @throws where there is not a packet in it
 */
export async function toOgg(webm: Blob): Promise<Blob> {
  using input = new Input({ formats: [WEBM], source: new BlobSource(webm) });
  const track = await input.getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error("put a recording without sound into Ogg");
  const output = new Output({ format: new OggOutputFormat(), target: new BufferTarget() });
  const source = new EncodedAudioPacketSource("opus");
  output.addAudioTrack(source);
  await output.start();
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  const { buffer } = output.target;
  if (buffer === null) throw new Error("put a recording into Ogg");
  return new Blob([buffer], { type: "audio/ogg" });
}
