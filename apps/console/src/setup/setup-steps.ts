import type { SetupFacts } from "@circuito/protocol";

/** From nothing to the first answer, in the order in which it is done. */
export const SETUP_STEPS = ["channel", "queue", "people", "hours", "answered"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** Where each is done. */
export const SETUP_PLACES = {
  channel: "/settings/channels",
  queue: "/settings/queues",
  people: "/settings/people",
  hours: "/settings/hours",
  answered: "/inbox",
} as const satisfies Record<SetupStep, string>;

/** What may be left for later without anybody waiting for it. */
const OPTIONAL: ReadonlySet<SetupStep> = new Set(["hours"]);

export interface SetupProgress {
  readonly done: number;
  readonly of: number;
  /** What comes next; `undefined` once a customer was answered: whatever is missing then is a choice. */
  readonly next: SetupStep | undefined;
}

export function setupProgress(facts: SetupFacts): SetupProgress {
  const missing = SETUP_STEPS.filter((step) => !facts[step]);
  return {
    done: SETUP_STEPS.length - missing.length,
    of: SETUP_STEPS.length,
    next: facts.answered ? undefined : missing.find((step) => !OPTIONAL.has(step)),
  };
}
