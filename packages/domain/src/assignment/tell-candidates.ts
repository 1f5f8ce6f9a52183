import type { AgentChoice, Candidate } from "./choose-agent.ts";

/** A line of the story is for people to read; of a large queue the rest is told in figures. */
export const CANDIDATES_TOLD_MAX = 50;

/** Who was considered and why not, whoever was chosen first; the rest counted by reason. */
export interface ToldCandidates {
  readonly candidates: readonly Candidate[];
  readonly others?: Readonly<Record<string, number>>;
}

export function tellCandidates(choice: AgentChoice): ToldCandidates {
  const { candidates } = choice;
  if (candidates.length <= CANDIDATES_TOLD_MAX) return { candidates };
  const isChosen = ({ agentId }: Candidate) =>
    choice.kind === "agent" && agentId === choice.agentId;
  const inOrder = [
    ...candidates.filter(isChosen),
    ...candidates.filter((candidate) => !isChosen(candidate)),
  ];
  const others: Record<string, number> = {};
  for (const { because } of inOrder.slice(CANDIDATES_TOLD_MAX)) {
    others[because] = (others[because] ?? 0) + 1;
  }
  return { candidates: inOrder.slice(0, CANDIDATES_TOLD_MAX), others };
}
