import type { BulkAct, ConversationView } from "@circuito/protocol";
import { priorityNameOf } from "@circuito/protocol/list-text";

/**
 * What takes an act back, from what the conversation was before and is after it; `null` if nothing
 * changed.
 * @param note what the story says of a hand-over that is taken back
 */
export function inverseAct(
  act: BulkAct,
  before: ConversationView,
  after: ConversationView,
  note: string,
): BulkAct | null {
  switch (act.kind) {
    case "assign":
    case "transfer":
      return { kind: "take-back", note, epoch: after.epoch };
    case "label": {
      const add = before.tags.filter((tag) => !after.tags.includes(tag));
      const remove = after.tags.filter((tag) => !before.tags.includes(tag));
      return add.length + remove.length === 0 ? null : { kind: "label", add, remove };
    }
    case "categorize":
      // What was said in free words has no id to go back to.
      return (before.categoryId === after.categoryId && isSameFields(before, after)) ||
        (before.category !== null && before.categoryId === null)
        ? null
        : {
            kind: "categorize",
            categoryId: before.categoryId,
            ...(before.categoryId === null ? {} : { fields: before.categoryFields ?? {} }),
          };
    case "prioritize":
      return after.priority === before.priority
        ? null
        : { kind: "prioritize", priority: priorityNameOf(before.priority) };
    case "resolve":
    case "snooze":
      return before.snoozedUntil !== null && act.kind === "snooze"
        ? { kind: "snooze", until: before.snoozedUntil, epoch: after.epoch }
        : { kind: "reopen" };
    case "reopen":
    case "take-back":
      return null;
  }
}

function isSameFields(
  { categoryFields: before }: ConversationView,
  { categoryFields: after }: ConversationView,
): boolean {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...keys].every((key) => before?.[key] === after?.[key]);
}
