import {
  composeMessage,
  newStanzaId,
  type PhoneMessage,
  revokedFields,
} from "./compose-message.ts";
import { History, keyText } from "./history.ts";
import type { MediaStore } from "./media-store.ts";
import type { PageConnection } from "./page-connection.ts";
import type { Pages } from "./pages.ts";
import { People } from "./people.ts";
import type { Sent, SentMessage } from "./sent.ts";
import type { ChatAddress, Down, PageConduct, WireAccount, WireMessage } from "./wire.ts";

export interface PhoneOptions {
  /** Digits with the country. */
  readonly pn?: string;
  readonly lid?: string;
  readonly pushname?: string;
  readonly platform?: "android" | "iphone" | "smba" | "smbi";
  /** How many of each chat's newest messages a page has from the start; more when it asks. */
  readonly newestOfEachChat?: number;
}

/** A message of the phone, and its whole key as the library has it. */
export type KeptMessage = WireMessage & { readonly key: string };

export type InboundMessage = Omit<PhoneMessage, "quoted"> & {
  /** Id of the message that it quotes. */
  readonly quoted?: string;
};

type Ack = 0 | 1 | 2 | 3;

/**
 * A phone with WhatsApp: the account, its chats, who is linked to it, and all that its linked pages
 * sent. Its commands also work while no page is open; a page that opens later finds what happened.
 */
export class Phone {
  readonly account: WireAccount;
  readonly people = new People();
  readonly history = new History();
  readonly media: MediaStore;
  /** Everything that its pages sent, in order. */
  readonly sent: Sent[] = [];
  readonly devices = new Set<string>();
  /** How far the phone acknowledges by itself what is sent: 0 not at all, 1 server, 2 device, 3 read. */
  automaticAcks: Ack = 2;
  /** A page that connects has synced before anybody listens: the library's `ready` never comes. */
  losesReady = false;
  #mark = 0;
  #conduct: PageConduct = { send: "deliver", media: "deliver" };
  readonly #pages: Pages;
  readonly #newestOfEachChat: number;

  constructor(options: PhoneOptions, pages: Pages, media: MediaStore) {
    const { pn = "12025550100", lid = "100000000000100", pushname = "Circuito" } = options;
    this.account = {
      pn: `${pn}@c.us`,
      lid: `${lid}@lid`,
      pushname,
      platform: options.platform ?? "android",
    };
    this.#pages = pages;
    this.media = media;
    this.#newestOfEachChat = options.newestOfEachChat ?? 1;
    this.people.add({ pn, lid, pushname });
  }

  /** What was sent as messages, in order. */
  get sentMessages(): SentMessage[] {
    return this.sent.filter((sent) => sent.kind === "message");
  }

  /**
   * The n-th message that was sent, as soon as it is: the library's own call returns before that.
   * @throws after a minute
   */
  sentMessage(nth = 1): Promise<SentMessage> {
    return this.#pages.await(`message no. ${nth} to be sent`, () => this.sentMessages[nth - 1]);
  }

  get conduct(): PageConduct {
    return this.#conduct;
  }

  /** Changes how the pages treat what the library asks of them; resolves when they do. */
  async behave(conduct: Partial<PageConduct>): Promise<void> {
    this.#conduct = { ...this.#conduct, ...conduct };
    this.#tell({ kind: "conduct", conduct: this.#conduct });
    await this.settled();
  }

  /**
   * Resolves when the open pages have done all that they were told until now.
   * @throws after a minute in which one of them did not
   */
  async settled(): Promise<void> {
    this.#mark += 1;
    const mark = this.#mark;
    this.#tell({ kind: "echo", mark });
    await this.#pages.await("the pages to do what they were told", () => {
      const late = this.#pages.of(this).filter(({ heard }) => heard < mark);
      return late.length === 0 ? true : undefined;
    });
  }

  // --- linked devices -------------------------------------------------------------------------

  /** Scans the code of the newest page that shows one, or of the page that shows this very code. */
  async scan(qr?: string): Promise<void> {
    const ref = qr?.split(",")[0];
    const page = await this.#pages.wait(
      "shows this QR code",
      (candidate) => candidate.ref !== undefined && (ref === undefined || candidate.ref === ref),
    );
    this.#link(page);
  }

  /**
   * Types a pairing code that a page shows.
   * @throws after a minute without a page that shows it
   */
  async pairByCode(code: string): Promise<void> {
    this.#link(
      await this.#pages.wait(`shows the code ${code}`, ({ pairing }) => pairing?.code === code),
    );
  }

  /** A page that was linked before: it starts with what the phone has by now. */
  connect(page: PageConnection, device: string): void {
    this.#pages.link(page, this, device);
    page.tell({ kind: "conduct", conduct: this.#conduct });
    page.tell({
      kind: "connect",
      device,
      account: this.account,
      chats: this.history.chats(),
      messages: this.history.newest(this.#newestOfEachChat),
      people: this.people.saved(),
      loseReady: this.losesReady,
    });
  }

  /** Logs all linked devices out, on the phone. Pages that are away find it out when they open. */
  loggedOutByPhone(): void {
    this.devices.clear();
    this.#tell({ kind: "logout" });
  }

  /** The connection's state as the page knows it: "CONFLICT", "UNPAIRED_IDLE", "TOS_BLOCK"... */
  state(state: string): void {
    this.#tell({ kind: "state", state });
  }

  /** The page has synced once more, which it does after each lost connection. */
  resync(): void {
    this.#tell({ kind: "resync" });
  }

  /** The page computes without a pause: nothing that is asked of it is answered. */
  hangPage(forMs: number): void {
    this.#tell({ kind: "busy", forMs });
  }

  /** A navigation inside the document, after which the library attaches its listeners once more. */
  navigatePage(): void {
    this.#tell({ kind: "navigate" });
  }

  // --- messages -------------------------------------------------------------------------------

  /** Somebody writes. */
  inbound({ quoted, ...message }: InboundMessage): KeptMessage {
    this.people.meet(message.author ?? message.chat, message.pushname);
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
    this.#tell({ kind: "message", message: this.#get(id) });
  }

  ack(id: string, ack: -1 | Ack | 4): void {
    this.history.change(keyText(this.#get(id).id), { ack });
    this.#tell({ kind: "ack", id: keyText(this.#get(id).id), ack });
  }

  edit(id: string, text: string): void {
    const message = this.#get(id);
    const changed = message.directPath ? { caption: text } : { body: text };
    this.#change(id, { ...changed, latestEditSenderTimestampMs: Date.now() });
  }

  /** Its sender deletes it for everybody. */
  revoke(id: string): void {
    this.#change(id, revokedFields(this.#get(id)));
  }

  /** The account's owner deletes it for themself, on the phone. */
  deleteForMe(id: string): void {
    const key = keyText(this.#get(id).id);
    this.history.remove(key);
    this.#tell({ kind: "remove", id: key });
  }

  /** @param reaction an empty `emoji` takes it back; from the chat's person if not said */
  react({ of, emoji, from }: { of: string; emoji: string; from?: ChatAddress }): void {
    const { id: key } = this.#get(of);
    const author = from ?? key.participant ?? key.remote;
    this.#tell({
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
    this.#tell({ kind: "call", id, from, isVideo, isGroup: false });
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
    if (changed) this.#tell({ kind: "chat", chat: changed });
  }

  /** @internal What a page sent: it is on the phone and at the other end, as far as it is acknowledged. */
  take(message: WireMessage): void {
    this.history.add(message, this.titleOf(message.id.remote));
    for (let ack: Ack = 1; ack <= this.automaticAcks; ack += 1) {
      this.ack(keyText(message.id), ack === 1 || ack === 2 ? ack : 3);
    }
  }

  titleOf(chat: ChatAddress): string {
    const { name, pushname } = this.people.describe(chat);
    return name ?? pushname ?? chat.split("@")[0] ?? chat;
  }

  #link(page: PageConnection): void {
    const device = this.#pages.newDevice();
    this.devices.add(device);
    this.connect(page, device);
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
    this.#tell({ kind: "message", message, ...(isChat && chat && { chat }) });
    return { ...message, key: keyText(message.id) };
  }

  #change(id: string, patch: Readonly<Record<string, unknown>>): void {
    const key = keyText(this.#get(id).id);
    this.history.change(key, patch);
    this.#tell({ kind: "change", id: key, patch });
  }

  #get(id: string): WireMessage {
    const message = this.history.find(id);
    if (!message) throw new Error(`the phone has no message ${id}`);
    return message;
  }

  #tell(down: Down): void {
    for (const page of this.#pages.of(this)) page.tell(down);
  }
}
