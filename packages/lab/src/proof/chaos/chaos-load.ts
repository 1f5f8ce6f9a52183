import { setTimeout as pause } from "node:timers/promises";
import { type HistoryEvent, Journal } from "../../journal.ts";
import { AgentObserver } from "../../load/agent-observer.ts";
import type { AgentSession } from "../../load/agent-session.ts";
import { ChatClient } from "../../load/chat-client.ts";
import { runOpenLoop } from "../../load/open-loop.ts";
import { DEFAULT_PROFILE, type PlannedRequest, planRequests } from "../../load/plan.ts";
import { makePrng } from "../../load/prng.ts";
import { ReplyClient } from "../../load/reply-client.ts";
import { takeUntil } from "../../load/take-until.ts";
import { WebhookClient, type WebhookTarget } from "../../load/webhook-client.ts";
import { graphWire, signedJsonWire, type Wire } from "../../load/wire.ts";
import { writeText } from "../../load/words.ts";
import { lostStretches, type StoredMessage, stretchOf } from "../../oracle/index.ts";
import {
  CHAT_ACCOUNT,
  CHAT_SITE,
  type ChaosStage,
  DOORS,
  SMS_ACCOUNT,
  SMS_NUMBER,
  WHATSAPP_ACCOUNT,
} from "./chaos-stage.ts";

/** Of all messages; the rest is the visitors'. */
const SMS_SHARE = 0.5;
const WHATSAPP_SHARE = 0.35;
const VISITORS = 24;
/** An answer for every so many messages that come in. */
const MESSAGES_PER_REPLY = 4;
/** WhatsApp's customers begin here, and those of single faults here: nobody is on two channels. */
const WHATSAPP_CUSTOMERS_FROM = 10_000;
const FAULT_CUSTOMERS_FROM = 20_000;
/** One agent in three tabs, and one at the other door. */
const CONSOLES = ["web-1", "web-1", "web-1", "web-2"] as const;
/** What may be delivered once more by a fault. */
const REMEMBERED_REQUESTS = 2_000;
/** How long after the load's end what was begun is still tried. */
const PATIENCE_MS = 90_000;

/** Everybody outside: customers on three channels, agents who answer, consoles that watch. */
export class ChaosLoad implements Disposable {
  readonly stage: ChaosStage;
  readonly sms: WebhookClient;
  readonly whatsapp: WebhookClient;
  /** Requests of the load, newest last. */
  readonly recent: PlannedRequest[] = [];
  readonly #run: string;
  readonly #seed: string;
  readonly #journals: readonly Journal[];
  readonly #seeing: Journal[] = [];
  readonly #consoles: AgentObserver[] = [];
  readonly #visitors: ChatClient[] = [];
  readonly #writer: ReplyClient;
  readonly #agent: AgentSession;
  readonly #chatting: Journal;
  readonly #texted = new Set<string>();
  #searchedTo = 0;
  #faultCustomers = FAULT_CUSTOMERS_FROM;

  static async open(
    stage: ChaosStage,
    { run, seed, provider }: { run: string; seed: string; provider: Journal },
  ): Promise<ChaosLoad> {
    const load = new ChaosLoad(stage, run, seed, provider);
    try {
      await load.#agent.logIn();
      await load.#openVisitors();
      await load.#openConsoles();
      return load;
    } catch (error) {
      load[Symbol.dispose]();
      throw error;
    }
  }

  private constructor(stage: ChaosStage, run: string, seed: string, provider: Journal) {
    this.stage = stage;
    this.#run = run;
    this.#seed = seed;
    const journal = (actor: string): Journal => new Journal({ run, seed, actor });
    const [texting, messaging, writing] = ["sms", "whatsapp", "agent"].map(journal) as [
      Journal,
      Journal,
      Journal,
    ];
    this.#chatting = journal("visitors");
    this.#journals = [provider, texting, messaging, writing, this.#chatting];
    const target = this.smsTarget("web-1");
    this.sms = new WebhookClient(
      target,
      texting,
      inTurn(DOORS.map((door) => signedJsonWire(this.smsTarget(door)))),
    );
    const { appSecret, wabaId, phoneNumberId, displayPhoneNumber } = stage.graph;
    const inbox = stage.inbox(WHATSAPP_ACCOUNT);
    this.whatsapp = new WebhookClient(
      { ...target, account: WHATSAPP_ACCOUNT },
      messaging,
      inTurn(
        DOORS.map((door) => {
          const url = `${stage.originOf(door)}/webhooks/${inbox}`;
          return graphWire({ url, appSecret, wabaId, phoneNumberId, displayPhoneNumber });
        }),
      ),
    );
    this.#agent = stage.admin("web-2");
    this.#writer = new ReplyClient(this.#agent, writing, SMS_ACCOUNT);
  }

  get history(): readonly HistoryEvent[] {
    return [...this.#journals, ...this.#seeing].flatMap(({ events }) => events);
  }

  /** Of each console: whether it was told of a message, or that it is its own to fetch. */
  told(): readonly ((message: StoredMessage) => boolean)[] {
    return this.#seeing.map(({ events }) => {
      const seen = new Set(events.map(({ extra }) => extra.messageId));
      const lost = [...lostStretches(events).values()].flat();
      return ({ id, noticedAt }) => seen.has(id) || stretchOf(lost, noticedAt) !== undefined;
    });
  }

  smsTarget(door: (typeof DOORS)[number]): WebhookTarget {
    return {
      url: `${this.stage.originOf(door)}/webhooks/${this.stage.inbox(SMS_ACCOUNT)}`,
      secret: this.stage.sms.secret,
      account: SMS_ACCOUNT,
      to: SMS_NUMBER,
    };
  }

  /** Messages of somebody who never wrote before, one in each request. */
  fromNewCustomer(count: number): readonly PlannedRequest[] {
    const profile = { customers: 1, duplicateShare: 0, shuffleShare: 0, batchShare: 0 };
    const firstCustomer = this.#faultCustomers++;
    const run = `${this.#run}-fault`;
    const plan = planRequests({ ...profile, run, seed: `${firstCustomer}`, firstCustomer });
    return Array.from({ length: count }, () => {
      const request = plan.next().value;
      return { ...request, id: `${request.id}_${firstCustomer}` };
    });
  }

  /** Everybody writes for so long, or until it is over. Resolves once all that was begun has an end. */
  async make(forMs: number, perSecond: number, signal: AbortSignal): Promise<void> {
    const endsAtMs = performance.now() + forMs;
    const isOver = (): boolean => signal.aborted || performance.now() > endsAtMs;
    const options = { forMs, patienceMs: PATIENCE_MS };
    const profile = { ...DEFAULT_PROFILE, seed: this.#seed };
    const texts = planRequests({ ...profile, run: `${this.#run}-sms` });
    const chats = planRequests({
      ...profile,
      run: `${this.#run}-wa`,
      firstCustomer: WHATSAPP_CUSTOMERS_FROM,
    });
    await Promise.all([
      runOpenLoop(this.sms, takeUntil(texts, isOver), perSecond * SMS_SHARE, {
        ...options,
        onSend: (request) => this.#remember(request),
      }),
      runOpenLoop(this.whatsapp, takeUntil(chats, isOver), perSecond * WHATSAPP_SHARE, options),
      this.#chat(perSecond * (1 - SMS_SHARE - WHATSAPP_SHARE), isOver),
      this.#reply(perSecond / MESSAGES_PER_REPLY, isOver),
    ]);
  }

  [Symbol.dispose](): void {
    this.sms[Symbol.dispose]();
    this.whatsapp[Symbol.dispose]();
    for (const one of [...this.#consoles, ...this.#visitors]) one[Symbol.dispose]();
  }

  async #openVisitors(): Promise<void> {
    for (let at = 0; at < VISITORS; at++) {
      const door = DOORS[at % DOORS.length] ?? "web-1";
      const visitor = new ChatClient({
        origin: this.stage.originOf(door),
        site: CHAT_SITE,
        inboxId: this.stage.inbox(CHAT_ACCOUNT),
        journal: this.#chatting,
        account: CHAT_ACCOUNT,
      });
      this.#visitors.push(visitor);
      await visitor.open();
    }
  }

  async #openConsoles(): Promise<void> {
    for (const [at, door] of CONSOLES.entries()) {
      const journal = new Journal({ run: this.#run, seed: this.#seed, actor: `console-${at + 1}` });
      this.#seeing.push(journal);
      const session = this.stage.admin(door);
      const console = new AgentObserver({
        url: `${this.stage.originOf(door)}/agent`,
        auth: async () => ({ ticket: await session.ticket() }),
        journal,
        account: SMS_ACCOUNT,
      });
      this.#consoles.push(console);
      await console.connect();
    }
  }

  get #chatRun(): string {
    return `${this.#run}-chat`;
  }

  #remember(request: PlannedRequest): void {
    this.recent.push(request);
    if (this.recent.length > REMEMBERED_REQUESTS) this.recent.shift();
  }

  /** Each visitor writes one thing after the other, as people do. */
  async #chat(perSecond: number, isOver: () => boolean): Promise<void> {
    const everyMs = (1_000 * VISITORS) / perSecond;
    const prng = makePrng(this.#seed, "chat");
    await Promise.all(
      this.#visitors.map(async (visitor, customer) => {
        for (let n = 1; !isOver(); n++) {
          const text = writeText(prng, { run: this.#chatRun, customer, n });
          await visitor.write(text, performance.now() + PATIENCE_MS);
          await pause(everyMs);
        }
      }),
    );
  }

  /**
   * An answer after the other to the conversations that the first console knows, in turn: those of the
   * provider whose journal our messages are held against.
   */
  async #reply(perSecond: number, isOver: () => boolean): Promise<void> {
    const writing = new Set<Promise<unknown>>();
    for (let turn = 0; !isOver(); turn++) {
      const conversations = this.#textedIn();
      const one = conversations[turn % Math.max(1, conversations.length)];
      if (one) {
        const text = `Resposta ${turn}: já verificamos.`;
        const reply = this.#writer.write(one, text, performance.now() + PATIENCE_MS);
        const kept = reply.finally(() => writing.delete(kept));
        writing.add(kept);
      }
      await pause(1_000 / perSecond);
    }
    await Promise.all(writing);
  }

  /** Conversations by SMS, of which the first console was told; looked for where the last search ended. */
  #textedIn(): readonly string[] {
    const events = this.#seeing[0]?.events ?? [];
    for (; this.#searchedTo < events.length; this.#searchedTo++) {
      const event = events[this.#searchedTo];
      if (event?.key.ext.startsWith(`${this.#run}-sms:`)) this.#texted.add(event.conv_hint);
    }
    return [...this.#texted];
  }
}

/** As a balancer does: the next request goes to the next door, a repeat as well. */
function inTurn(wires: readonly Wire[]): Wire {
  let turn = 0;
  return (planned, agent) => {
    const wire = wires[turn++ % wires.length];
    if (!wire) throw new Error("there is no door");
    return wire(planned, agent);
  };
}
