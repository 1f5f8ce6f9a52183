import { hasRole, type Principal } from "@circuito/domain";
import { addAnnouncement, findReaders } from "@circuito/store";
import type { Desk } from "./desk.ts";
import { invalid, type Refusal } from "./refusal.ts";

export interface AnnounceInput {
  /** Made by the client: said again with the same id, nobody is told twice. */
  readonly id: string;
  readonly text: string;
  readonly to:
    | "everybody"
    | {
        readonly queueIds?: readonly string[] | undefined;
        readonly agentIds?: readonly string[] | undefined;
      };
}

export interface Announced {
  readonly kind: "done";
  /** How many people keep it until they have read it. */
  readonly readers: number;
}

/** A supervisor tells people something: it is shown at once, and kept until each has read it. */
export async function announce(
  desk: Desk,
  who: Principal,
  { id, text, to }: AnnounceInput,
): Promise<Announced | Refusal> {
  if (!hasRole(who, "supervisor")) {
    return { kind: "refused", code: "forbidden", because: "not-yours" };
  }
  const readers = await desk.database.transaction(async ({ client }) => {
    const everybody = await findReaders(client, to);
    // Who says it knows it.
    const readerIds = everybody.filter((agentId) => agentId !== who.id);
    if (readerIds.length === 0) return 0;
    await addAnnouncement(client, {
      ...{ id, kind: "broadcast", text, data: {}, to: readerIds },
      fromId: who.id,
      fromName: who.name,
    });
    return readerIds.length;
  });
  if (readers === 0) return invalid("nobody-to-tell");
  desk.wake.publish("outbox");
  return { kind: "done", readers };
}
