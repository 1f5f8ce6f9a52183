import {
  afterCategorize,
  type CategoryField,
  categoryPath,
  type DeskConversation,
  type FieldValues,
  type Principal,
  readTypedFields,
} from "@circuito/domain";
import { listCategories } from "@circuito/store";
import type { Desk } from "./desk.ts";
import type { Done } from "./done.ts";
import { type Decide, ownerAct } from "./owner-act.ts";
import { invalid, type Refusal, UNCHANGED, wrongState } from "./refusal.ts";

/** What it is about, and what is known of that. */
export interface Said {
  /** Null: of none. */
  readonly categoryId: string | null;
  /**
   * What the category asks for, all of it as typed, by its keys; absent: as it is, or nothing where the category
   * is another one.
   */
  readonly fields?: FieldValues | undefined;
}

export interface CategorizeInput extends Said {
  readonly conversationId: string;
}

/**
 * Says what it is about. Whoever sees a conversation may; it goes nowhere by that, and its promises
 * stay. What was registered for an area is about something.
 */
export function categorize(
  desk: Desk,
  who: Principal,
  { categoryId, fields, ...input }: CategorizeInput,
): Promise<Done | Refusal> {
  return ownerAct(desk, who, input, decideCategory({ categoryId, fields }));
}

export function decideCategory({ categoryId, fields: typed }: Said): Decide {
  return async (before, tx) => {
    if (before.status === "closed") return { kind: "refused", code: "closed" };
    const from = before.category?.words ?? null;
    if (categoryId === null) {
      if (from === null) return UNCHANGED;
      if (before.registration) return wrongState("registered");
      const activity = { kind: "categorized", because: "by-hand", data: { from, to: null } };
      return { after: afterCategorize(before, undefined), activity };
    }
    const isSame = before.category?.id === categoryId;
    if (isSame && typed === undefined) return UNCHANGED;
    const all = await listCategories(tx.client);
    // What it is about already may be told more of, though nothing new is said to be about it.
    const found = all.find(({ id, isArchived }) => id === categoryId && (isSame || !isArchived));
    if (!found) return invalid("no-such-category");
    const read = readTypedFields(found.fields, typed ?? {});
    if ("mistake" in read) {
      const { because, key } = read.mistake;
      return { kind: "refused", code: "invalid", because, field: key };
    }
    // What it no more asks for was told all the same.
    const kept = isSame ? noMoreAsked(found.fields, knownFields(before)) : {};
    const told = toldFields(found.fields, isSame ? knownFields(before) : {}, read.values);
    if (isSame && told.length === 0) return UNCHANGED;
    const words = isSame && from !== null ? from : categoryPath(found, all);
    const data = { from, to: words, ...(told.length > 0 ? { fields: told } : {}) };
    return {
      after: afterCategorize(before, { words, id: found.id, fields: { ...kept, ...read.values } }),
      activity: { kind: "categorized", because: "by-hand", data },
    };
  };
}

/** What its category asked for, as far as it is known. */
export function knownFields({ registration, category }: DeskConversation): FieldValues {
  return registration?.fields ?? category?.fields ?? {};
}

function noMoreAsked(fields: readonly CategoryField[], known: FieldValues): FieldValues {
  const keys = new Set(fields.map(({ key }) => key));
  return Object.fromEntries(Object.entries(known).filter(([key]) => !keys.has(key)));
}

/** Names of the fields that say something else now: what they say stands on the conversation. */
function toldFields(
  fields: readonly CategoryField[],
  before: FieldValues,
  after: FieldValues,
): readonly string[] {
  return fields.filter(({ key }) => before[key] !== after[key]).map(({ label }) => label);
}
