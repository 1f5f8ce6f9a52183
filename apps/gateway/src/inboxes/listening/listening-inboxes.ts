import { secretValues } from "@circuito/connector";
import {
  createReadMail,
  EMAIL_SECRETS,
  emailSettings,
  joinParsePool,
  type ListeningInbox,
  ownAddresses,
} from "@circuito/connectors/email";
import { withoutDetail } from "@circuito/domain";
import { listInboxes, type StoredInbox } from "@circuito/store";
import { createConnectorHost } from "../connector-host.ts";
import { countedOf, type OpenParts, wholeSettings } from "../open-connector.ts";
import { replaceSecretOf } from "../replace-secret.ts";

export interface ListeningInboxes {
  /**
   * The inbox that mail to this address is handed to: its own address, an alias, or one of them with a
   * detail behind a plus.
   * @throws when the store cannot be asked
   */
  find(address: string): Promise<ListeningInbox | undefined>;
  /** The configuration changed: the next recipient is looked up anew. */
  forget(): void;
  stop(): Promise<void>;
}

/** A change that no wake-up told of is seen after this long. */
const MAX_AGE_MS = 5_000;
/** Recipients nobody knows are looked up anew this often at most: guessing must not cost queries. */
const LOOK_AGAIN_AFTER_MS = 1_000;

/** The inboxes that mail servers hand mail to, by address. */
export function createListeningInboxes(parts: OpenParts): ListeningInboxes {
  const { database, now } = parts;
  const log = parts.log.with({ component: "mail listener" });
  const pool = joinParsePool(now);
  let byAddress: ReadonlyMap<string, ListeningInbox> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const startedAt = now();
    const found = new Map<string, ListeningInbox>();
    for (const row of await listInboxes(database.pool)) {
      const listening = row.enabled && row.channel === "email" ? open(row) : undefined;
      for (const address of listening?.addresses ?? []) {
        if (found.has(address)) log.warn("an address belongs to two inboxes", { inbox: row.id });
        else if (listening) found.set(address, listening.inbox);
      }
    }
    byAddress = found;
    readAt = startedAt;
  }

  function open(row: StoredInbox) {
    try {
      const whole = wholeSettings(row, parts.sealer);
      const settings = emailSettings.parse(whole);
      if (settings.in !== "listener") return undefined;
      const host = createConnectorHost(row.id, secretValues(whole, EMAIL_SECRETS), {
        replaceSecret: replaceSecretOf(row, parts),
        ...parts,
        ...countedOf(row.channel, parts),
      });
      const readMail = createReadMail({ id: row.id, settings }, host, pool.workers);
      return { addresses: ownAddresses(settings), inbox: { id: row.id, readMail, host } };
    } catch {
      // Its connector's opening says why; the others go on.
      log.error("an inbox with these settings takes no mail", { inbox: row.id });
      return undefined;
    }
  }

  async function readIfOlderThan(ageMs: number): Promise<void> {
    if (now() - readAt <= ageMs) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
  }

  const known = (address: string) =>
    byAddress.get(address) ?? byAddress.get(withoutDetail(address));
  return {
    async find(address) {
      await readIfOlderThan(MAX_AGE_MS);
      const inbox = known(address);
      if (inbox) return inbox;
      await readIfOlderThan(LOOK_AGAIN_AFTER_MS);
      return known(address);
    },
    forget() {
      readAt = Number.NEGATIVE_INFINITY;
    },
    stop: () => pool.leave(),
  };
}
