import type { Bus } from "@circuito/bus";
import { type DueKind, dueOfName, isTransient } from "@circuito/store";
import type { RouterLog } from "../log.ts";

/**
 * Looks at subjects of one kind. Has to take them first (`takeDue`), in the transaction in which it
 * acts: a job may be early, stale or a second one, and then there is nothing to take.
 */
export type DueHandler = (ids: readonly string[]) => Promise<void>;
export type DueHandlers = Readonly<Partial<Record<DueKind, DueHandler>>>;

/** Kinds share the jobs; few of them are due at once. */
const JOBS_AT_ONCE = 4;

/** Takes `due` jobs: hands each kind's subjects to whoever knows what their time means. */
export async function startDueWork(dependencies: {
  readonly bus: Pick<Bus, "jobs">;
  readonly handlers: DueHandlers;
  readonly log: RouterLog;
}): Promise<void> {
  const { bus, handlers, log } = dependencies;
  await bus.jobs.work("due", { concurrency: JOBS_AT_ONCE }, async (names) => {
    for (const [kind, ids] of byKind(names)) {
      const handle = handlers[kind];
      if (handle) await tryAll(kind, ids, handle, log);
    }
  });
}

/**
 * One kind's trouble is not another's, nor one subject's its neighbours': what fails together is tried
 * one at a time. What fails alone stays due, and the sweeper brings it again.
 */
async function tryAll(
  kind: DueKind,
  ids: readonly string[],
  handle: DueHandler,
  log: RouterLog,
): Promise<void> {
  try {
    await handle(ids);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.warn("due work failed", { kind, subjects: ids.length, error: message });
    // A database that is not there would fail for each of them.
    if (ids.length === 1 || isTransient(error)) return;
    for (const id of ids) await tryAll(kind, [id], handle, log);
  }
}

function byKind(names: readonly string[]): ReadonlyMap<DueKind, string[]> {
  const groups = new Map<DueKind, string[]>();
  for (const name of names) {
    const due = dueOfName(name);
    if (due) groups.set(due.kind, [...(groups.get(due.kind) ?? []), due.id]);
  }
  return groups;
}
