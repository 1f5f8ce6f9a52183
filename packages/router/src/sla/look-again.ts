import type { Bus } from "@circuito/bus";
import { type LookAgain, nameOfDue } from "@circuito/store";

/** Jobs under way at once; each is a round trip. */
const PLACED_AT_ONCE = 50;

/** Places a job for each time that was set. A lost one costs the sweep's second. */
export async function lookAgain(
  jobs: Pick<Bus["jobs"], "nudgeAt">,
  looks: readonly LookAgain[],
): Promise<void> {
  for (let from = 0; from < looks.length; from += PLACED_AT_ONCE) {
    await Promise.all(
      looks
        .slice(from, from + PLACED_AT_ONCE)
        .map(({ conversationId, at }) =>
          jobs.nudgeAt("due", [nameOfDue({ kind: "sla", id: conversationId })], at),
        ),
    );
  }
}
