import { z } from "zod";
import { id } from "./told.ts";

/** A file that waits for the message it goes with. */
export const uploadView = z.object({
  id,
  fileName: z.string(),
  /** By its content, whatever it was called. */
  mimeType: z.string(),
  sizeBytes: z.int(),
  warning: z.enum(["dangerous", "damaged"]).nullable(),
});
