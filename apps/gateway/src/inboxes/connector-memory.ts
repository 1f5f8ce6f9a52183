import { type ConnectorMemory, StoreUnavailable } from "@circuito/connector";
import type { InboxId } from "@circuito/domain";
import { type Database, isTransient, readInboxMemory, writeInboxMemory } from "@circuito/store";
import type { Hold } from "./leased/hold.ts";

/** What one inbox remembers, fenced: whoever lost the lease in the meantime writes nothing. */
export function createConnectorMemory(
  inbox: InboxId,
  { pool }: Pick<Database, "pool">,
  hold: Hold | undefined,
): ConnectorMemory {
  return {
    get: () => readInboxMemory(pool, inbox),
    async set(state) {
      const written = await writeInboxMemory(pool, inbox, state, hold?.lease).catch(
        (cause: unknown) => {
          if (isTransient(cause)) throw new StoreUnavailable("memory not stored", { cause });
          throw cause;
        },
      );
      if (!written) throw new StoreUnavailable("the lease of the inbox is lost");
    },
  };
}
