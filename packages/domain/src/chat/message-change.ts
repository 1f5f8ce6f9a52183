/** What somebody did to a message after it was sent. */
export type MessageChange =
  | { readonly kind: "edited"; readonly text: string }
  /** Taken back. We mark it and keep the words: providers report it falsely, too (F75). */
  | { readonly kind: "revoked" }
  /** The newest of its author counts; `undefined` takes it back. */
  | { readonly kind: "reaction"; readonly emoji: string | undefined };

export type ChangeAuthor = "customer" | "us";

/** All that was done to a message, as it is kept beside it. */
export interface MessageChanges {
  readonly reactions?: readonly Reaction[];
  /** Its former words, oldest first. */
  readonly earlier?: readonly { readonly text: string; readonly until: number }[];
  /** When its words became what they are: an edit of before that comes late changes nothing. */
  readonly editedAt?: number;
  readonly revoked?: { readonly by: ChangeAuthor; readonly at: number };
}

export interface Reaction {
  readonly by: ChangeAuthor;
  /** Absent once it was taken back: what is older than that must not bring it back. */
  readonly emoji?: string;
  readonly at: number;
}

/** What a message is after a change; the same change once more changes nothing. */
export function afterChange(
  message: { readonly text: string; readonly changes: MessageChanges },
  change: MessageChange,
  by: ChangeAuthor,
  at: number,
): { readonly text: string; readonly changes: MessageChanges } {
  const { text, changes } = message;
  switch (change.kind) {
    case "edited":
      if (change.text === text || at < (changes.editedAt ?? 0)) return message;
      return {
        text: change.text,
        changes: {
          ...changes,
          earlier: [...(changes.earlier ?? []), { text, until: at }],
          editedAt: at,
        },
      };
    case "revoked":
      return changes.revoked ? message : { text, changes: { ...changes, revoked: { by, at } } };
    case "reaction": {
      const before = changes.reactions ?? [];
      const own = before.find((reaction) => reaction.by === by);
      if (own && own.emoji === change.emoji) return message;
      // A reaction that was overtaken by a newer one of the same author, or taken back since.
      if (own && own.at > at) return message;
      const others = before.filter((reaction) => reaction.by !== by);
      const now = { by, at, ...(change.emoji !== undefined && { emoji: change.emoji }) };
      return { text, changes: { ...changes, reactions: [...others, now] } };
    }
  }
}
