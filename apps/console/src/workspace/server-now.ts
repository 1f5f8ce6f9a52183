import type { Live } from "./workspace.ts";

/** The present by the server's clock, ISO 8601: what is compared with instants it gave. */
export function serverNow({ clockOffsetMs }: Pick<Live, "clockOffsetMs">): string {
  return new Date(Date.now() + clockOffsetMs).toISOString();
}
