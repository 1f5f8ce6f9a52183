import { z } from "zod";

/** What the reader of the comparison is told at its start. */
export const readerConfig = z.object({
  host: z.string(),
  port: z.int(),
  certificate: z.string(),
  password: z.string(),
});

/** Reads all mails of this account once. */
export const readOrder = z.object({ kind: z.literal("go"), user: z.string() });

export const readAnswer = z.object({ mails: z.int(), bytes: z.int(), ms: z.number() });
