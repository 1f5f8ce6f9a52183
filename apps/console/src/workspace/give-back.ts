import type { ReplyChat } from "@circuito/protocol";
import type { OutboxItem } from "@circuito/realtime";
import { chosenOf, type Draft, draftKey, type Room } from "./drafts.ts";
import type { Workspace } from "./workspace.ts";

/** Words that were on their way and are a draft again: before what was written since. */
export interface GivenBack {
  readonly text: string;
  /** Newest message that their writer had seen; absent: not known. */
  readonly baseSeq?: number | undefined;
  readonly mail?: Draft["mail"] | null | undefined;
  readonly chat?: ReplyChat | null | undefined;
  readonly files?: Draft["files"] | undefined;
  readonly mentions?: Draft["mentions"] | undefined;
}

export function giveBack(
  { drafts }: Pick<Workspace, "drafts">,
  conversationId: string,
  words: GivenBack,
  room: Room = "reply",
): void {
  const held = drafts.store.getState()[draftKey(conversationId, room)];
  const files = [...(words.files ?? []), ...(held?.files ?? [])];
  const mentions = [...(words.mentions ?? []), ...(held?.mentions ?? [])];
  drafts.write(conversationId, room, {
    baseSeq: words.baseSeq ?? 0,
    ...held,
    text: [words.text, held?.text].filter(Boolean).join("\n\n"),
    ...(words.mail == null ? {} : { mail: words.mail }),
    ...(words.chat == null ? {} : chosenOf(words.chat)),
    ...(files.length === 0 ? {} : { files }),
    ...(mentions.length === 0 ? {} : { mentions }),
  });
}

/**
 * Takes unsent words back to be written on.
 * @param baseSeq newest message that their writer has seen by now
 * @returns whether they could be: what is on its way just now cannot
 */
export function editUnsent(
  { drafts, outbox, cache }: Pick<Workspace, "drafts" | "outbox" | "cache">,
  item: OutboxItem,
  baseSeq = item.lastSeenSeq,
): boolean {
  if (!outbox.discard(item.id)) return false;
  const { agents } = cache.get();
  const { chat, mail, files, mentions = [] } = item;
  const words = {
    // The words of a template are not the writer's.
    text: chat?.template === undefined ? item.text : "",
    ...{ baseSeq, mail, chat, files },
    mentions: mentions.flatMap((id) => {
      const name = agents.get(id)?.agent.name;
      return name === undefined ? [] : [{ id, name }];
    }),
  };
  giveBack({ drafts }, item.conversationId, words, item.kind);
  return true;
}
