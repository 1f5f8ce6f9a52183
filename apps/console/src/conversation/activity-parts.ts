import { part, prefetch } from "../shell/part.ts";

/* Lines of the story, with a word for every kind of move: not waited for by the first paint. */
const loadLine = () => import("./activity-line.tsx");
const loadRun = () => import("./activity-run.tsx");

export const ActivityLine = part(async () => ({ default: (await loadLine()).ActivityLine }));
export const ActivityRun = part(async () => ({ default: (await loadRun()).ActivityRun }));

/** Called when the first screen stands. */
export function fetchActivityParts(): void {
  prefetch(loadLine, loadRun);
}
