import type { WireMessage } from "../wire.ts";
import type { ChatModel } from "./chat-model.ts";
import { Model } from "./model.ts";
import { askServer } from "./server.ts";
import { conduct } from "./session.ts";
import { MsgKey, Wid } from "./wid.ts";

const NOTIFICATIONS = new Set([
  "gp2",
  "e2e_notification",
  "notification",
  "notification_template",
  "protocol",
  "call_log",
]);

/** Fields of a message that hold an address: text on the wire, a Wid in the page. */
const WID_FIELDS = ["from", "to", "author", "quotedParticipant"] as const;

/** The state of a message's bytes in this page. */
export class MediaState extends Model {
  declare mediaStage: string;
}

/** Before anybody asked for the bytes. */
export function firstMediaState(): MediaState {
  const isAway = conduct.now.media === "reuploading";
  return new MediaState({ mediaStage: isAway ? "REUPLOADING" : "NEED_POKE" });
}

export class MsgModel extends Model {
  declare readonly id: MsgKey;
  declare type: string;
  declare t: number;
  declare from: Wid;
  declare to: Wid;
  declare author?: Wid;
  declare ack: number;
  declare isNewMsg: boolean;
  declare body?: string | null;
  declare caption?: string;
  declare directPath?: string;
  declare quotedMsg?: Record<string, unknown>;
  declare quotedStanzaID?: string;
  declare quotedParticipant?: Wid;
  declare mediaData?: MediaState;
  // The library reads these of the model, and finds them in no serialized form.
  get isEphemeral(): boolean {
    return false;
  }
  get isStatusV3(): boolean {
    return this.id.remote.isStatus();
  }
  get isNotification(): boolean {
    return NOTIFICATIONS.has(this.type);
  }

  unsafe(): this {
    return this;
  }

  canReply(): boolean {
    return this.type !== "revoked" && !this.isNotification;
  }

  /** What an answer says about the message it quotes. */
  msgContextInfo(chat: ChatModel): Record<string, unknown> {
    const isElsewhere = !chat.id.equals(this.id.remote);
    return {
      quotedMsg: { type: this.type, body: this.body, caption: this.caption },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.author ?? this.from,
      ...(isElsewhere && { quotedRemoteJid: this.id.remote }),
    };
  }

  /** Looks whether the bytes can be had; the library fetches them itself. */
  async downloadMedia(): Promise<void> {
    const state = this.mediaData;
    if (!state || this.directPath === undefined) return;
    state.set({ mediaStage: "FETCHING" });
    const { stage } = await askServer<{ stage: string }>({
      kind: "media-stage",
      path: this.directPath,
    });
    state.set({ mediaStage: stage });
  }

  toWire(): WireMessage {
    const wire: WireMessage = JSON.parse(JSON.stringify(this.#plainFields()));
    return { ...wire, id: this.id.toWire() };
  }

  #plainFields(): Record<string, unknown> {
    const { mediaData: _state, isNewMsg: _isNew, ...fields } = { ...this };
    const addresses = WID_FIELDS.flatMap((name) => {
      const wid: unknown = Reflect.get(this, name);
      return wid instanceof Wid ? [[name, wid._serialized] as const] : [];
    });
    return { ...fields, ...Object.fromEntries(addresses) };
  }
}

/** @param isNew false for history, of which the library is told nothing */
export function messageFromWire(wire: WireMessage, isNew: boolean): MsgModel {
  const addresses = WID_FIELDS.flatMap((name) => {
    const address = wire[name];
    return address === undefined ? [] : [[name, new Wid(address)] as const];
  });
  return new MsgModel({
    ...wire,
    ...Object.fromEntries(addresses),
    id: MsgKey.fromWire(wire.id),
    isNewMsg: isNew,
    ...(wire.directPath !== undefined && {
      mediaData: firstMediaState(),
    }),
  });
}
