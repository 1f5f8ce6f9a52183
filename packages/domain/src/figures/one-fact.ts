import type { AgentId } from "../ids.ts";
import type { Place } from "../sla/story.ts";
import type { FactId } from "./dictionary.ts";
import type { Fact } from "./fact.ts";
import type { Step } from "./track.ts";

/** Where something happened, and whose it was then. */
export type Whose = Place & { readonly agentId: AgentId | undefined };

export const whose = ({ place, ownerId }: Pick<Step, "place" | "ownerId">): Whose => ({
  ...place,
  agentId: ownerId,
});

/** Something that happened once; of what can be so or not, whether it was. */
export const one = (fact: FactId, at: number, of: Whose, hits?: boolean): Fact => ({
  ...{ fact, at, queueId: of.queueId, level: of.level, agentId: of.agentId, count: 1 },
  ...(hits !== undefined && { hits: hits ? 1 : 0 }),
});
