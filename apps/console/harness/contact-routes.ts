import { randomUUID } from "node:crypto";
import type {
  AgentView,
  ContactSuggestionView,
  ContactTimelineView,
  ContactView,
  ConversationView,
  ElsewhereView,
  ErasurePreviewView,
  ListedContactView,
} from "@circuito/protocol";
import { Refused, type World } from "./world.ts";

/** Who the customers are: made of their conversations when they are asked for first. */
export class ContactStore {
  readonly contacts = new Map<string, ContactView>();
  readonly suggestions = new Map<string, ContactSuggestionView[]>();
  readonly #aliases = new Map<string, string>();
  readonly #holds = new Map<string, NonNullable<ErasurePreviewView["hold"]>>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get(asked: string): ContactView {
    const id = this.#aliases.get(asked) ?? asked;
    const known = this.contacts.get(id);
    if (known) return known;
    const [of] = this.conversationsOf(id);
    if (of === undefined) throw new Refused("not-found");
    const { name, address } = of.contact;
    const made: ContactView = {
      id,
      name,
      addresses: [{ address, evidence: "channel-proven", shared: false, since: of.arrivedAt }],
      segments: [],
      attributes: {},
      merges: [],
      claims:
        of.channel === "webchat" ? { email: "rafael@example.com", phone: "+5541999990000" } : {},
      createdAt: of.arrivedAt,
      erasedAt: null,
    };
    this.contacts.set(id, made);
    return made;
  }

  listed(search: unknown): ListedContactView[] {
    const words = String(search ?? "").toLowerCase();
    const ids = new Set([...this.#world.conversations.values()].map(({ contact }) => contact.id));
    return [...ids]
      .map((id) => this.get(id))
      .filter(({ name, addresses }) =>
        [name ?? "", ...addresses.map(({ address }) => address)].some((one) =>
          one.toLowerCase().includes(words),
        ),
      )
      .map((contact) => ({
        ...contact,
        channels: this.conversationsOf(contact.id).map(({ channel }) => channel),
        openCount: this.conversationsOf(contact.id).length,
        lastContactAt: null,
      }));
  }

  conversationsOf(id: string): ConversationView[] {
    return [...this.#world.conversations.values()].filter(({ contact }) => contact.id === id);
  }

  change(id: string, changed: Partial<ContactView>): ContactView {
    const contact = { ...this.get(id), ...changed };
    this.contacts.set(contact.id, contact);
    return contact;
  }

  merge(who: AgentView, id: string, otherId: string): ContactView {
    const into = this.get(id);
    const from = this.get(otherId);
    this.#aliases.set(from.id, into.id);
    this.suggestions.set(
      id,
      (this.suggestions.get(id) ?? []).filter(({ contactId }) => contactId !== otherId),
    );
    const merge = {
      ...{ id: randomUUID(), contactId: from.id, name: from.name, byName: who.name },
      address: from.addresses[0]?.address ?? null,
      ...{ evidence: "agent-asserted", because: "said-by-us", at: this.#world.now() },
    };
    for (const one of this.conversationsOf(from.id)) this.#give(one, into.id);
    return this.change(into.id, {
      addresses: [...into.addresses, ...from.addresses],
      merges: [merge, ...into.merges],
    });
  }

  separate(id: string, mergeId: string): ContactView {
    const into = this.get(id);
    const merge = into.merges.find((one) => one.id === mergeId);
    const from = merge && this.contacts.get(merge.contactId);
    if (!merge || !from) throw new Refused("invalid", { because: "no-such-merge" });
    this.#aliases.delete(from.id);
    const theirs = from.addresses.map(({ address }) => address);
    for (const one of this.conversationsOf(into.id)) {
      if (theirs.includes(one.contact.address)) this.#give(one, from.id);
    }
    return this.change(into.id, {
      addresses: into.addresses.filter(({ address }) => !theirs.includes(address)),
      merges: into.merges.filter((one) => one !== merge),
    });
  }

  elsewhere(conversationId: string): ElsewhereView[] {
    const { channel, contact } = this.#world.conversation(conversationId);
    return this.conversationsOf(contact.id)
      .filter((one) => one.channel !== channel && one.status === "open")
      .map((one) => ({
        channel: one.channel,
        protocol: one.protocol,
        conversationId: one.id,
        assigneeName: one.assignee?.name ?? null,
        lastMessageAt: one.lastMessageAt ?? one.arrivedAt,
      }));
  }

  /** Nobody here is kept from any of it, and it is one page. */
  timeline(id: string): ContactTimelineView {
    const conversations = this.conversationsOf(id);
    const items = conversations.flatMap((one) => this.#world.messages.get(one.id) ?? []);
    return {
      conversations: conversations.map((one) => ({
        ...{ isVisible: true, id: one.id, protocol: one.protocol, channel: one.channel },
        ...{ queueName: null, status: one.status, assigneeName: one.assignee?.name ?? null },
        about: one.title ?? one.subject ?? one.preview,
        lastSeq: one.lastSeq,
        arrivedAt: one.arrivedAt,
        lastAt: one.lastMessageAt ?? one.arrivedAt,
        scores: [],
      })),
      items: items.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
      nextCursor: null,
    };
  }

  /** What one has here is counted roughly: the dialog is what is looked at. */
  preview(asked: string): ErasurePreviewView {
    const { id, addresses, erasedAt } = this.get(asked);
    const own = this.conversationsOf(id);
    const messages = own.flatMap((one) => this.#world.messages.get(one.id) ?? []);
    const notes = messages.filter(({ direction }) => direction === "note").length;
    return {
      counts: {
        ...{ contacts: 1, addresses: addresses.length, conversations: own.length, notes },
        ...{
          messages: messages.length - notes,
          files: 0,
          ofOthers: 0,
          writtenToOthers: 0,
          surveys: 0,
        },
        ...{ drafts: 0, articles: 0 },
      },
      open: own
        .filter(({ status }) => status === "open" || status === "snoozed")
        .map((one) => ({ id: one.id, protocol: one.protocol })),
      ...{
        underWay: 0,
        othersOnHold: 0,
        hold: this.#holds.get(id) ?? null,
        erasedAt,
        isErasing: false,
      },
      digest: String(messages.length),
    };
  }

  hold(asked: string, byName: string, reason: string | null): ErasurePreviewView {
    const { id } = this.get(asked);
    if (reason === null) this.#holds.delete(id);
    else this.#holds.set(id, { reason, byName, at: this.#world.now() });
    return this.preview(id);
  }

  erase(asked: string, digest: string): { contactId: string } {
    const preview = this.preview(asked);
    if (preview.hold) throw new Refused("wrong-state", { because: "on-hold" });
    if (preview.open.length > 0)
      throw new Refused("wrong-state", { because: "conversations-open" });
    if (preview.digest !== digest)
      throw new Refused("conflict", { because: "changed-since-preview" });
    const nobody = { name: null, addresses: [], claims: {}, segments: [], attributes: {} };
    return { contactId: this.change(asked, { ...nobody, erasedAt: this.#world.now() }).id };
  }

  #give({ id, contact }: ConversationView, contactId: string): void {
    this.#world.change(id, { contact: { ...contact, id: contactId } });
  }
}

/** As people see it. */
const covered = (contact: ContactView): ContactView => ({
  ...contact,
  attributes: Object.fromEntries(Object.keys(contact.attributes).map((name) => [name, "••••"])),
});

const NAMES = [
  "getContact",
  "getContactTimeline",
  "revealAttributes",
  "updateContact",
  "listSuggestions",
  "dismissSuggestion",
  "mergeContacts",
  "unmergeContacts",
  "shareAddress",
  "previewErasure",
  "eraseContact",
  "holdContact",
  "listElsewhere",
] as const;
type Name = (typeof NAMES)[number];

export function isContactRoute(name: string): name is Name {
  return NAMES.some((one) => one === name);
}

export function answerContact(
  name: Name,
  store: ContactStore,
  call: {
    readonly who: AgentView;
    readonly id: string;
    readonly path: string;
    readonly body: Record<string, unknown>;
  },
): unknown {
  const { who, id, path, body } = call;
  switch (name) {
    case "getContact":
      return covered(store.get(id));
    case "getContactTimeline":
      return store.timeline(store.get(id).id);
    case "listSuggestions":
      return { items: store.suggestions.get(store.get(id).id) ?? [] };
    case "listElsewhere":
      return { items: store.elsewhere(id) };
    case "mergeContacts":
      return store.merge(who, id, String(body.contactId));
    case "unmergeContacts":
      return store.separate(id, String(body.mergeId));
    case "dismissSuggestion": {
      const left = (store.suggestions.get(id) ?? []).filter(
        ({ contactId }) => contactId !== body.contactId,
      );
      store.suggestions.set(id, left);
      return store.get(id);
    }
    case "revealAttributes":
      return { attributes: store.get(id).attributes };
    case "updateContact": {
      const { attributes, ...changed } = body as Partial<ContactView>;
      const merged = Object.entries({ ...store.get(id).attributes, ...attributes });
      const after = store.change(id, {
        ...changed,
        attributes: Object.fromEntries(merged.filter(([, value]) => value !== null)),
      });
      return covered(after);
    }
    case "previewErasure":
      return store.preview(id);
    case "holdContact":
      return store.hold(id, who.name, typeof body.reason === "string" ? body.reason : null);
    case "eraseContact":
      return store.erase(id, String(body.digest));
    case "shareAddress": {
      const address = decodeURIComponent(path.split("/").at(-2) ?? "");
      return store.change(id, {
        addresses: store
          .get(id)
          .addresses.map((one) =>
            one.address === address ? { ...one, shared: body.shared === true } : one,
          ),
      });
    }
  }
}
