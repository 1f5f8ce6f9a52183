import { randomUUID } from "node:crypto";
import { ledgerBalanceView } from "@circuito/protocol";
import type { GatewayProcess } from "../../gateway/gateway-process.ts";
import {
  type DemoGateway,
  LAB_ACCOUNT,
  startDemoGateway,
} from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import type { AgentObserver } from "../../load/agent-observer.ts";
import { DEFAULT_PROFILE, type PlannedRequest, planRequests } from "../../load/plan.ts";
import { ReplyClient } from "../../load/reply-client.ts";
import { WebhookClient } from "../../load/webhook-client.ts";
import { judge, type Recovery, type Verdict } from "../../oracle/index.ts";
import { armedProgram } from "../armed-program.ts";
import { type FinalFacts, readFinally } from "../final-read.ts";
import type { Place } from "./plan-cases.ts";

/** Each resumes when its server comes back: as many as the seventh time of a point needs, and one more. */
const CONSOLES = 8;
/** Few enough to have conversations of many messages, in which order can be wrong. */
const CUSTOMERS = 40;

export interface CrashWorldOptions {
  /** An empty database. */
  readonly databaseUrl: string;
  /** Without it jobs are carried by PostgreSQL. */
  readonly redisUrl?: string | undefined;
  readonly seed: string;
}

/** A gateway in two processes, the outside world around it, and everything that this has seen. */
export class CrashWorld implements AsyncDisposable {
  readonly gateway: DemoGateway;
  readonly client: WebhookClient;
  readonly writer: ReplyClient;
  readonly plan: Iterator<PlannedRequest>;
  readonly recoveries: Recovery[] = [];
  readonly #databaseUrl: string;
  readonly #journals: readonly Journal[];
  readonly #seeing: readonly Journal[];
  readonly #consoles: readonly AgentObserver[];

  static async start({ databaseUrl, redisUrl, seed }: CrashWorldOptions): Promise<CrashWorld> {
    const run = `crash-${randomUUID().slice(0, 8)}`;
    const journal = (actor: string) => new Journal({ run, seed, actor });
    const provider = journal("provider");
    const gateway = await startDemoGateway({
      program: armedProgram(),
      databaseUrl,
      ...(redisUrl === undefined ? {} : { redisUrl }),
      providerJournal: provider,
    });
    try {
      const sending = journal("sender");
      const writing = journal("writer");
      const seeing = Array.from({ length: CONSOLES }, (_, at) => journal(`console-${at + 1}`));
      const consoles: AgentObserver[] = [];
      for (const one of seeing) consoles.push(await gateway.observe(one));
      const profile = { ...DEFAULT_PROFILE, customers: CUSTOMERS, run, seed };
      return new CrashWorld({
        gateway,
        databaseUrl,
        client: new WebhookClient(gateway.target, sending),
        writer: new ReplyClient(gateway.admin, writing, LAB_ACCOUNT),
        plan: planRequests(profile),
        journals: [provider, sending, writing, ...seeing],
        seeing,
        consoles,
      });
    } catch (error) {
      await gateway[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(parts: {
    readonly gateway: DemoGateway;
    readonly databaseUrl: string;
    readonly client: WebhookClient;
    readonly writer: ReplyClient;
    readonly plan: Iterator<PlannedRequest>;
    readonly journals: readonly Journal[];
    readonly seeing: readonly Journal[];
    readonly consoles: readonly AgentObserver[];
  }) {
    this.gateway = parts.gateway;
    this.client = parts.client;
    this.writer = parts.writer;
    this.plan = parts.plan;
    this.#databaseUrl = parts.databaseUrl;
    this.#journals = parts.journals;
    this.#seeing = parts.seeing;
    this.#consoles = parts.consoles;
  }

  processAt(place: Place): GatewayProcess {
    return this.gateway[place];
  }

  /** Conversations that a console was told of, the newest last. */
  conversations(): readonly string[] {
    return [...new Set(this.#seeing[0]?.events.map(({ conv_hint }) => conv_hint))];
  }

  /** Everything that the database holds now. */
  read(): Promise<FinalFacts> {
    const { inboxId } = this.gateway;
    return readFinally(this.#databaseUrl, (id) => (id === inboxId ? LAB_ACCOUNT : id));
  }

  /** Whether nothing is left to do, and every console was told of everything. */
  isQuiet({ leftovers, messages }: FinalFacts): boolean {
    if (Object.values(leftovers).some((count) => count > 0)) return false;
    return this.#seeing.every(({ events }) => {
      const told = new Set(events.map(({ extra }) => extra.messageId));
      return messages.every(({ id }) => told.has(id));
    });
  }

  /** What the oracle says of all that happened in this world so far. */
  async judge(read: FinalFacts, recoveryLimitMs: number): Promise<readonly Verdict[]> {
    const balance = await this.gateway.admin.get("/ledger/balance");
    const { channels: publishedBalance } = ledgerBalanceView.parse(balance);
    return judge({
      history: this.#journals.flatMap(({ events }) => events),
      read: { ...read, publishedBalance },
      storedByChannel: read.storedByChannel,
      // A case is short, and exact; a thousand come together over a run, and its sum says so.
      acceptedMin: 1,
      submittedMin: 1,
      recovery: { all: this.recoveries, limitMs: recoveryLimitMs },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client[Symbol.dispose]();
    for (const console of this.#consoles) console[Symbol.dispose]();
    await this.gateway[Symbol.asyncDispose]();
  }
}
