import type { Address, InboundMessage, InboxId } from "@circuito/domain";
import { type NamedPoint, type Points, pointName } from "@circuito/store";

/** One is some 150 bytes. Forgotten all at once: the next messages ask again. */
const REMEMBERED_MAX = 50_000;

/** Names that this process knows to lead to a contact point: who writes on is not asked about again. */
export class KnownAliases {
  readonly #known = new Set<string>();

  /**
   * Whether a message is under its contact point's name for certain, and brings no name that is new. Only
   * where that point has an open conversation: one that was joined to another since has none any more.
   */
  settle(
    message: Pick<InboundMessage, "inboxId" | "from" | "names">,
    points: Pick<Points, "conversations">,
  ): boolean {
    const { inboxId, from, names = [] } = message;
    return (
      points.conversations.get(pointName({ inboxId, address: from }))?.current !== undefined &&
      names.every((alias) => this.#known.has(nameOf(inboxId, alias, from)))
    );
  }

  /** Of a batch that is committed. */
  remember(points: readonly NamedPoint[]): void {
    if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
    for (const { inboxId, names, address } of points) {
      for (const alias of names) this.#known.add(nameOf(inboxId, alias, address));
    }
  }
}

function nameOf(inboxId: InboxId, alias: Address, address: Address): string {
  return `${inboxId} ${alias} ${address}`;
}
