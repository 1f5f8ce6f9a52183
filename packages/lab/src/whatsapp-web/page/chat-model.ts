import type { WireChat, WireGroup } from "../wire.ts";
import { Collection } from "./collection.ts";
import { Model } from "./model.ts";
import type { MsgModel } from "./msg-model.ts";
import { type MsgKey, Wid } from "./wid.ts";

export class GroupMetadata extends Model {
  declare readonly announce: boolean;
  declare readonly isLidAddressingMode: boolean;
  declare readonly participants: readonly { readonly id: Wid }[];
}

/** A channel's; the library dates it apart from the rest. */
export class NewsletterMetadata extends Model {
  declare readonly creationTime: number;
}

export class ChatModel extends Model {
  declare readonly id: Wid;
  declare formattedTitle: string;
  declare unreadCount: number;
  declare t: number;
  declare archive: boolean;
  declare endOfHistoryTransferType: 0 | 1;
  declare lastReceivedKey?: MsgKey;
  declare readonly groupMetadata?: GroupMetadata;
  declare readonly newsletterMetadata?: NewsletterMetadata;
  readonly mute = { expiration: 0 };
  readonly msgs = new Collection<MsgModel>();

  /** Of the messages, only that there are some: the library asks no more before it drops them. */
  override serialize(): Record<string, unknown> {
    const { msgs, ...rest } = { ...this };
    const plain: Record<string, unknown> = JSON.parse(JSON.stringify(rest));
    return { ...plain, msgs: msgs.length > 0 ? [this.lastReceivedKey?._serialized] : [] };
  }
}

export function chatFromWire({ id, title, group, ...rest }: WireChat): ChatModel {
  const wid = new Wid(id);
  const chat = new ChatModel({
    ...rest,
    id: wid,
    name: title,
    ...(group && { groupMetadata: groupMetadata(wid, group) }),
    ...(wid.isNewsletter() && {
      newsletterMetadata: new NewsletterMetadata({ id: wid, creationTime: rest.t }),
    }),
  });
  chat.assign({ formattedTitle: title });
  return chat;
}

function groupMetadata(id: Wid, group: WireGroup): GroupMetadata {
  return new GroupMetadata({
    ...group,
    id,
    participants: group.participants.map((participant) => ({ id: new Wid(participant) })),
  });
}
