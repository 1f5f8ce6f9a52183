import type { AgentEvent, ConversationView } from "@circuito/protocol";

/** A state of a conversation that was found by looking. */
export interface FoundState {
  readonly id: string;
  readonly version: number;
}

/** What events told of conversations: by it is known what they did not. */
export interface ToldVersions {
  take(events: readonly AgentEvent[]): void;
  /** Those of which a look at the server found a newer state that no event has told. */
  untold(
    before: ReadonlyMap<string, ConversationView>,
    after: ReadonlyMap<string, ConversationView>,
  ): readonly FoundState[];
  /** How many of them no event has told since: those on their way have come. */
  stillUntold(found: readonly FoundState[]): number;
}

/** More conversations than move before one person's eyes in a shift; the oldest are forgotten first. */
const TOLD_MAX = 5_000;

export function createToldVersions(): ToldVersions {
  const told = new Map<string, number>();
  const isTold = ({ id, version }: FoundState) => (told.get(id) ?? 0) >= version;
  return {
    take(events) {
      for (const event of events) {
        if (event.type !== "conversation.changed") continue;
        const { id, version } = event.conversation;
        const newest = Math.max(version, told.get(id) ?? 0);
        // Last in the order of what was told, and so the last to be forgotten.
        told.delete(id);
        told.set(id, newest);
        if (told.size > TOLD_MAX) for (const oldest of told.keys()) if (told.delete(oldest)) break;
      }
    },
    untold: (before, after) =>
      [...before.values()].flatMap(({ id, version }) => {
        const now = after.get(id);
        if (now === undefined || now.version <= version || isTold(now)) return [];
        return [{ id, version: now.version }];
      }),
    stillUntold: (found) => found.filter((one) => !isTold(one)).length,
  };
}

/** So often within {@link UNSTEADY_WITHIN_MS} means that events are lost, and people should know. */
const UNSTEADY_TIMES = 3;
export const UNSTEADY_WITHIN_MS = 10 * 60_000;

/** @param repairs instants at which something untold was found, ms */
export function isUnsteady(repairs: readonly number[], now: number): boolean {
  return repairs.filter((at) => now - at < UNSTEADY_WITHIN_MS).length >= UNSTEADY_TIMES;
}
