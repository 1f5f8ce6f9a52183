import type { ChatAddress, WireChat, WireGroup, WireKey, WireMessage } from "./wire.ts";

export function keyText({ fromMe, remote, id, participant }: WireKey): string {
  return [fromMe, remote, id, ...(participant === undefined ? [] : [participant])].join("_");
}

interface KeptChat {
  chat: WireChat;
  readonly messages: string[];
  /** How many of the newest were handed to the linked devices; the phone has the others. */
  handedOver: number;
}

/** The phone's chats and all their messages, in the order in which they came. */
export class History {
  readonly #chats = new Map<ChatAddress, KeptChat>();
  readonly #messages = new Map<string, WireMessage>();

  /** @returns whether it was new: a repeated one changes nothing */
  add(message: WireMessage, title: string): boolean {
    const id = keyText(message.id);
    if (this.#messages.has(id)) return false;
    this.#messages.set(id, message);
    const kept = this.#chats.get(message.id.remote) ?? this.#open(message.id.remote, title);
    kept.messages.push(id);
    kept.handedOver += 1;
    const isUnread = !message.id.fromMe;
    kept.chat = {
      ...kept.chat,
      t: message.t,
      unreadCount: kept.chat.unreadCount + (isUnread ? 1 : 0),
    };
    return true;
  }

  get(id: string): WireMessage | undefined {
    return this.#messages.get(id);
  }

  /** @param id the whole key, or what both ends call the message */
  find(id: string): WireMessage | undefined {
    return this.get(id) ?? [...this.#messages.values()].find((message) => message.id.id === id);
  }

  change(id: string, patch: Readonly<Record<string, unknown>>): void {
    const message = this.#messages.get(id);
    if (message) this.#messages.set(id, { ...message, ...patch });
  }

  /** @returns what it changed */
  edit(id: string, text: string): Readonly<Record<string, unknown>> {
    const edited = this.get(id)?.directPath ? { caption: text } : { body: text };
    const patch = { ...edited, latestEditSenderTimestampMs: Date.now() };
    this.change(id, patch);
    return patch;
  }

  remove(id: string): void {
    const message = this.#messages.get(id);
    const kept = message && this.#chats.get(message.id.remote);
    if (!kept) return;
    this.#messages.delete(id);
    kept.messages.splice(kept.messages.indexOf(id), 1);
  }

  chat(id: ChatAddress): WireChat | undefined {
    return this.#chats.get(id)?.chat;
  }

  /** The status feed is none of them. */
  chats(): WireChat[] {
    return [...this.#chats.values()]
      .map(({ chat }) => chat)
      .filter(({ id }) => id !== "status@broadcast");
  }

  /** The chat, made where there is none. */
  openChat(id: ChatAddress, title: string): WireChat {
    return (this.#chats.get(id) ?? this.#open(id, title)).chat;
  }

  changeChat(id: ChatAddress, patch: Partial<WireChat>): void {
    const kept = this.#chats.get(id);
    if (kept) kept.chat = { ...kept.chat, ...patch };
  }

  addGroup(id: ChatAddress, group: WireGroup): void {
    this.openChat(id, group.subject);
    this.changeChat(id, { group, title: group.subject });
  }

  /** The newest of each chat, which a page has from the start. */
  newest(ofEach: number): WireMessage[] {
    return [...this.#chats.values()].flatMap((kept) => this.#handedOver(kept).slice(-ofEach));
  }

  /** What a chat has before a message; of what the phone handed over only. */
  earlier(chat: ChatAddress, before: string | null, max: number): WireMessage[] {
    const kept = this.#chats.get(chat);
    if (!kept) return [];
    const all = this.#handedOver(kept);
    const end = before === null ? all.length : all.findIndex(({ id }) => keyText(id) === before);
    return end <= 0 ? [] : all.slice(Math.max(0, end - max), end);
  }

  /** Only the newest ones are with the linked devices; for the others the phone must be asked. */
  withhold(chat: ChatAddress, allBut: number): void {
    const kept = this.#chats.get(chat);
    if (!kept) return;
    kept.handedOver = allBut;
    this.changeChat(chat, { endOfHistoryTransferType: 0 });
  }

  handOver(chat: ChatAddress): void {
    const kept = this.#chats.get(chat);
    if (!kept) return;
    kept.handedOver = kept.messages.length;
    this.changeChat(chat, { endOfHistoryTransferType: 1 });
  }

  #handedOver(kept: KeptChat): WireMessage[] {
    if (kept.handedOver === 0) return [];
    return kept.messages
      .slice(-kept.handedOver)
      .map((id) => this.#messages.get(id))
      .filter((message) => message !== undefined);
  }

  #open(id: ChatAddress, title: string): KeptChat {
    const chat: WireChat = {
      id,
      title,
      unreadCount: 0,
      t: 0,
      archive: false,
      endOfHistoryTransferType: 1,
    };
    const kept: KeptChat = { chat, messages: [], handedOver: 0 };
    this.#chats.set(id, kept);
    return kept;
  }
}
