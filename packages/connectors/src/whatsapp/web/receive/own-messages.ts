import { externalIdOf } from "../ids/message-key.ts";
import { parseRawMessage } from "../normalize/raw-message.ts";
import type { RawMessage } from "../wa-session.ts";

/** A browser that is offline for an hour keeps what it was given; nobody writes more than that. */
const KEPT_MAX = 1_000;

/**
 * Messages of ours that are in the page and not yet with WhatsApp. The page shows them at once, also
 * when the network is dead: they are told only when WhatsApp has them, so that what is told is true.
 */
export class OwnMessages {
  readonly #waiting = new Set<string>();

  /** @returns whether it has to wait for its ack */
  keep(raw: RawMessage): boolean {
    const fields = parseRawMessage(raw);
    if (!fields?.id?.fromMe || !fields.id.id || (fields.ack ?? 0) >= 1) return false;
    this.#waiting.add(externalIdOf({ fromMe: true, id: fields.id.id }));
    for (const key of this.#waiting) {
      if (this.#waiting.size <= KEPT_MAX) break;
      this.#waiting.delete(key);
    }
    return true;
  }

  /** Whether an ack is the first word of a message that waited; it waits no longer. */
  take(externalId: string): boolean {
    return this.#waiting.delete(externalId);
  }
}
