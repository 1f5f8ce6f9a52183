import { asId, type QueueId } from "../ids.ts";
import type { AnsweringHours } from "./answering-hours.ts";
import {
  type AttendantStep,
  answerAttendant,
  expireAttendant,
  type Saying,
  startAttendant,
} from "./attend.ts";
import type { AttendantFlow } from "./attendant-flow.ts";
import type { Answer } from "./match-answer.ts";

/** What a customer does in a rehearsal: writes, presses, or waits until no answer is awaited any more. */
export type RehearsedTurn = Answer | { readonly kind: "silence" };

export interface Rehearsed {
  readonly turn: RehearsedTurn;
  readonly step: Pick<AttendantStep, "kind" | "because">;
  readonly said: Saying | undefined;
  readonly menuAnswer?: readonly string[] | undefined;
}

/** Time enough to read a menu: nobody is taken for a machine in a rehearsal. */
const TURN_MS = 60_000;

/**
 * A talk with a flow that need not be saved, by the same functions as the live one. Ends where people
 * take over, and leaves the turns after it out. Pure.
 */
export function rehearseAttendant(
  flow: AttendantFlow,
  turns: readonly RehearsedTurn[],
  facts: {
    readonly now: number;
    readonly hours: AnsweringHours;
    readonly locale: string | undefined;
    readonly tellsProtocol: boolean;
    readonly protocol: string;
  },
): readonly Rehearsed[] {
  const attendant = { version: 0, flow };
  const rehearsed: Rehearsed[] = [];
  let step: AttendantStep | undefined;
  for (const [index, turn] of turns.entries()) {
    const now = facts.now + index * TURN_MS;
    const heard = "kind" in turn ? undefined : { ...turn, receivedAt: now };
    const state: AttendantStep["state"] | undefined = step?.state;
    if (!step) {
      if (!heard) continue;
      const first = {
        ...facts,
        now,
        to: undefined,
        queueId: asId<QueueId>("rehearsal"),
        signs: undefined,
      };
      step = startAttendant(attendant, heard, first);
    } else if (state?.talk) {
      const talking = { ...state, talk: state.talk };
      step = heard
        ? answerAttendant(attendant, talking, heard, { ...facts, now })
        : expireAttendant(attendant, talking);
    }
    rehearsed.push({
      turn,
      step: { kind: step.kind, because: step.because },
      said: step.kind === "listened" ? undefined : step.said,
      ...(step.kind === "handed-over" && { menuAnswer: step.menuAnswer }),
    });
    if (step.kind === "handed-over") return rehearsed;
  }
  return rehearsed;
}
