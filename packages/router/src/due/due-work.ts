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
  const failed = await failureOf(handle, ids);
  if (failed === undefined) return;
  // A database that is not there would fail for each of them.
  const isWhole = ids.length === 1 || isTransient(failed);
  const failures = isWhole ? [failed] : await eachAlone(handle, ids);
  const [error] = failures;
  if (error === undefined) return;
  const subjects = isWhole ? ids.length : failures.length;
  log.warn("due work failed", { kind, subjects, error: error.message });
}

async function eachAlone(handle: DueHandler, ids: readonly string[]): Promise<readonly Error[]> {
  const failures: Error[] = [];
  for (const id of ids) {
    const failure = await failureOf(handle, [id]);
    if (failure) failures.push(failure);
  }
  return failures;
}

function failureOf(handle: DueHandler, ids: readonly string[]): Promise<Error | undefined> {
  return handle(ids).then(
    () => undefined,
    (error: Error) => error,
  );
}

function byKind(names: readonly string[]): ReadonlyMap<DueKind, string[]> {
  const groups = new Map<DueKind, string[]>();
  for (const name of names) {
    const due = dueOfName(name);
    if (due) groups.set(due.kind, [...(groups.get(due.kind) ?? []), due.id]);
  }
  return groups;
}
