/** How pressing a conversation is, as people choose and read it. Inside it is a number that rules add to. */
export const PRIORITY_NAMES = ["low", "normal", "high", "urgent"] as const;
export type PriorityName = (typeof PRIORITY_NAMES)[number];

/**
 * A name is three steps of ageing wide: who waits half an hour longer overtakes the next higher name,
 * so that a low priority is served late and never not at all (queue order, rules §8.2).
 */
const PRIORITY_STEP = 3;
const PRIORITIES: Readonly<Record<PriorityName, number>> = {
  low: -PRIORITY_STEP,
  normal: 0,
  high: PRIORITY_STEP,
  urgent: 2 * PRIORITY_STEP,
};

export function priorityOf(name: PriorityName): number {
  return PRIORITIES[name];
}

/** What a number is called that rules, plans or promises came to. */
export function priorityNameOf(priority: number): PriorityName {
  if (priority < PRIORITIES.normal) return "low";
  if (priority < PRIORITIES.high) return "normal";
  return priority < PRIORITIES.urgent ? "high" : "urgent";
}

/** One name higher, and high at least; above urgent nothing is. */
export function raisedPriority(priority: number): number {
  const raised = Math.max(PRIORITIES.high, priority + PRIORITY_STEP);
  return Math.max(priority, Math.min(raised, PRIORITIES.urgent));
}
