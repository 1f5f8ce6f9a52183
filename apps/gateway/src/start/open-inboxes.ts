import { listInboxes } from "@circuito/store";
import type { Parts } from "./parts.ts";

/**
 * Opens every inbox of this process once, so that one whose settings or secrets cannot be read is
 * told at the start and not by the first customer.
 */
export async function openInboxes({ database, inboxes, log }: Parts): Promise<void> {
  let open = 0;
  for (const { id } of await listInboxes(database.pool)) {
    const inbox = await inboxes.find(id);
    try {
      if (inbox?.connector()) open += 1;
    } catch {
      // Said in the log by the inboxes themselves; the others go on.
    }
  }
  log.info("inboxes open", { component: "connectors", open });
}
