import type { AgentId, ConversationId } from "../ids.ts";
import type { Look } from "./look.ts";

/** A stretch of a person's time that went to one conversation; `to` is not in it. Ms since epoch. */
export interface Spent {
  readonly agentId: AgentId;
  readonly conversationId: ConversationId;
  readonly from: number;
  readonly to: number;
}

/**
 * Where one person's time went: nobody is in two places, so that of windows that are open at once, on
 * whatever devices, the one turned to last has the time. What is spent is all that was looked at, and
 * no moment of it twice; in which order looks come makes no difference.
 * @param looks of one person
 */
export function spendLooks(looks: readonly Look[]): readonly Spent[] {
  const spent: Spent[] = [];
  /** Begun and perhaps not over, the last begun on top. */
  const open: Look[] = [];
  let now = Number.NEGATIVE_INFINITY;
  const goOn = (until: number): void => {
    for (let top = open.at(-1); top && now < until; top = open.at(-1)) {
      const to = Math.min(top.endedAt, until);
      if (to > now) {
        const { agentId, conversationId } = top;
        spent.push({ agentId, conversationId, from: now, to });
        now = to;
      }
      if (top.endedAt <= now) open.pop();
    }
    now = until;
  };
  for (const look of looks.toSorted(byBeginning)) {
    goOn(look.beganAt);
    open.push(look);
  }
  goOn(Number.POSITIVE_INFINITY);
  return spent;
}

const byBeginning = (a: Look, b: Look): number =>
  a.beganAt - b.beganAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
