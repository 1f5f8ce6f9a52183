import type { Bus } from "@circuito/bus";
import type { NewId } from "@circuito/domain";
import type { Database } from "@circuito/store";
import { actOnPromises } from "../sla/act-on-promises.ts";
import { acceptOverdue } from "./accept-overdue.ts";
import type { DueHandlers } from "./due-work.ts";
import { endTalks } from "./end-talks.ts";
import { judgeLinks } from "./judge-links.ts";
import { offerTimeOuts } from "./offer-time-outs.ts";
import { planSteps } from "./plan-steps.ts";

/** What handlers act with. */
export interface DueDependencies {
  readonly database: Database;
  readonly bus: Pick<Bus, "jobs" | "wake">;
  readonly newId: NewId;
  /** Ms since epoch. */
  readonly now: () => number;
}

/**
 * The one list of what the machine does when a time comes, a file a kind. What a person said, to be
 * said later, is the desk's (`releaseHeldReplies`, `releaseDirectedNotices`), and what the house asks is, too (`releaseAsks`).
 */
export function dueHandlers(
  dependencies: DueDependencies,
): Required<Omit<DueHandlers, "held-reply" | "directed-notice" | "ask">> {
  return {
    "hand-over": acceptOverdue(dependencies),
    link: judgeLinks(dependencies),
    offer: offerTimeOuts(dependencies),
    "plan-step": planSteps(dependencies),
    sla: actOnPromises(dependencies),
    attendant: endTalks(dependencies),
  };
}
