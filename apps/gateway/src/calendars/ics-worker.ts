import { parentPort, workerData } from "node:worker_threads";
import { type IcsReading, type IcsWindow, readIcsEvents } from "./ics-events.ts";

/** What the thread says: that it is up, then what it read. */
export type IcsWords = { readonly kind: "begun" } | IcsReading;

const { text, window } = workerData as { readonly text: string; readonly window: IcsWindow };
const say = (words: IcsWords): void => parentPort?.postMessage(words);

say({ kind: "begun" });
say(readIcsEvents(text, window));
