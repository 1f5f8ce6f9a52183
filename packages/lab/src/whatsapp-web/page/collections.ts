import type { WireChat, WireMessage, WirePerson } from "../wire.ts";
import { type ChatModel, chatFromWire } from "./chat-model.ts";
import { Collection, type Identified, idText } from "./collection.ts";
import { type ContactModel, contactFromWire } from "./contact-model.ts";
import { define } from "./modules.ts";
import { MsgModel, messageFromWire } from "./msg-model.ts";
import { learnAddresses } from "./people.ts";
import { askServer } from "./server.ts";
import { createWid, type Wid } from "./wid.ts";

class MsgCollection extends Collection<MsgModel> {
  readonly modelClass = MsgModel;

  /** Also what the page does not hold: the server has all of the history. */
  async getMessagesById(ids: readonly string[]): Promise<{ messages: MsgModel[] }> {
    const missing = ids.filter((id) => !this.get(id));
    if (missing.length > 0) {
      const found = await askServer<readonly WireMessage[]>({ kind: "by-id", ids: missing });
      for (const wire of found) keepMessage(messageFromWire(wire, false));
    }
    return { messages: ids.map((id) => this.get(id)).filter((msg) => msg !== undefined) };
  }
}

export const Msg = new MsgCollection();
export const Chat = new Collection<ChatModel>(async (id) => findChat(createWid(id)));
export const Newsletters = new Collection<ChatModel>();
export const Contact = new Collection<ContactModel>(async (id) => {
  const person = await askServer<WirePerson>({ kind: "person", wid: createWid(id)._serialized });
  return keepContact(person);
});

/**
 * The chat with an address, made where there is none.
 * @throws for a number that has no WhatsApp, in the real page's words
 */
export async function findChat(wid: Wid): Promise<ChatModel> {
  const here = Chat.get(wid);
  if (here) return here;
  const chat = await askServer<WireChat | null>({ kind: "chat", wid: wid._serialized });
  if (!chat) throw new Error(`No LID for user ${wid}`);
  return Chat.get(wid) ?? Chat.add(chatFromWire(chat));
}

export function chatOf(wid: Wid): ChatModel | undefined {
  return wid.isNewsletter() ? Newsletters.get(wid) : Chat.get(wid);
}

export function keepChat(wire: WireChat): ChatModel {
  const chat = chatFromWire(wire);
  return chat.id.isNewsletter() ? Newsletters.add(chat) : Chat.add(chat);
}

export function keepContact(person: WirePerson): ContactModel {
  learnAddresses(person);
  return Contact.add(contactFromWire(person));
}

/** History: in its place, without an event that the library would hear. */
export function keepMessage(msg: MsgModel): void {
  msg.belongTo(Msg);
  Msg.keep(msg);
}

const nothing = (): Collection<Identified> => new Collection();

define({
  WAWebCollections: {
    Msg,
    Chat,
    Contact,
    Blocklist: nothing(),
    BusinessProfile: { find: async (id: Wid) => ({ id: idText(id) }) },
    ProfilePicThumb: nothing(),
    Label: nothing(),
    GroupMetadata: { update: async () => undefined },
    WAWebNewsletterCollection: Newsletters,
    WAWebNewsletterMetadataCollection: { update: async () => undefined },
  },
});
