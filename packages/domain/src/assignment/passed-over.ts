import type { Channel } from "../channel.ts";
import type { ConversationId } from "../ids.ts";
import type { Skills } from "./agent-state.ts";
import type { Assignment } from "./assign-queue.ts";
import type { Ineligible } from "./eligible.ts";

/** What all conversations that need the same have in common. */
export interface Need {
  readonly channel: Channel;
  readonly language: string | null;
  readonly requiredSkills: Skills;
}

/**
 * What was looked at in a round and nobody can take now. Those behind it are looked at next: a head
 * that needs a skill nobody has must not keep a whole queue waiting.
 */
export interface PassedOver {
  readonly ids: readonly ConversationId[];
  readonly needs: readonly Need[];
}

export const NOTHING_PASSED_OVER: PassedOver = { ids: [], needs: [] };

/** Reasons of one conversation, which say nothing about others that need the same. */
const ITS_OWN: readonly (Ineligible | "eligible")[] = ["returned-it", "declined-it", "eligible"];

/** Adds what this look passed over. Within a round room only shrinks, so that it stays true. */
export function passOver(before: PassedOver, assignments: readonly Assignment[]): PassedOver {
  const ids = [...before.ids];
  const needs = new Map(before.needs.map((need) => [JSON.stringify(need), need]));
  for (const { conversation, choice } of assignments) {
    if (choice.kind === "agent") continue;
    const isAlone =
      choice.because === "held-for-previous-agent" ||
      choice.candidates.some(({ because }) => ITS_OWN.includes(because));
    if (isAlone) ids.push(conversation.id);
    else {
      const { channel, language = null, requiredSkills } = conversation;
      const need = { channel, language, requiredSkills };
      needs.set(JSON.stringify(need), need);
    }
  }
  return { ids, needs: [...needs.values()] };
}
