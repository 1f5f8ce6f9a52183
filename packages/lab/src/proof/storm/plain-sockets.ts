import { z } from "zod";

export const plainSocketsConfig = z.object({ vitalsFolder: z.string() });
/** Where it listens. */
export const plainSocketsReady = z.object({ port: z.int() });
