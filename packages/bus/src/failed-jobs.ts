import type { Queue } from "bullmq";
import { JOB_KINDS, type JobKind, type Nudge } from "./job-kinds.ts";

/** A job that was given up after its attempts. What it was to look at is looked at all the same. */
export interface FailedJob {
  readonly kind: JobKind;
  readonly id: string;
  readonly attempts: number;
  /** An error's words; a handler's errors name no customer and quote no message. */
  readonly error: string;
  /** How many things it was to look at. */
  readonly subjects: number;
  /** Ms since epoch. */
  readonly failedAt: number | undefined;
}

/** What people may look at and put back: at most as many of a kind as the nudger keeps. */
export interface FailedJobs {
  list(): Promise<readonly FailedJob[]>;
  retry(kind: JobKind, id: string): Promise<"retried" | "not-found">;
  remove(kind: JobKind, id: string): Promise<"removed" | "not-found">;
}

/** Of each kind, the newest. */
const LISTED_MAX = 50;
/** An error may bring a page along; people read its beginning. */
const ERROR_LENGTH_MAX = 500;

export function createFailedJobs(queues: ReadonlyMap<JobKind, Queue>): FailedJobs {
  async function find(kind: JobKind, id: string) {
    const job = await queues.get(kind)?.getJob(id);
    return job && (await job.isFailed()) ? job : undefined;
  }
  return {
    async list() {
      const found = await Promise.all(
        JOB_KINDS.map(async (kind) => {
          const jobs = await queues.get(kind)?.getFailed(0, LISTED_MAX - 1);
          // One that was removed while the list was read leaves a hole.
          return (jobs ?? []).filter(Boolean).map(
            (job): FailedJob => ({
              kind,
              id: job.id ?? "",
              attempts: job.attemptsMade,
              error: (job.failedReason ?? "").slice(0, ERROR_LENGTH_MAX),
              subjects: (job.data as Partial<Nudge>).ids?.length ?? 0,
              failedAt: job.finishedOn,
            }),
          );
        }),
      );
      return found.flat().sort((a, b) => (b.failedAt ?? 0) - (a.failedAt ?? 0));
    },
    async retry(kind, id) {
      const job = await find(kind, id);
      if (!job) return "not-found";
      await job.retry("failed");
      return "retried";
    },
    async remove(kind, id) {
      const job = await find(kind, id);
      if (!job) return "not-found";
      await job.remove();
      return "removed";
    },
  };
}
