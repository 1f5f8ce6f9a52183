import type { MacroView } from "@circuito/protocol";
import type { Macro } from "@circuito/store";
import { iso } from "./instants.ts";

export function macroViewOf(macro: Macro): MacroView {
  const { id, name, acts, draft, queueId, agentId, channels, version, updatedAt } = macro;
  return {
    ...{ id, name, draft, queueId, version },
    // They came in by the schema that they go out by.
    acts: [...acts] as MacroView["acts"],
    scope: agentId !== null ? "mine" : queueId !== null ? "queue" : "everybody",
    channels: [...channels],
    updatedAt: iso(updatedAt),
  };
}
