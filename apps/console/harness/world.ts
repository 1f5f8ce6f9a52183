import { randomUUID } from "node:crypto";
import type {
  ActivityView,
  AgentEvent,
  AgentView,
  ChosenReason,
  ClocksView,
  ConversationProcedures,
  ConversationView,
  DeliveryStatus,
  HopsView,
  HopToMindView,
  HopView,
  InboxView,
  MessageView,
  OfferView,
  ProblemCode,
  QueueView,
  SavedViewView,
  SuggestedArticleView,
  TakenBackView,
} from "@circuito/protocol";

/** What the server says no with. */
export class Refused extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly details: Record<string, unknown> = {},
  ) {
    super(code);
  }
}

export interface WorldSeed {
  readonly agents: readonly AgentView[];
  readonly queues: readonly QueueView[];
  readonly inboxes: readonly InboxView[];
}

type Told = Partial<Omit<ConversationView, "id" | "version">>;
/** Events keep their own shape while position and instant are added here. */
type Untold<E = AgentEvent> = E extends AgentEvent ? Omit<E, "position" | "at"> : never;

/** An in-memory gateway: the state behind the protocol, and the log of its events. */
export class World {
  readonly agents = new Map<string, AgentView>();
  readonly queues: readonly QueueView[];
  readonly inboxes: InboxView[];
  readonly views: SavedViewView[] = [];
  readonly conversations = new Map<string, ConversationView>();
  readonly messages = new Map<string, MessageView[]>();
  readonly activities = new Map<string, ActivityView[]>();
  readonly offers = new Map<string, OfferView>();
  readonly hops = new Map<string, HopView[]>();
  /** The breaks that people are offered. */
  breaks: ChosenReason[] = ["break", "lunch", "meeting", "training", "other"];
  readonly takenBack = new Map<string, TakenBackView[]>();
  /** When people answer; null: always. */
  openings: readonly { readonly from: string; readonly to: string }[] | null = null;
  /** Too much happened while somebody was away: it is not told one by one. */
  hasForgottenEvents = false;
  readonly clocks = new Map<string, ClocksView>();
  readonly procedures = new Map<string, ConversationProcedures>();
  readonly suggested = new Map<string, readonly SuggestedArticleView[]>();
  readonly events: AgentEvent[] = [];
  onEvents: (events: readonly AgentEvent[]) => void = () => undefined;
  private clock: number;

  constructor(seed: WorldSeed) {
    for (const agent of seed.agents) this.agents.set(agent.id, agent);
    this.queues = seed.queues;
    this.inboxes = [...seed.inboxes];
    this.clock = Date.now();
  }

  get position(): string {
    return String(this.events.length);
  }

  /** Strictly growing, so that the order of instants is the order of events. */
  now(): string {
    this.clock = Math.max(this.clock + 1, Date.now());
    return new Date(this.clock).toISOString();
  }

  open(view: ConversationView): ConversationView {
    this.conversations.set(view.id, view);
    this.messages.set(view.id, []);
    this.activities.set(view.id, []);
    this.hops.set(view.id, []);
    this.tell({ type: "conversation.changed", conversationId: view.id, conversation: view });
    return view;
  }

  change(id: string, told: Told): ConversationView {
    const before = this.conversation(id);
    const after = { ...before, ...told, version: before.version + 1 };
    this.conversations.set(id, after);
    this.tell({ type: "conversation.changed", conversationId: id, conversation: after });
    return after;
  }

  /** Writes a hand-over down; whoever owns the conversation later took it. */
  hop(
    before: ConversationView,
    hop: Pick<HopView, "kind" | "byName" | "toQueueId" | "note" | "result">,
  ): void {
    const hops = this.hops.get(before.id) ?? [];
    const at = this.now();
    hops.push({
      conversationId: before.id,
      n: hops.length + 1,
      fromQueueId: before.queueId,
      fromAgent: before.assignee,
      toAgent: null,
      diverted: null,
      meantQueueId: null,
      at,
      acceptBy: new Date(Date.parse(at) + 15 * 60_000).toISOString(),
      acceptedAt: null,
      acceptedBy: null,
      overdueAt: null,
      leftAt: null,
      queueMs: 0,
      ...hop,
    });
  }

  handOversToMind(): HopToMindView[] {
    return [...this.hops.keys()].flatMap((id) => {
      const { contact, protocol } = this.conversation(id);
      const last = this.hopsOf(id).items.at(-1);
      const isMinded = last?.acceptedAt === null && last.diverted !== null;
      return last && isMinded ? [{ ...last, protocol, contactName: contact.name }] : [];
    });
  }

  /** As the sweep does it when somebody is gone. */
  takeBack(id: string, because: TakenBackView["because"], absentSince: string): void {
    const { assignee, epoch, protocol, contact, queueId } = this.conversation(id);
    if (assignee === null) throw new Error("nobody has it");
    this.change(id, { assignee: null, epoch: epoch + 1 });
    const at = this.now();
    const told = { protocol, contactName: contact.name, queueId, assignee: null };
    const before = this.takenBack.get(assignee.id) ?? [];
    this.takenBack.set(assignee.id, [
      ...before,
      { conversationId: id, at, because, absentSince, ...told },
    ]);
    this.note(id, {
      kind: "released",
      actorName: null,
      because: "agent-unreachable",
      data: { agentId: assignee.id, since: absentSince, rule: because },
    });
  }

  hopsOf(id: string): HopsView {
    const { arrivedAt: at, queueId, assignee } = this.conversation(id);
    const hops = this.hops.get(id) ?? [];
    const [first] = hops;
    return {
      arrival: {
        at,
        queueId: first?.fromQueueId ?? queueId,
        acceptedAt: at,
        acceptedBy: first?.fromAgent ?? assignee,
        queueMs: 4 * 60_000,
      },
      items: hops.map((hop, place) => {
        const next = hops[place + 1];
        const acceptedBy = next === undefined ? assignee : next.fromAgent;
        const acceptedAt = acceptedBy === null ? null : hop.at;
        return { ...hop, acceptedBy, acceptedAt, leftAt: next?.at ?? null };
      }),
    };
  }

  conversation(id: string): ConversationView {
    const held = this.conversations.get(id);
    if (held === undefined) throw new Refused("not-found");
    return held;
  }

  say(
    conversationId: string,
    said: Partial<MessageView> & Pick<MessageView, "direction" | "text" | "author">,
  ): MessageView {
    const before = this.conversation(conversationId);
    const seq = before.lastSeq + 1;
    const at = said.createdAt ?? this.now();
    const message: MessageView = {
      id: randomUUID(),
      conversationId,
      seq,
      media: [],
      clientId: null,
      mail: null,
      delivery:
        said.direction === "outbound" ? { status: "queued", error: null, recipients: null } : null,
      chat: null,
      changes: null,
      revision: 0,
      collision: false,
      sentAt: null,
      createdAt: at,
      ...said,
    };
    this.messages.get(conversationId)?.push(message);
    const isInbound = said.direction === "inbound";
    this.change(conversationId, {
      lastSeq: seq,
      lastMessageAt: at,
      preview: (said.text || (message.media[0]?.fileName ?? "")).slice(0, 140),
      previewLengthMs: (said.text === "" ? message.media[0]?.lengthMs : undefined) ?? null,
      previewFrom: isInbound ? "customer" : said.direction === "note" ? "note" : "agent",
      ...(isInbound
        ? {
            status: "open",
            waitingOn: "agent",
            waitingSince: before.waitingSince ?? at,
            ...(before.replyWindowEndsAt === null ? {} : { replyWindowEndsAt: dayAfter(at) }),
          }
        : said.direction === "outbound"
          ? { waitingOn: "customer", waitingSince: null }
          : {}),
    });
    this.tell({ type: "message.created", conversationId, message });
    return message;
  }

  customerSays(conversationId: string, text: string, told: Partial<MessageView> = {}): MessageView {
    const { contact } = this.conversation(conversationId);
    const author = { kind: "contact" as const, id: contact.id, name: contact.name };
    return this.say(conversationId, { direction: "inbound", text, author, ...told });
  }

  agentSays(
    conversationId: string,
    agentId: string,
    text: string,
    told: Partial<MessageView> = {},
  ) {
    const agent = this.agents.get(agentId);
    const author = { kind: "agent" as const, id: agentId, name: agent?.name ?? null };
    return this.say(conversationId, { direction: "outbound", text, author, ...told });
  }

  deliver(
    conversationId: string,
    seq: number,
    status: DeliveryStatus,
    error: string | null = null,
  ) {
    this.replace(conversationId, seq, { delivery: { status, error, recipients: null } });
  }

  /** What became of a mail, recipient by recipient. */
  settle(
    conversationId: string,
    seq: number,
    status: DeliveryStatus,
    recipients: NonNullable<MessageView["delivery"]>["recipients"],
  ) {
    this.replace(conversationId, seq, { delivery: { status, error: null, recipients } });
  }

  replace(conversationId: string, seq: number, told: Partial<MessageView>): MessageView {
    const all = this.messages.get(conversationId) ?? [];
    const at = all.findIndex((message) => message.seq === seq);
    const before = all[at];
    if (before === undefined) throw new Error(`no message ${seq}`);
    const message: MessageView = { ...before, ...told };
    all[at] = message;
    this.tell({ type: "message.changed", conversationId, message });
    return message;
  }

  note(conversationId: string, activity: Pick<ActivityView, "kind"> & Partial<ActivityView>): void {
    const noted: ActivityView = {
      id: String(this.events.length + 1),
      conversationId,
      actorName: null,
      data: {},
      because: null,
      at: this.now(),
      ...activity,
    };
    this.activities.get(conversationId)?.push(noted);
    this.tell({ type: "activity.created", conversationId, activity: noted });
  }

  changeAgent(id: string, told: Partial<AgentView>): AgentView {
    const before = this.agents.get(id);
    if (before === undefined) throw new Refused("not-found");
    const agent = { ...before, ...told };
    this.agents.set(id, agent);
    this.tell({ type: "agent.changed", conversationId: null, agent });
    return agent;
  }

  /** Adds or changes an inbox, and says so. */
  putInbox(inbox: InboxView): InboxView {
    const at = this.inboxes.findIndex(({ id }) => id === inbox.id);
    this.inboxes.splice(at < 0 ? this.inboxes.length : at, 1, inbox);
    this.tell({ type: "inbox.changed", conversationId: null, inboxId: inbox.id });
    return inbox;
  }

  inbox(id: string): InboxView {
    const held = this.inboxes.find((inbox) => inbox.id === id);
    if (held === undefined) throw new Refused("not-found");
    return held;
  }

  /** Holds a conversation out to somebody for so long, or says how that ended. */
  offer(offer: OfferView): OfferView {
    this.offers.set(offer.id, offer);
    this.tell({ type: "offer.changed", conversationId: offer.conversation.id, offer });
    return offer;
  }

  newOffer(conversationId: string, agentId: string, seconds: number): OfferView {
    const conversation = this.conversation(conversationId);
    const at = this.now();
    return this.offer({
      id: randomUUID(),
      agentId,
      queueId: conversation.queueId ?? "",
      state: "pending",
      offeredAt: at,
      expiresAt: new Date(Date.parse(at) + seconds * 1_000).toISOString(),
      conversation,
    });
  }

  private tell(event: Untold): void {
    const told = {
      ...event,
      position: String(this.events.length + 1),
      at: this.now(),
    } as AgentEvent;
    this.events.push(told);
    this.onEvents([told]);
  }
}

const DAY_MS = 24 * 60 * 60_000;
const dayAfter = (at: string) => new Date(Date.parse(at) + DAY_MS).toISOString();
