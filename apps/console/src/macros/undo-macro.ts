import type { BulkAct, ConversationView } from "@circuito/protocol";
import { inverseAct } from "../verbs/many/inverse-act.ts";
import type { MacroAct } from "./macro-form.ts";

/** What takes a macro back, and whether something of it stays. */
export interface MacroUndo {
  readonly back: readonly BulkAct[];
  /** A note was written: colleagues have read it, and it is not unwritten. */
  readonly noteStays: boolean;
}

/**
 * Each act's own way back, from what the conversation was before and is after the whole macro.
 * @param note what the story says of a hand-over that is taken back
 */
export function undoMacro(
  acts: readonly MacroAct[],
  before: ConversationView,
  after: ConversationView,
  note: string,
): MacroUndo {
  const back = acts.flatMap((act) => {
    const done = bulkActOf(act, after);
    const inverse = done && inverseAct(done, before, after, note);
    return inverse ? [inverse] : [];
  });
  return { back, noteStays: acts.some(({ kind }) => kind === "note") };
}

/** The act as it would be done to many; `null`: it is not. */
function bulkActOf(act: MacroAct, { epoch, snoozedUntil }: ConversationView): BulkAct | null {
  switch (act.kind) {
    case "note":
      return null;
    case "snooze":
      return { kind: "snooze", until: snoozedUntil ?? "", epoch };
    case "transfer":
    case "resolve":
      return { ...act, epoch };
    case "label":
    case "prioritize":
    case "categorize":
      return act;
  }
}
