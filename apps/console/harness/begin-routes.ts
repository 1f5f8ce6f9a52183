import { randomUUID } from "node:crypto";
import type { AgentView, BeginBody, ContactPointView, ConversationView } from "@circuito/protocol";
import type { ChatStore } from "./chat-routes.ts";
import type { ContactStore } from "./contact-routes.ts";
import { Refused, type World } from "./world.ts";

const REACHES: Readonly<Record<string, readonly string[]>> = {
  "tel:": ["sms", "whatsapp"],
  "mailto:": ["email"],
  "visitor:": ["webchat"],
};

interface Asked {
  readonly contactId?: string;
  readonly address?: string;
}

/** Writing first, by the rules of the real gateway as far as a console meets them. */
export function createBegin(world: World, contacts: ContactStore, chats: ChatStore) {
  const openAt = (inboxId: string, address: string): ConversationView | undefined =>
    [...world.conversations.values()].find(
      (one) =>
        one.inboxId === inboxId &&
        one.contact.address === address &&
        ["open", "snoozed"].includes(one.status),
    );
  const shown = (open: ConversationView | undefined): ContactPointView["open"] =>
    open === undefined
      ? null
      : {
          conversationId: open.id,
          protocol: open.protocol,
          assigneeName: open.assignee?.name ?? null,
        };
  const addressesOf = ({ contactId, address }: Asked): string[] =>
    contactId === undefined
      ? [address ?? ""]
      : contacts.get(contactId).addresses.map((one) => one.address);

  return {
    points(asked: Asked): ContactPointView[] {
      return addressesOf(asked).flatMap((address) =>
        world.inboxes
          .filter(({ channel }) => {
            const scheme = Object.keys(REACHES).find((one) => address.startsWith(one)) ?? "";
            return REACHES[scheme]?.includes(channel);
          })
          .map(({ id: inboxId, name: inboxName, channel, enabled }): ContactPointView => {
            const places = { inboxId, inboxName, channel, address };
            const open = shown(openAt(inboxId, address));
            if (!enabled) return { ...places, takes: "nothing", because: "inbox-off", open };
            const takes = chats.templates.has(inboxId) ? "template" : "words";
            return { ...places, takes, because: null, open };
          }),
      );
    },
    begin(who: AgentView, body: BeginBody): ConversationView {
      const { inboxId, subject = null, text = "", queueId, clientId } = body;
      const inbox = world.inbox(inboxId);
      const address = body.address ?? addressesOf(body as Asked)[0] ?? "";
      const open = openAt(inboxId, address);
      if (open !== undefined) {
        throw new Refused("wrong-state", { because: "another-is-open", open: shown(open) });
      }
      const [any] = world.conversations.values();
      if (any === undefined) throw new Refused("not-found");
      const known = body.contactId === undefined ? undefined : contacts.get(body.contactId);
      if (chats.templates.has(inboxId) && body.template === undefined) {
        throw new Refused("outside-window");
      }
      const said = body.template === undefined ? text : chats.rendered(body.template);
      const at = world.now();
      const begun = world.open({
        ...any,
        ...{ id: randomUUID(), protocol: "260418-NOVA0001", channel: inbox.channel, inboxId },
        contact: { id: known?.id ?? randomUUID(), name: known?.name ?? null, address },
        ...{ status: "open", waitingOn: "customer", queueId: queueId ?? who.queueIds[0] ?? null },
        assignee: { id: who.id, name: who.name },
        ...{ epoch: 1, version: 1, lastSeq: 0, lastPublicSeq: 0, subject, title: null, tags: [] },
        ...{ arrivedAt: at, lastMessageAt: at, waitingSince: null, snoozedUntil: null },
        ...{ resolvedAt: null, optedOutAt: null, replyWindowEndsAt: null },
      });
      world.note(begun.id, {
        kind: "opened",
        because: "begun-by-agent",
        actorName: who.name,
        data: { queueId: begun.queueId },
      });
      world.agentSays(begun.id, who.id, said, { clientId });
      return world.conversation(begun.id);
    },
  };
}
