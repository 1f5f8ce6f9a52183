import { type ShouldBlockFn, useBlocker } from "@tanstack/react-router";
import { LeaveQuestion } from "./leave-question.tsx";
import { type Unsaved, useUnsavedNow } from "./unsaved.ts";

/** Another part of the same page is no leaving. */
const isElsewhere: ShouldBlockFn = ({ current, next }) => current.pathname !== next.pathname;

/** Whoever leaves an editor with something not saved says what becomes of it: saved, gone, or they stay. */
export function LeaveGuard() {
  const editors = useUnsavedNow((now) => now.editors);
  const leaving = useBlocker({
    shouldBlockFn: isElsewhere,
    disabled: editors.length === 0,
    withResolver: true,
  });
  if (leaving.status !== "blocked") return null;
  return (
    <LeaveQuestion
      onStay={leaving.reset}
      onDiscard={() => {
        for (const { discard } of editors) discard();
        leaving.proceed();
      }}
      onSave={async () => {
        if (await saveAll()) leaving.proceed();
        else leaving.reset();
      }}
    />
  );
}

/**
 * The newest first: what a dialog keeps may be for the page below it to save.
 * @returns whether all of them are kept; the first that is not says why
 */
async function saveAll(): Promise<boolean> {
  const saved = new Set<Unsaved>();
  for (;;) {
    const next = useUnsavedNow.getState().editors.findLast((one) => !saved.has(one));
    if (next === undefined) return true;
    if (!(await next.save())) return false;
    saved.add(next);
    // What it made of the page is drawn, and held there, by then.
    await new Promise(requestAnimationFrame);
  }
}
