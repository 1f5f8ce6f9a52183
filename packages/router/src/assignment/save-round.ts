import { type Assignment, asId, type NewId, type OfferId } from "@circuito/domain";
import { type Due, type Queryable, saveAssignments, saveOffers, withOffers } from "@circuito/store";

/** What a round did, and what is to be done once it is committed. */
export interface Served {
  /** Conversations that were given, and those that were offered. */
  readonly given: number;
  readonly offered: number;
  readonly dues: readonly Due[];
  /** Another round may find more. */
  readonly more: boolean;
}

export const NOBODY_SERVED: Served = { given: 0, offered: 0, dues: [], more: false };

/** Gives or offers what was decided. Who was faster keeps what they took: that is left out. */
export async function saveRound(
  client: Queryable,
  assignments: readonly Assignment[],
  newId: NewId,
  now: number,
): Promise<Omit<Served, "more">> {
  const newOfferId = () => asId<OfferId>(newId());
  const { given, offered } = withOffers(assignments, newOfferId, now);
  const claimed = await saveAssignments(client, given, now);
  const saved = await saveOffers(client, offered, now);
  return { given: claimed.length, offered: saved.conversationIds.length, dues: saved.dues };
}
