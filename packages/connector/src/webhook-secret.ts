import { z } from "zod";
import { webhookKey } from "./standard-webhooks.ts";

/** A Standard Webhooks secret as settings hold it. */
export const webhookSecret = z
  .string()
  .refine((text) => webhookKey(text) !== undefined, "must be whsec_ and Base64 of 24 to 64 bytes");
