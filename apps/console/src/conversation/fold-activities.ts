import type { ThreadItem } from "./thread-items.ts";

/** More lines of the story than this in a row are one, until somebody wants to see them. */
const LINES_IN_A_ROW_MAX = 3;

/**
 * Folds long runs of story lines. A run has the key of its first line, so that it stays what it is while
 * it grows.
 * @param unfolded keys of runs that somebody opened
 */
export function foldActivities(
  items: readonly ThreadItem[],
  unfolded: ReadonlySet<string>,
): readonly ThreadItem[] {
  const folded: ThreadItem[] = [];
  for (let at = 0; at < items.length; ) {
    const run = runOf(items, at);
    const [first] = run;
    if (run.length <= LINES_IN_A_ROW_MAX || first === undefined) {
      const item = items[at];
      if (item !== undefined) folded.push(item);
      at += 1;
      continue;
    }
    const key = `run:${first.id}`;
    const isUnfolded = unfolded.has(key);
    folded.push({ kind: "activities", key, activities: run, isUnfolded });
    if (isUnfolded) folded.push(...items.slice(at, at + run.length));
    at += run.length;
  }
  return folded;
}

function runOf(items: readonly ThreadItem[], from: number) {
  const run = [];
  for (let at = from; ; at += 1) {
    const item = items[at];
    if (item?.kind !== "activity") return run;
    run.push(item.activity);
  }
}
