import { z } from "zod";
import { conversationView } from "./views.ts";

/** A conversation that is held out to an agent, who accepts, declines with a reason, or lets it go by. */
export const offerView = z.object({
  id: z.uuid(),
  agentId: z.uuid(),
  queueId: z.uuid(),
  /** What is not `pending` has ended and never changes again. */
  state: z.enum(["pending", "accepted", "declined", "missed", "rescinded"]),
  offeredAt: z.iso.datetime(),
  /** Until when it can be answered. */
  expiresAt: z.iso.datetime(),
  /** Without its contents once the offer has ended: it may be elsewhere. */
  conversation: conversationView,
});
export type OfferView = z.infer<typeof offerView>;

/** Read by supervisors: why somebody did not want it. */
export const declineBody = z.strictObject({ reason: z.string().trim().min(1).max(500) });
