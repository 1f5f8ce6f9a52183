import { z } from "zod";
import { id, instant } from "./told.ts";

export const queueView = z.object({
  id,
  name: z.string(),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  role: z.enum(["solver", "director", "specialist", "supervisor"]),
  area: z.string().nullable(),
  waiting: z.int(),
  oldestWaitingSince: instant.nullable(),
  agentsAvailable: z.int(),
});
export type QueueView = z.infer<typeof queueView>;
