import { tellVitals } from "./tell-vitals.ts";
import { VITALS_SETTING } from "./vitals.ts";

/** Loaded before the gateway (`node --import`), by a proof alone: what is deployed has no such socket. */
const folder = process.env[VITALS_SETTING];
if (folder) tellVitals(folder);
