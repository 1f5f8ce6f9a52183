import { segmentOf } from "@circuito/domain";
import { z } from "zod";

/** As people write it; what comes out is what is kept. */
export const segment = z
  .string()
  .max(120)
  .transform((words, context) => {
    const kept = segmentOf(words);
    if (kept === undefined) {
      context.addIssue({
        code: "custom",
        message: "letters, digits, spaces and . _ - only, 40 at most",
      });
      return z.NEVER;
    }
    return kept;
  });
