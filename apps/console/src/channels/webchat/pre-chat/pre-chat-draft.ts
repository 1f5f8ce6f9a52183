import {
  mistakesInPreChat,
  PRE_CHAT_ADDED_KINDS,
  PRE_CHAT_KINDS,
  type PreChat,
  type PreChatKind,
  type PreChatMistake,
} from "@circuito/protocol/pre-chat-text";
import {
  type DraftOption,
  isWritten,
  NO_WORDS,
  type Words,
  wordsOf,
  writtenIn,
} from "../../form/form-draft.ts";
import type { Settings } from "../../inbox-page/mistakes.ts";

export const isAdded = (kind: PreChatKind): boolean =>
  PRE_CHAT_ADDED_KINDS.some((one) => one === kind);

export interface PreChatDraftField {
  /** Lasting: rules know an answer by it. */
  readonly key: string;
  readonly kind: PreChatKind;
  readonly required: boolean;
  readonly label: Words;
  readonly hint: Words;
  readonly options: readonly DraftOption[];
  /** By the option's id. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What is asked before a chat, as an admin edits it. */
export interface PreChatDraft {
  readonly skippable: boolean;
  readonly title: Words;
  readonly fields: readonly PreChatDraftField[];
}

export function preChatDraftOf({ preChat }: Settings): PreChatDraft {
  const { skippable, title, fields } = recordOf(preChat);
  return {
    skippable: skippable !== false,
    title: wordsOf(title),
    fields: Array.isArray(fields) ? fields.flatMap(fieldOf) : [],
  };
}

function fieldOf(value: unknown): readonly PreChatDraftField[] {
  const { key, kind, required, label, hint, options } = recordOf(value);
  const known = PRE_CHAT_KINDS.find((one) => one === kind);
  if (known === undefined || typeof key !== "string") return [];
  const read = (Array.isArray(options) ? options : []).map(recordOf).flatMap((one) => {
    const { id, tag } = one;
    const tagged = typeof tag === "string" ? tag : "";
    return typeof id === "string" ? [{ id, label: wordsOf(one.label), tag: tagged }] : [];
  });
  return [
    {
      key,
      kind: known,
      required: required === true,
      label: wordsOf(label),
      hint: wordsOf(hint),
      options: read.map((one) => ({ id: one.id, label: one.label })),
      tags: Object.fromEntries(read.map(({ id, tag }) => [id, tag])),
    },
  ];
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** As it is saved, and as the preview shows it. */
export function preChatOf({ skippable, title, fields }: PreChatDraft): PreChat {
  return {
    skippable,
    ...(isWritten(title) && { title: writtenIn(title) }),
    fields: fields.map(({ key, kind, required, label, hint, options, tags }) => ({
      ...{ key, kind, required },
      ...(isWritten(label) && { label: writtenIn(label) }),
      ...(isWritten(hint) && { hint: writtenIn(hint) }),
      ...(kind === "choice" && {
        options: options
          .filter((one) => one.label["pt-BR"].trim() !== "")
          .map((one) => {
            const tag = tags[one.id]?.trim();
            return { id: one.id, label: writtenIn(one.label), ...(tag && { tag }) };
          }),
      }),
    })),
  };
}

/** What the form does not show stays as it was; without fields nothing is asked. */
export function preChatSettingsOf(draft: PreChatDraft, before: Settings): Settings {
  const { preChat: _, ...others } = before;
  return draft.fields.length === 0 ? others : { ...others, preChat: preChatOf(draft) };
}

/** What the server would refuse, by the field's key. */
export function mistakesInDraft(draft: PreChatDraft): Readonly<Record<string, PreChatMistake>> {
  const found = mistakesInPreChat(preChatOf(draft));
  return Object.fromEntries(
    found.flatMap(({ at, because }) => {
      const field = draft.fields[at];
      return field ? [[field.key, because]] : [];
    }),
  );
}

/** The kinds that may still be added. */
export const addableKinds = ({ fields }: PreChatDraft): readonly PreChatKind[] =>
  PRE_CHAT_KINDS.filter((kind) => isAdded(kind) || fields.every((one) => one.kind !== kind));

/** Keys of added fields are never given twice, so that rules keep their meaning. */
export function addedField({ fields }: PreChatDraft, kind: PreChatKind): PreChatDraftField {
  const taken = new Set(fields.map(({ key }) => key));
  let number = 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return {
    key: isAdded(kind) ? `${kind}-${number}` : kind,
    kind,
    required: false,
    label: NO_WORDS,
    hint: NO_WORDS,
    options: [],
    tags: {},
  };
}
