import type { CircuitMark } from "../figures/fact.ts";
import { type Ending, type Step, stoodAt } from "../figures/track.ts";
import type { AgentId } from "../ids.ts";
import type { Place } from "../sla/story.ts";

/** The seven steps of the circuit (design §2), in their order. */
export const STAGES = [
  "request",
  "understanding",
  "first-attempt",
  "specialisation",
  "confirmation",
  "survey",
  "knowledge",
] as const;
export type Stage = (typeof STAGES)[number];

/** A stage that a conversation reached, and where. */
export interface ReachedStage extends Place {
  readonly stage: Stage;
  readonly at: number;
  /** When it went on, or was over; absent: it has not yet, or nothing follows. */
  readonly leftAt?: number;
  readonly agentId: AgentId | undefined;
}

/**
 * The stages that a conversation reached: derived from what happened, never set by hand. Each is
 * entered once, however often a conversation comes back to it. The first four end when the next of
 * them begins, or when it is over for the last time; a question to the customer ends with their answer.
 */
export function stagesOf(
  track: readonly Step[],
  endings: readonly Ending[],
  marks: readonly CircuitMark[],
): readonly ReachedStage[] {
  const work = workStages(track);
  const last = endings.at(-1);
  const overAt = last && last.reopenedAt === undefined ? last.at : undefined;
  const worked = work.map((stage, n): ReachedStage => {
    const leftAt = work[n + 1]?.at ?? overAt;
    return leftAt === undefined ? stage : { ...stage, leftAt: Math.max(leftAt, stage.at) };
  });
  return [
    ...worked,
    ...asked("confirmation", "confirmation-asked", CONFIRMATION_ENDS, track, marks),
    ...asked("survey", "survey-sent", SURVEY_ENDS, track, marks),
    ...asked("knowledge", "article-drafted", [], track, marks),
  ];
}

const CONFIRMATION_ENDS = ["confirmation-answered", "confirmation-lapsed"];
const SURVEY_ENDS = ["survey-answered"];

/** Where it is now; the last stage reached in the circuit's order. */
export function currentStage(reached: readonly ReachedStage[]): Stage | undefined {
  return STAGES.findLast((stage) => reached.some((one) => one.stage === stage));
}

/** The stages of people's work, by time; of one instant, in the circuit's order. */
function workStages(track: readonly Step[]): readonly ReachedStage[] {
  const begin = (stage: Stage, step: Step | undefined): ReachedStage[] =>
    step
      ? [
          {
            stage,
            at: step.event.at,
            ...step.place,
            agentId:
              step.event.kind === "human-replied"
                ? (step.event.agentId ?? step.ownerId)
                : step.ownerId,
          },
        ]
      : [];
  const isTaken = ({ event: { kind }, ownerId }: Step) =>
    kind === "owned" || kind === "human-replied" || (kind === "hop" && ownerId !== undefined);
  return [
    ...begin("request", track[0]),
    ...begin("understanding", track.find(isTaken)),
    ...begin(
      "first-attempt",
      track.find(({ event, place }) => event.kind === "human-replied" && place.level === 1),
    ),
    ...begin(
      "specialisation",
      track.find(({ place }) => place.level > 1),
    ),
  ].sort((a, b) => a.at - b.at || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}

function asked(
  stage: Stage,
  by: string,
  ends: readonly string[],
  track: readonly Step[],
  marks: readonly CircuitMark[],
): readonly ReachedStage[] {
  const first = marks.find(({ kind }) => kind === by);
  const stood = first && stoodAt(track, first.at);
  if (!first || !stood) return [];
  const end = marks.find(
    ({ kind, askId, at }) => ends.includes(kind) && askId === first.askId && at >= first.at,
  );
  const { place, ownerId: agentId } = stood;
  return [{ stage, at: first.at, ...place, agentId, ...(end && { leftAt: end.at }) }];
}
