import {
  composeMessage,
  newStanzaId,
  type PhoneMessage,
  revokedFields,
} from "./compose-message.ts";
import { keyText } from "./history.ts";
import { LinkedAccount } from "./linked-account.ts";
import type { ChatAddress, WireMessage } from "./wire.ts";

/** A message of the phone, and its whole key as the library has it. */
export type KeptMessage = WireMessage & { readonly key: string };

export type InboundMessage = Omit<PhoneMessage, "quoted"> & {
  /** Id of the message that it quotes. */
  readonly quoted?: string;
};

type Ack = 0 | 1 | 2 | 3;
const ACKS = [1, 2, 3] as const;

/**
 * A phone with WhatsApp, and what people write to it. Its commands also work while no page is open; a
 * page that opens later finds what happened.
 */
export class Phone extends LinkedAccount {
  /** How far the phone acknowledges by itself what is sent: 0 not at all, 1 server, 2 device, 3 read. */
  automaticAcks: Ack = 2;

  /** Somebody writes. */
  inbound({ quoted, ...message }: InboundMessage): KeptMessage {
    const { chat, author } = message;
    this.people.meet(author ?? chat, message.pushname);
    const isNewGroup = chat.endsWith("@g.us") && !this.history.chat(chat)?.group;
    if (isNewGroup)
      this.addGroup(chat, { subject: "A group", participants: author ? [author] : [] });
    return this.#receive(this.#compose(message, quoted, false));
  }

  /** Somebody writes what this device cannot read (yet). */
  ciphertext(message: Omit<InboundMessage, "text" | "type" | "media">): KeptMessage {
    return this.inbound({ ...message, type: "ciphertext" });
  }

  /** The sender's phone sent it again, and now it can be read. */
  decrypt(id: string, { text, media }: Pick<PhoneMessage, "text" | "media">): void {
    const {
      id: _id,
      t: _t,
      from: _from,
      to: _to,
      ...readable
    } = this.#compose(
      {
        chat: this.#get(id).id.remote,
        ...(text !== undefined && { text }),
        ...(media && { media }),
      },
      undefined,
      false,
    );
    this.#change(id, readable);
  }

  /** The account's owner writes on the phone. */
  ownFromPhone({ quoted, ...message }: InboundMessage): KeptMessage {
    return this.#receive(this.#compose(message, quoted, true));
  }

  /** The same message once more, as after a lost connection. */
  redeliver(id: string): void {
    this.tell({ kind: "message", message: this.#get(id) });
  }

  ack(id: string, ack: -1 | Ack | 4): void {
    this.history.change(keyText(this.#get(id).id), { ack });
    this.tell({ kind: "ack", id: keyText(this.#get(id).id), ack });
  }

  edit(id: string, text: string): void {
    const key = keyText(this.#get(id).id);
    this.tell({ kind: "change", id: key, patch: this.history.edit(key, text) });
  }

  /** Its sender deletes it for everybody. */
  revoke(id: string): void {
    this.#change(id, revokedFields(this.#get(id).id));
  }

  /** The account's owner deletes it for themself, on the phone. */
  deleteForMe(id: string): void {
    const key = keyText(this.#get(id).id);
    this.history.remove(key);
    this.tell({ kind: "remove", id: key });
  }

  /** @param reaction an empty `emoji` takes it back; from the chat's person if not said */
  react({ of, emoji, from }: { of: string; emoji: string; from?: ChatAddress }): void {
    const { id: key } = this.#get(of);
    const author = from ?? key.participant ?? key.remote;
    this.tell({
      kind: "reaction",
      id: { fromMe: false, remote: key.remote, id: newStanzaId() },
      of: key,
      from: author,
      emoji,
      at: Date.now(),
    });
  }

  call({ from, isVideo = false }: { from: ChatAddress; isVideo?: boolean }): string {
    const id = newStanzaId();
    this.tell({ kind: "call", id, from, isVideo, isGroup: false });
    return id;
  }

  addGroup(
    id: ChatAddress,
    { subject, participants }: { subject: string; participants: readonly ChatAddress[] },
  ): void {
    const isLidAddressingMode = participants.some((participant) => participant.endsWith("@lid"));
    this.history.addGroup(id, { subject, participants, isLidAddressingMode, announce: false });
  }

  /** Of this chat the linked devices get only the newest ones, until they ask the phone for more. */
  withholdHistory(chat: ChatAddress, allBut: number): void {
    this.history.withhold(chat, allBut);
  }

  /** The phone answered a page that asked for more of a chat. */
  handOverHistory(chat: ChatAddress): void {
    this.history.handOver(chat);
    const changed = this.history.chat(chat);
    if (changed) this.tell({ kind: "chat", chat: changed });
  }

  /** @internal What a page sent: it is on the phone and at the other end, as far as it is acknowledged. */
  take(message: WireMessage): void {
    this.history.add(message, this.titleOf(message.id.remote));
    const acks = ACKS.filter((ack) => ack <= this.automaticAcks);
    for (const ack of acks) this.ack(keyText(message.id), ack);
  }

  titleOf(chat: ChatAddress): string {
    const { name, pushname } = this.people.describe(chat);
    return name ?? pushname ?? chat.split("@")[0] ?? chat;
  }

  #compose(message: PhoneMessage, quoted: string | undefined, fromMe: boolean): WireMessage {
    const { account, media } = this;
    return composeMessage(
      { ...message, ...(quoted !== undefined && { quoted: this.#get(quoted) }) },
      { account, media, fromMe },
    );
  }

  #receive(message: WireMessage): KeptMessage {
    const chatId = message.id.remote;
    this.history.add(message, this.titleOf(chatId));
    const chat = this.history.chat(chatId);
    // The status feed is no chat.
    const isChat = chatId !== "status@broadcast";
    this.tell({ kind: "message", message, ...(isChat && chat && { chat }) });
    return { ...message, key: keyText(message.id) };
  }

  #change(id: string, patch: Readonly<Record<string, unknown>>): void {
    const key = keyText(this.#get(id).id);
    this.history.change(key, patch);
    this.tell({ kind: "change", id: key, patch });
  }

  #get(id: string): WireMessage {
    const message = this.history.find(id);
    if (!message) throw new Error(`the phone has no message ${id}`);
    return message;
  }
}
