import type { ArticleUseBody, ReplyChat, ReplyMail } from "@circuito/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import { keyedStorage } from "./keyed-storage.ts";

export type Room = "reply" | "note";

export interface Draft {
  readonly text: string;
  /** Newest message seen when the draft was begun: what others wrote after it is a collision. */
  readonly baseSeq: number;
  /** Subject and recipients that the writer chose; what is absent is as proposed. */
  readonly mail?: ReplyMail;
  /** Id of the message that is answered, on channels that show it to the customer. */
  readonly answers?: string;
  /** What was chosen to be sent in place of the words; they stay. */
  readonly template?: ChosenTemplate;
  /** What the customer is to choose from, as far as it is written: the last rows may be empty. */
  readonly choices?: readonly DraftChoice[];
  readonly files?: readonly DraftFile[];
  /** Articles that the writer put in, by `#`. */
  readonly articles?: readonly DraftArticle[];
  /** Colleagues whom the writer picked by `@`; of a note. */
  readonly mentions?: readonly Mentioned[];
  /** The server's version that these words go on from; absent: it has none. */
  readonly basis?: number;
  /** There is more here than the server has. */
  readonly isAhead?: true;
}

export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

/** An article that was put into the words. */
export interface DraftArticle extends ArticleUseBody {
  /** Words of it by which it is found again: without them it was taken out. */
  readonly sign: string;
}

export type ChosenTemplate = NonNullable<ReplyChat["template"]>;

export type DraftChoice = NonNullable<ReplyChat["choices"]>[number];

/** A file that will go along; its bytes are with `Uploads` until the server has them. */
export interface DraftFile {
  readonly id: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** Spoken here for this reply. */
  readonly isVoice?: true;
  /** Absent until uploaded. */
  readonly mediaId?: string;
}

/** Nothing in it that anybody would miss. */
const isEmpty = ({ text, mail, answers, template, choices, files }: Draft) =>
  text === "" &&
  [mail, answers, template, choices].every((chosen) => chosen === undefined) &&
  (files ?? []).length === 0;

/** What was chosen beside the words, as a draft keeps it. */
export function chosenOf(
  chat: ReplyChat | undefined,
): Pick<Draft, "answers" | "template" | "choices"> {
  const { answers, template, choices } = chat ?? {};
  return {
    ...(answers === undefined ? {} : { answers }),
    ...(template === undefined ? {} : { template }),
    ...(choices === undefined ? {} : { choices }),
  };
}

/** Often enough that a crash costs a word, rarely enough that typing is not slowed. */
const SAVE_DELAY_MS = 300;

export interface Drafts {
  /** Keys of drafts that are on screen but not yet on disk. */
  readonly unsaved: StoreApi<ReadonlySet<string>>;
  readonly store: StoreApi<Readonly<Record<string, Draft>>>;
  readonly restore: () => Promise<void>;
  /** One with nothing in it is forgotten. */
  readonly write: (conversationId: string, room: Room, draft: Draft) => void;
  /** It is on its way, or sent: a draft no more. */
  readonly sent: (conversationId: string, room: Room) => void;
  /** As the server has it; `null`: there it is no more. Nothing is ahead of it then. */
  readonly adopt: (key: string, draft: Draft | null) => void;
  /** Whether the draft that was there last went with what it became. */
  readonly wasSent: (key: string) => boolean;
  readonly flush: () => void;
  /** The page is going, too fast for the disk: what is not saved yet is put where that is at once. */
  readonly rescue: () => void;
}

export const draftKey = (conversationId: string, room: Room) => `${conversationId}:${room}`;

/** What {@link draftKey} was made of. */
export function draftPlace(key: string): { readonly conversationId: string; readonly room: Room } {
  const [conversationId = "", room] = key.split(":");
  return { conversationId, room: room === "note" ? "note" : "reply" };
}

/** One draft per conversation and room, kept through reloads and changes of owner. */
export function createDrafts(agentId: string): Drafts {
  const storage = keyedStorage<Draft>("circuito-drafts", agentId);
  const store = createStore<Readonly<Record<string, Draft>>>(() => ({}));
  const unsaved = createStore<ReadonlySet<string>>(() => new Set());
  const rescueKey = `circuito.drafts.${agentId}`;
  const sentKeys = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const key of unsaved.getState()) void save(key);
  }

  async function save(key: string): Promise<void> {
    const draft = store.getState()[key];
    await (draft === undefined ? storage.remove(key) : storage.put(key, draft));
    // Typed on meanwhile: the next flush has it.
    if (store.getState()[key] !== draft) return;
    unsaved.setState((keys) => new Set([...keys].filter((other) => other !== key)), true);
  }

  return {
    store,
    unsaved,
    flush,
    rescue() {
      flush();
      const all = store.getState();
      const kept = [...unsaved.getState()].map((key) => [key, all[key] ?? null]);
      if (kept.length > 0) putAtOnce(rescueKey, JSON.stringify(kept));
    },
    async restore() {
      const saved = Object.fromEntries(await storage.load());
      // What was typed while loading is newer than what was saved.
      store.setState((current) => ({ ...saved, ...current }), true);
      for (const [key, draft] of takeRescued(rescueKey)) put(key, draft);
    },
    write(conversationId, room, draft) {
      const key = draftKey(conversationId, room);
      const { basis: _told, ...words } = draft;
      const basis = store.getState()[key]?.basis;
      const kept = { ...words, ...(basis === undefined ? {} : { basis }), isAhead: true } as const;
      sentKeys.delete(key);
      put(key, isEmpty(draft) ? null : kept);
    },
    sent(conversationId, room) {
      const key = draftKey(conversationId, room);
      sentKeys.add(key);
      put(key, null);
    },
    adopt: put,
    wasSent: (key) => sentKeys.has(key),
  };

  function put(key: string, draft: Draft | null): void {
    const { [key]: _old, ...others } = store.getState();
    store.setState(draft === null ? others : { ...others, [key]: draft }, true);
    unsaved.setState((keys) => new Set(keys).add(key), true);
    timer ??= setTimeout(flush, SAVE_DELAY_MS);
  }
}

function putAtOnce(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Full or forbidden: the disk may still be fast enough.
  }
}

/** What the page before rescued, once. */
function takeRescued(key: string): readonly (readonly [string, Draft | null])[] {
  try {
    const text = localStorage.getItem(key);
    localStorage.removeItem(key);
    return text === null ? [] : (JSON.parse(text) as [string, Draft | null][]);
  } catch {
    return [];
  }
}
