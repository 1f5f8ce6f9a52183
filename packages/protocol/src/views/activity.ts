import { z } from "zod";
import { id, instant } from "./told.ts";

/** A line of the story that nobody wrote: assigned, directed, returned, resolved… */
export const activityView = z.object({
  id: z.string(),
  conversationId: id,
  kind: z.string(),
  actorName: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  because: z.string().nullable(),
  at: instant,
});
export type ActivityView = z.infer<typeof activityView>;
