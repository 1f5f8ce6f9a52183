import type { DeskConversation } from "./desk-conversation.ts";

/** A chip that still fits beside others. */
export const CONVERSATION_LABEL_LENGTH_MAX = 40;
/** More than this on one conversation tells nobody anything. */
export const LABELS_MAX = 20;

export interface LabelChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export type Labelled =
  | {
      readonly kind: "labelled";
      readonly after: DeskConversation;
      /** What was really added and removed: taking it back is the same the other way round. */
      readonly change: LabelChange;
    }
  | { readonly kind: "refused"; readonly because: "too-many-labels" };

/**
 * Labels put on and taken off. What differs in case only is one label, and is kept as it was first
 * written: "Boleto" and "boleto" never stand side by side.
 */
export function afterLabels(conversation: DeskConversation, asked: LabelChange): Labelled {
  const held = conversation.tags;
  const unwanted = new Set(asked.remove.map(keyOf));
  const removed = held.filter((label) => unwanted.has(keyOf(label)));
  const kept = held.filter((label) => !unwanted.has(keyOf(label)));
  const known = new Set(kept.map(keyOf));
  const added: string[] = [];
  for (const label of asked.add.map(tidy)) {
    if (label === "" || known.has(keyOf(label))) continue;
    known.add(keyOf(label));
    added.push(label);
  }
  const tags = [...kept, ...added];
  if (tags.length > LABELS_MAX && added.length > 0) {
    return { kind: "refused", because: "too-many-labels" };
  }
  return {
    kind: "labelled",
    after: { ...conversation, tags },
    change: { add: added, remove: removed },
  };
}

const tidy = (label: string) => label.trim().replace(/\s+/gu, " ");
const keyOf = (label: string) => tidy(label).toLocaleLowerCase();
