import type { Bus } from "@circuito/bus";
import { assignWorkOf, type NewId } from "@circuito/domain";
import { type Database, nameOfDue } from "@circuito/store";
import type { Served } from "./save-round.ts";
import { serveAgent } from "./serve-agent.ts";
import { serveQueue } from "./serve-queue.ts";

/** Queues and agents served at once by one process. */
const ROUNDS_AT_ONCE = 4;
/** Rounds of one subject in one job: whatever is left the next job or the sweeper brings. */
const ROUNDS_MAX = 100;

/** Takes `assign` jobs: gives the heads of queues to whoever may have them, with the reason. */
export async function startAssigner(dependencies: {
  readonly database: Database;
  readonly bus: Bus;
  readonly newId: NewId;
  readonly now: () => number;
}): Promise<void> {
  const { bus, now } = dependencies;

  function serve(name: string): Promise<Served> {
    const work = assignWorkOf(name);
    return work.kind === "queue"
      ? serveQueue(dependencies, work.queueId, now())
      : serveAgent(dependencies, work.agentId, now());
  }

  async function serveUntilDone(name: string): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const { given, offered, dues, more } = await serve(name);
      if (given + offered > 0) bus.wake.publish("outbox");
      for (const due of dues) void bus.jobs.nudgeAt("due", [nameOfDue(due)], due.at);
      if (!more) return;
    }
  }

  await bus.jobs.work("assign", { concurrency: ROUNDS_AT_ONCE }, async (names) => {
    let failure: unknown;
    for (const name of names) {
      // One queue's trouble is not another's: the job fails when all were looked at.
      await serveUntilDone(name).catch((error: unknown) => {
        failure ??= error;
      });
    }
    if (failure !== undefined) throw failure;
  });
}
