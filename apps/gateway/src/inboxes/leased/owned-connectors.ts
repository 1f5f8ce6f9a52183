import type { Connector } from "@circuito/connector";
import type { InboxId, SessionWish } from "@circuito/domain";
import { type Database, readSessionWish } from "@circuito/store";
import type { Log } from "../../log/log.ts";

export interface OwnedConnectors {
  /** Those that live in this process now. */
  ids(): readonly InboxId[];
  find(inbox: InboxId): Connector | undefined;
  /** Remembers a connector until it stops. @returns the same, to be run in its place */
  keep(inbox: InboxId, connector: Connector): Connector;
  /** Hands every session what was last wished of it, once. */
  passWishes(): Promise<void>;
}

/** The connectors whose sessions this process owns: only they can send and fetch for their inboxes. */
export function createOwnedConnectors(database: Database, log: Log): OwnedConnectors {
  const connectors = new Map<InboxId, Connector>();
  const passed = new Map<Connector, SessionWish["id"]>();

  async function pass(inbox: InboxId, connector: Connector): Promise<void> {
    const wish = await readSessionWish(database.pool, inbox);
    if (!wish || passed.get(connector) === wish.id) return;
    passed.set(connector, wish.id);
    connector.wish?.(wish);
  }

  return {
    ids: () => [...connectors.keys()],
    find: (inbox) => connectors.get(inbox),
    keep(inbox, connector) {
      const { start, send, fetchMedia, typing, wish } = connector;
      const kept: Connector = {
        ...(start && { start: () => start.call(connector) }),
        send: (message, signal) => send.call(connector, message, signal),
        ...(fetchMedia && {
          fetchMedia: (file, signal) => fetchMedia.call(connector, file, signal),
        }),
        ...(typing && { typing: (to, newest) => typing.call(connector, to, newest) }),
        ...(wish && { wish: (one) => wish.call(connector, one) }),
        async stop() {
          if (connectors.get(inbox) === kept) connectors.delete(inbox);
          passed.delete(kept);
          await connector.stop();
        },
      };
      connectors.set(inbox, kept);
      return kept;
    },
    async passWishes() {
      for (const [inbox, connector] of connectors) {
        await pass(inbox, connector).catch((error: unknown) => {
          log.warn("wish not passed", { inbox, error });
        });
      }
    },
  };
}
