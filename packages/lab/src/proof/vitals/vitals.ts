import { connect } from "node:net";
import { join } from "node:path";
import { z } from "zod";

/** A folder; a process that is watched answers at a socket in it. Read by `watch-gateway.ts` alone. */
export const VITALS_SETTING = "LAB_VITALS_DIR";
/** Collects all garbage first: what is left is what it keeps. */
export const WHOLE = "whole";
/** As it is now. */
export const NOW = "now";

/** What a process of Node says of itself. */
export const vitals = z.object({
  rssBytes: z.number(),
  /** Objects of V8. */
  heapBytes: z.number(),
  /** Buffers and what else lies beside V8's heap. */
  externalBytes: z.number(),
  /** How late its loop was since it was asked last, ms. */
  delayP50Ms: z.number(),
  delayP99Ms: z.number(),
  delayMaxMs: z.number(),
});
export type Vitals = z.infer<typeof vitals>;

/** Collecting all of a large heap takes seconds where others work beside it. */
const ANSWER_TIMEOUT_MS = 30_000;

export function vitalsSocket(folder: string, pid: number): string {
  return join(folder, `${pid}.vitals`);
}

/** Asks a process that tells its vitals. @throws when it does not answer */
export function readVitals(
  folder: string,
  pid: number,
  what: typeof WHOLE | typeof NOW,
): Promise<Vitals> {
  return new Promise((resolve, reject) => {
    const socket = connect(vitalsSocket(folder, pid));
    let said = "";
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error("no answer")));
    socket.on("error", (error) =>
      reject(new Error(`read vitals of process ${pid}`, { cause: error })),
    );
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.on("end", () => {
      try {
        resolve(vitals.parse(JSON.parse(said)));
      } catch (error) {
        reject(new Error(`read vitals of process ${pid}`, { cause: error }));
      }
    });
    socket.write(what);
  });
}
