import type { FailedJob, FailedJobs } from "@circuito/bus";

/** Jobs that were given up, without a backend: what is retried or removed is there no more. */
export function memoryJobs(jobs: Map<string, FailedJob>): FailedJobs {
  const take = (kind: string, id: string) => jobs.get(id)?.kind === kind && jobs.delete(id);
  return {
    list: async () => [...jobs.values()],
    retry: async (kind, id) => (take(kind, id) ? "retried" : "not-found"),
    remove: async (kind, id) => (take(kind, id) ? "removed" : "not-found"),
  };
}
