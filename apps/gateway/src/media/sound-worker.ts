import { parentPort } from "node:worker_threads";
import { soundLengthMs } from "./sound-length.ts";

/** What the thread says: that it is up, then the length of each recording it is given. */
export type SoundWords =
  | { readonly kind: "begun" }
  | { readonly kind: "length"; readonly lengthMs: number | undefined };

const say = (words: SoundWords): void => parentPort?.postMessage(words);

parentPort?.on("message", async (bytes: Uint8Array) => {
  say({ kind: "length", lengthMs: await soundLengthMs(bytes) });
});
say({ kind: "begun" });
