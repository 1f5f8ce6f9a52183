import type { ChatAddress, WireKey } from "../wire.ts";

export type WidLike = string | { readonly _serialized: string };

/** WhatsApp's address. */
export class Wid {
  readonly user: string;
  readonly server: string;
  readonly _serialized: ChatAddress;

  constructor(text: ChatAddress) {
    const [user = "", server = ""] = text.split("@");
    this.user = user;
    this.server = server;
    this._serialized = text;
  }

  isLid(): boolean {
    return this.server === "lid";
  }
  isUser(): boolean {
    return this.server === "c.us" || this.isLid();
  }
  isGroup(): boolean {
    return this.server === "g.us";
  }
  isBroadcast(): boolean {
    return this.server === "broadcast";
  }
  isStatus(): boolean {
    return this._serialized === "status@broadcast";
  }
  isNewsletter(): boolean {
    return this.server === "newsletter";
  }
  toString(): string {
    return this._serialized;
  }
  toJid(): string {
    return this._serialized.replace(/@c\.us$/, "@s.whatsapp.net");
  }
  equals(other: WidLike): boolean {
    return this._serialized === (typeof other === "string" ? other : other._serialized);
  }
}

const ADDRESS = /^[\w.:-]+@(c\.us|lid|g\.us|broadcast|newsletter)$/;

function isAddress(text: string): text is ChatAddress {
  return ADDRESS.test(text);
}

/** @throws what is no address, as the real page does */
export function createWid(like: WidLike): Wid {
  const text = (typeof like === "string" ? like : like._serialized).replace(
    /@s\.whatsapp\.net$/,
    "@c.us",
  );
  if (!isAddress(text)) throw new Error("wid error: invalid wid");
  return new Wid(text);
}

interface NewKey {
  readonly from: Wid;
  readonly to: Wid;
  readonly id: string;
  readonly participant?: Wid;
  readonly selfDir: "out" | "in";
}

const ID_BYTES = 9;

/** What names a message: its text is the parts, joined. */
export class MsgKey {
  readonly fromMe: boolean;
  readonly remote: Wid;
  readonly id: string;
  readonly participant?: Wid;
  readonly _serialized: string;

  constructor({ from, to, id, participant, selfDir }: NewKey) {
    this.fromMe = selfDir === "out";
    this.remote = this.fromMe ? to : from;
    this.id = id;
    if (participant) this.participant = participant;
    this._serialized = [this.fromMe, this.remote, id, participant].filter(isPart).join("_");
  }

  static async newId(): Promise<string> {
    const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `3EB0${hex.toUpperCase()}`;
  }

  static fromWire({ fromMe, remote, id, participant }: WireKey): MsgKey {
    const chat = new Wid(remote);
    return new MsgKey({
      from: chat,
      to: chat,
      id,
      selfDir: fromMe ? "out" : "in",
      ...(participant !== undefined && { participant: new Wid(participant) }),
    });
  }

  toWire(): WireKey {
    return {
      fromMe: this.fromMe,
      remote: this.remote._serialized,
      id: this.id,
      ...(this.participant && { participant: this.participant._serialized }),
    };
  }
}

function isPart<T>(part: T | undefined): part is T {
  return part !== undefined;
}
