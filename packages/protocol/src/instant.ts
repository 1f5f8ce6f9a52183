import { z } from "zod";

/** ISO 8601 in UTC. The calendar of PostgreSQL has no year 0. */
export const instant = z.iso
  .datetime()
  .refine((text) => !text.startsWith("0000"), "there is no year 0");
