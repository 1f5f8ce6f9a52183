import type { InboundMessage } from "@circuito/domain";
import { applyChanges, bringForward, type Queryable, type UnroutedChange } from "@circuito/store";

/**
 * Applies what people did to messages that are there. Changes of messages that are in this very batch
 * come right after it.
 * @returns whether there are such
 */
export async function takeChanges(
  tx: Queryable,
  changes: readonly UnroutedChange[],
  messages: readonly InboundMessage[],
  now: number,
): Promise<boolean> {
  if (changes.length === 0) return false;
  const here = new Set(messages.map((m) => `${m.inboxId} ${m.externalId}`));
  const isEarly = ({ inboxId, of }: UnroutedChange) => here.has(`${inboxId} ${of}`);
  const early = changes.filter(isEarly).map(({ ledgerId }) => ledgerId);
  await applyChanges(
    tx,
    changes.filter((change) => !isEarly(change)),
    now,
  );
  await bringForward(tx, early);
  return early.length > 0;
}
