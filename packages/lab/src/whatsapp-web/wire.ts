/** What crosses between the simulated page and its server, and nothing else of either. */

/** WhatsApp's own address of a person, a group, the status feed or a channel. */
export type ChatAddress = `${string}@${"c.us" | "lid" | "g.us" | "broadcast" | "newsletter"}`;

export interface WireKey {
  readonly fromMe: boolean;
  /** The chat. */
  readonly remote: ChatAddress;
  /** What both ends call the message; the rest of the key is each end's view of it. */
  readonly id: string;
  /** Who wrote it, in groups and in the status feed. */
  readonly participant?: ChatAddress | undefined;
}

/** A message as the page keeps it, with addresses as text. Times are in seconds. */
export interface WireMessage {
  readonly id: WireKey;
  /** The library's types: "chat", "image", "ciphertext", "revoked"... */
  readonly type: string;
  readonly t: number;
  readonly from: ChatAddress;
  readonly to: ChatAddress;
  readonly author?: ChatAddress | undefined;
  /** -1 failed, 0 pending, 1 at the server, 2 at the device, 3 read, 4 played. */
  readonly ack: number;
  readonly body?: string | null | undefined;
  readonly caption?: string | undefined;
  /** The sender's own name for themself. */
  readonly notifyName?: string | undefined;
  readonly quotedStanzaID?: string | undefined;
  readonly quotedParticipant?: ChatAddress | undefined;
  readonly quotedMsg?: Readonly<Record<string, unknown>> | undefined;
  readonly directPath?: string | undefined;
  readonly mimetype?: string | undefined;
  readonly filename?: string | undefined;
  readonly size?: number | undefined;
  /** Whatever else a type has: `lat`, `lng`, `vcardList`, `pollName`... */
  readonly [other: string]: unknown;
}

export interface WireChat {
  readonly id: ChatAddress;
  readonly title: string;
  readonly unreadCount: number;
  /** Seconds; of the last message. */
  readonly t: number;
  readonly archive: boolean;
  /** 0: the phone has more than it handed over. */
  readonly endOfHistoryTransferType: 0 | 1;
  readonly group?: WireGroup;
}

export interface WireGroup {
  readonly subject: string;
  readonly participants: readonly ChatAddress[];
  readonly isLidAddressingMode: boolean;
  /** Only administrators write. */
  readonly announce: boolean;
}

export interface WirePerson {
  readonly wid: ChatAddress;
  readonly lid?: ChatAddress;
  readonly pn?: ChatAddress;
  readonly pushname?: string;
  /** As the account's owner saved it in the phone. */
  readonly name?: string;
  readonly isBusiness: boolean;
}

export interface WireAccount {
  readonly pn: ChatAddress;
  readonly lid: ChatAddress;
  readonly pushname: string;
  readonly platform: string;
}

/** What the page does when the library sends. */
export type SendConduct =
  | "deliver"
  /** The page has it, the network never does: it stays at ack 0. */
  | "lose"
  /** Nothing leaves and the call never returns. */
  | "hang"
  /** It leaves, but the call never returns. */
  | "hang-after-sending"
  /** The call throws. */
  | "refuse";

/** What the page does when the library wants the bytes of a medium. */
export type MediaConduct =
  | "deliver"
  /** Expired: the server has it no more, which the page finds out when it asks. */
  | "missing"
  /** Expired, and the phone is asked to send it again: cannot be had now. */
  | "reuploading"
  /** The download never ends. */
  | "hang";

export interface PageConduct {
  readonly send: SendConduct;
  readonly media: MediaConduct;
}

/** What the server tells the page, in order. */
export type Down =
  | { readonly kind: "hello"; readonly page: number; readonly conduct: PageConduct }
  | { readonly kind: "unpaired"; readonly ref: string }
  | { readonly kind: "ref"; readonly ref: string }
  | {
      readonly kind: "connect";
      readonly device: string;
      readonly account: WireAccount;
      readonly chats: readonly WireChat[];
      readonly messages: readonly WireMessage[];
      readonly people: readonly WirePerson[];
      /** `hasSynced` is true before anybody listens, and nothing fires. */
      readonly loseReady: boolean;
      /** The page's memory of being linked reaches the disk seconds later, instead of at once. */
      readonly keepsLinkLate: boolean;
    }
  | { readonly kind: "conduct"; readonly conduct: PageConduct }
  | { readonly kind: "message"; readonly message: WireMessage; readonly chat?: WireChat }
  | { readonly kind: "ack"; readonly id: string; readonly ack: number }
  | {
      readonly kind: "change";
      readonly id: string;
      readonly patch: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "remove"; readonly id: string }
  | {
      readonly kind: "reaction";
      readonly id: WireKey;
      readonly of: WireKey;
      readonly from: ChatAddress;
      /** Empty: taken back. */
      readonly emoji: string;
      /** Milliseconds. */
      readonly at: number;
    }
  | {
      readonly kind: "call";
      readonly id: string;
      readonly from: ChatAddress;
      readonly isVideo: boolean;
      readonly isGroup: boolean;
    }
  | { readonly kind: "chat"; readonly chat: WireChat }
  | { readonly kind: "state"; readonly state: string }
  | { readonly kind: "resync" }
  | { readonly kind: "logout" }
  /** The page says that it has done all that it was told before this. */
  | { readonly kind: "echo"; readonly mark: number }
  /** The page computes without a pause for so long (ms); nothing else can run in it. */
  | { readonly kind: "busy"; readonly forMs: number }
  /** The page goes elsewhere in its own document (a hash); the library takes it for a navigation. */
  | { readonly kind: "navigate" };
