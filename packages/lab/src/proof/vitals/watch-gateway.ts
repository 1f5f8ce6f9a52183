import { isMainThread } from "node:worker_threads";
import { tellVitals } from "./tell-vitals.ts";
import { VITALS_SETTING } from "./vitals.ts";

/** Loaded before the gateway (`node --import`), by a proof alone: what is deployed has no such socket. */
const folder = process.env[VITALS_SETTING];
// A thread of the gateway loads it, too, and is not what is asked.
if (folder && isMainThread) tellVitals(folder);
