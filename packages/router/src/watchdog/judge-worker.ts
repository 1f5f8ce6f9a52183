/** What one look saw. Counts are of this process, since it started. */
export interface WorkerLook {
  /** Rows have waited too long, and were asked for again at this look. */
  readonly rowsWait: boolean;
  readonly jobsPlaced: number;
  readonly jobsTaken: number;
}

export interface Suspicion {
  readonly last: WorkerLook;
  /** Looks in a row at which rows waited, jobs were there, and none was begun. */
  readonly strikes: number;
}

/**
 * Whether this process' worker still takes jobs. Counted in looks, not in time: a process that was
 * frozen, or a machine that slept, has not looked meanwhile and is suspected of nothing. Without jobs
 * put in (their backend is away) nothing is wrong with whoever would take them.
 */
export function judgeWorker(before: Suspicion | undefined, look: WorkerLook): Suspicion {
  if (!before || !look.rowsWait || !before.last.rowsWait) return { last: look, strikes: 0 };
  if (look.jobsTaken > before.last.jobsTaken) return { last: look, strikes: 0 };
  const jobsAreThere = look.jobsPlaced > before.last.jobsPlaced;
  return { last: look, strikes: jobsAreThere ? before.strikes + 1 : 0 };
}
