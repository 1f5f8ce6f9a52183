import { z } from "zod";

/** UUID. */
export const id = z.uuid();
/** ISO 8601, UTC. What is told is ours: it needs none of the checks of what is said to us. */
export const instant = z.iso.datetime();
