import { providerUrl, webhookSecret } from "@circuito/connector";
import { z } from "zod";

/** What an admin types in; every field of it is checked here and nowhere else. */
export const loopbackSettings = z.strictObject({
  /** Signs what comes in and what goes out. */
  secret: webhookSecret,
  /** Who we are on this channel: what comes from this name is our own voice come back. */
  ownName: z.string().min(1).max(64).default("circuito"),
  /** Where answers are POSTed. Left out, an answer has arrived once it is written. */
  deliverTo: providerUrl.optional(),
});
export type LoopbackSettings = z.infer<typeof loopbackSettings>;
