import { z } from "zod";

/** A few sentences: what was tried is in the conversation. */
export const RESOLUTION_LENGTH_MAX = 1_000;

/** What is said of a conversation's end; what is missing of it is refused (`closing-incomplete`, with `missing`). */
export const closing = z.strictObject({
  /** How it was solved. */
  resolution: z.string().trim().min(1).max(RESOLUTION_LENGTH_MAX).optional(),
  /** False: its customer is not asked how it was, where the queue lets that be decided. */
  survey: z.boolean().optional(),
});
