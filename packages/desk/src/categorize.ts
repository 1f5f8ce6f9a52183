import { afterCategorize, categoryPath, type Principal } from "@circuito/domain";
import { listCategories } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type Decide, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal, UNCHANGED, wrongState } from "./refusal.ts";

export interface CategorizeInput {
  readonly conversationId: string;
  /** Null: of none. */
  readonly categoryId: string | null;
}

/**
 * Says what it is about. Whoever sees a conversation may; it goes nowhere by that, and its promises
 * stay. What was registered for an area is about something.
 */
export function categorize(
  desk: Desk,
  who: Principal,
  { categoryId, ...input }: CategorizeInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, decideCategory(categoryId));
}

export function decideCategory(categoryId: string | null): Decide {
  return async (before, tx) => {
    if (before.status === "closed") return { kind: "refused", code: "closed" };
    const from = before.category?.words ?? null;
    if (categoryId === null) {
      if (from === null) return UNCHANGED;
      if (before.registration) return wrongState("registered");
      const activity = { kind: "categorized", because: "by-hand", data: { from, to: null } };
      return { after: afterCategorize(before, undefined), activity };
    }
    if (before.category?.id === categoryId) return UNCHANGED;
    const all = await listCategories(tx.client);
    const found = all.find(({ id, isArchived }) => id === categoryId && !isArchived);
    if (!found) return invalid("no-such-category");
    const words = categoryPath(found, all);
    const activity = { kind: "categorized", because: "by-hand", data: { from, to: words } };
    return { after: afterCategorize(before, { words, id: found.id }), activity };
  };
}
