import type { ConversationStatus, Level } from "../conversation.ts";
import type { AgentId, QueueId } from "../ids.ts";
import { TELLING_KINDS } from "./read-story.ts";
import type { SlaAction, SlaTerms } from "./sla-policy.ts";
import type { Telling } from "./tellings.ts";

/** What an action may change. */
export interface ActedOn {
  readonly status: ConversationStatus;
  readonly priority: number;
  readonly queueId: QueueId | undefined;
  readonly level: Level;
  readonly assigneeId: AgentId | undefined;
}

/** A line to be added to the story. */
export interface TellingLine {
  readonly kind: string;
  readonly because: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Acted {
  readonly after: ActedOn;
  /** Its owner let go of it, and it waits elsewhere. */
  readonly isMoved: boolean;
  readonly lines: readonly TellingLine[];
}

/** Raised again and again, a priority still leaves room for what people say themselves. */
const PRIORITY_MAX = 9;

/**
 * What moments of promises make of a conversation: each a line with what was done, in their order.
 * @param levelOf `undefined`: there is no such queue any more
 */
export function actOnTellings(
  before: ActedOn,
  tellings: readonly Telling[],
  terms: SlaTerms,
  levelOf: (queue: QueueId) => Level | undefined,
): Acted {
  let after = before;
  let isMoved = false;
  const lines: TellingLine[] = [];
  for (const telling of tellings) {
    const done: string[] = [];
    let movedFrom: ActedOn | undefined;
    for (const action of telling.actions) {
      switch (action.kind) {
        case "raise-priority": {
          const priority = Math.min(PRIORITY_MAX, after.priority + action.by);
          // A rule or a plan may have put it higher.
          if (priority <= after.priority) break;
          after = { ...after, priority };
          done.push("raise-priority");
          break;
        }
        case "notify":
          done.push(`notify-${action.whom}`);
          break;
        case "move": {
          const level = levelOf(action.queueId);
          if (level === undefined || action.queueId === after.queueId) break;
          movedFrom = after;
          after = {
            ...after,
            status: "open",
            queueId: action.queueId,
            level,
            assigneeId: undefined,
          };
          isMoved = true;
          done.push("move");
          break;
        }
      }
    }
    lines.push(lineOf(telling, terms, done, after));
    if (movedFrom) lines.push(moveLine(telling, movedFrom, after));
  }
  return { after, isMoved, lines };
}

function lineOf(
  telling: Telling,
  terms: SlaTerms,
  done: readonly string[],
  after: ActedOn,
): TellingLine {
  const { measure, startedAt, moment, standing, at } = telling;
  const { target, moments } = standing;
  return {
    kind: TELLING_KINDS[moment],
    because: measure,
    data: {
      measure,
      startedAt: new Date(startedAt).toISOString(),
      cameAt: new Date(at).toISOString(),
      ...(moments.breach !== undefined && { dueAt: new Date(moments.breach).toISOString() }),
      withinMs: target?.withinMs,
      policy: terms.policyName,
      did: done,
      ...(done.includes("raise-priority") && { priority: after.priority }),
    },
  };
}

function moveLine({ measure, moment }: Telling, from: ActedOn, to: ActedOn): TellingLine {
  return {
    kind: "moved",
    because: TELLING_KINDS[moment],
    data: {
      measure,
      fromQueueId: from.queueId ?? null,
      toQueueId: to.queueId ?? null,
      fromAgentId: from.assigneeId ?? null,
    },
  };
}

/** The queues that a policy's actions move to: they have to be there. */
export function queuesNamed(rules: readonly { readonly action: SlaAction }[]): readonly QueueId[] {
  return rules.flatMap(({ action }) => (action.kind === "move" ? [action.queueId] : []));
}
