import { parentPort, workerData } from "node:worker_threads";
import { type IcsWindow, readIcsEvents } from "./ics-events.ts";

const { text, window } = workerData as { readonly text: string; readonly window: IcsWindow };
parentPort?.postMessage(readIcsEvents(text, window));
