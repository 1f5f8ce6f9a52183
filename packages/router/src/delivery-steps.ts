import type { MessageId } from "@circuito/domain";
import {
  beginSubmitting,
  type ClaimedDelivery,
  createGroupCommit,
  type Database,
  type EndedAttempt,
  endAttempts,
  isTransient,
} from "@circuito/store";

/**
 * Writes down the steps of what this process sends. Each is committed before the next begins; those that
 * several messages take at once share a commit, which costs as much as that of one.
 */
export interface DeliverySteps {
  /** Bytes are about to leave. @returns whether they may */
  begin(claim: Claim): Promise<boolean>;
  /** @returns false if the claim was no longer ours and nothing changed */
  end(ended: EndedAttempt): Promise<boolean>;
}

type Claim = Pick<ClaimedDelivery, "messageId" | "epoch">;

/** Rows of one statement: as many as a job claims. */
const BATCH_MAX = 50;
/** More than a process ever sends at once: sixteen jobs of fifty, and sixty in lanes. */
const WAITING_MAX = 2_000;
const TOGETHER = { lanes: 1, batchMax: BATCH_MAX, waitingMax: WAITING_MAX };

export function createDeliverySteps(database: Database): DeliverySteps {
  const begins = createGroupCommit<Claim, Outcome>({
    ...TOGETHER,
    commit: (claims) => eachOnce(claims, idOf, (once) => beginSubmitting(database.pool, once)),
  });
  const ends = createGroupCommit<EndedAttempt, Outcome>({
    ...TOGETHER,
    commit: (ended) =>
      eachOnce(
        ended,
        ({ delivery }) => idOf(delivery),
        (once) => database.transaction(({ client }) => endAttempts(client, once)),
      ),
  });
  return {
    begin: async (claim) => (await begins.add(claim))(),
    end: async (ended) => (await ends.add(ended))(),
  };
}

const idOf = ({ messageId }: Claim): MessageId => messageId;

/** Whether it was written. @throws why it could not be */
type Outcome = () => boolean;
type Write<T> = (items: readonly T[]) => Promise<ReadonlySet<MessageId>>;

/**
 * A claim that was lost and the one that followed it may both tell of one message: a statement takes each message
 * once, and the later claim the next one.
 */
async function eachOnce<T>(
  items: readonly T[],
  messageOf: (item: T) => MessageId,
  write: Write<T>,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<T, Outcome>();
  for (let left = items; left.length > 0; left = left.filter((item) => !outcomes.has(item))) {
    const once = new Map<MessageId, T>();
    for (const item of left) if (!once.has(messageOf(item))) once.set(messageOf(item), item);
    await writeInto(outcomes, once, write);
  }
  return items.map((item) => outcomes.get(item) ?? (() => false));
}

/** What cannot be written of one message must not leave the others in doubt: each is tried alone then. */
async function writeInto<T>(
  outcomes: Map<T, Outcome>,
  items: ReadonlyMap<MessageId, T>,
  write: Write<T>,
): Promise<void> {
  try {
    const written = await write([...items.values()]);
    for (const [id, item] of items) outcomes.set(item, () => written.has(id));
  } catch (error) {
    const isOfOne = items.size > 1 && !isTransient(error);
    for (const [id, item] of items) {
      if (isOfOne) await writeInto(outcomes, new Map([[id, item]]), write);
      else
        outcomes.set(item, () => {
          throw error;
        });
    }
  }
}
