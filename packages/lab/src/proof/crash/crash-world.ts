import { randomUUID } from "node:crypto";
import { inboxView, ledgerBalanceView } from "@circuito/protocol";
import { FakeImapServer } from "../../fake-imap/fake-imap-server.ts";
import { type GatewayProcess, READY_UNDER_LOAD_TIMEOUT_MS } from "../../gateway/gateway-process.ts";
import {
  type DemoGateway,
  LAB_ACCOUNT,
  startDemoGateway,
} from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import type { AgentObserver } from "../../load/agent-observer.ts";
import { MailClient } from "../../load/mail-client.ts";
import { DEFAULT_PROFILE, type PlannedRequest, planRequests } from "../../load/plan.ts";
import { ReplyClient } from "../../load/reply-client.ts";
import { UploadClient } from "../../load/upload-client.ts";
import { WebhookClient } from "../../load/webhook-client.ts";
import { type Evidence, judge, type Recovery, type Verdict } from "../../oracle/index.ts";
import { armedProgram } from "../armed-program.ts";
import { type FinalFacts, readFinally } from "../final-read.ts";
import { readKeptFiles } from "../read-kept-files.ts";
import type { Place } from "./plan-cases.ts";

/** Each resumes when its server comes back: as many as the seventh time of a point needs, and one more. */
const CONSOLES = 8;
/** Few enough to have conversations of many messages, in which order can be wrong. */
const CUSTOMERS = 40;
/** Names the mailbox in journals. */
const MAIL_ACCOUNT = "mail-lab";

export interface CrashWorldOptions {
  /** An empty database. */
  readonly databaseUrl: string;
  /** Without it jobs are carried by PostgreSQL. */
  readonly redisUrl?: string | undefined;
  readonly seed: string;
  /** What its processes are started with besides, the ones that are to break excepted. */
  readonly env?: Readonly<Record<string, string>>;
  /** The same database over a cable that can be cut; its processes reach it by this. */
  readonly cabledUrl?: string | undefined;
  /** What the process behind the door does; everything unless told otherwise. */
  readonly workerRoles?: string | undefined;
  readonly consoles?: number;
  /** What its processes run; a gateway that can be broken from inside unless told otherwise. */
  readonly program?: readonly string[];
}

/** A gateway in two processes, the outside world around it, and everything that this has seen. */
export class CrashWorld implements AsyncDisposable {
  readonly gateway: DemoGateway;
  readonly client: WebhookClient;
  readonly writer: ReplyClient;
  readonly mails: MailClient;
  readonly uploader: UploadClient;
  readonly plan: Iterator<PlannedRequest>;
  readonly recoveries: Recovery[] = [];
  /** Names this world, and what its load is drawn from. */
  readonly origin: { readonly run: string; readonly seed: string };
  readonly #databaseUrl: string;
  readonly #journals: Journal[];
  readonly #seeing: readonly Journal[];
  readonly #consoles: readonly AgentObserver[];
  readonly #mailServer: FakeImapServer;
  readonly #mailInboxId: string;

  static async start({
    databaseUrl,
    redisUrl,
    seed,
    env,
    cabledUrl,
    workerRoles,
    consoles: consoleCount = CONSOLES,
    program = armedProgram(),
  }: CrashWorldOptions): Promise<CrashWorld> {
    const run = `crash-${randomUUID().slice(0, 8)}`;
    const journal = (actor: string) => new Journal({ run, seed, actor });
    const provider = journal("provider");
    const gateway = await startDemoGateway({
      program,
      databaseUrl: cabledUrl ?? databaseUrl,
      ...(workerRoles === undefined ? {} : { workerRoles }),
      ...(redisUrl === undefined ? {} : { redisUrl }),
      providerJournal: provider,
      readyWithinMs: READY_UNDER_LOAD_TIMEOUT_MS,
      ...(env && { env }),
    });
    const mailServer = await FakeImapServer.start();
    try {
      const sending = journal("sender");
      const writing = journal("writer");
      const seeing = Array.from({ length: consoleCount }, (_, at) => journal(`console-${at + 1}`));
      const consoles: AgentObserver[] = [];
      for (const one of seeing) consoles.push(await gateway.observe(one));
      const profile = { ...DEFAULT_PROFILE, customers: CUSTOMERS, run, seed };
      return new CrashWorld({
        gateway,
        databaseUrl,
        client: new WebhookClient(gateway.target, sending),
        writer: new ReplyClient(gateway.admin, writing, LAB_ACCOUNT),
        mails: new MailClient(mailServer, sending, MAIL_ACCOUNT, run),
        uploader: new UploadClient(gateway.admin, writing, run),
        mailServer,
        mailInboxId: await addMailbox(gateway, mailServer),
        plan: planRequests(profile),
        origin: { run, seed },
        journals: [provider, sending, writing, ...seeing],
        seeing,
        consoles,
      });
    } catch (error) {
      await mailServer[Symbol.asyncDispose]();
      await gateway[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(parts: {
    readonly gateway: DemoGateway;
    readonly databaseUrl: string;
    readonly client: WebhookClient;
    readonly writer: ReplyClient;
    readonly mails: MailClient;
    readonly uploader: UploadClient;
    readonly mailServer: FakeImapServer;
    readonly mailInboxId: string;
    readonly plan: Iterator<PlannedRequest>;
    readonly origin: { readonly run: string; readonly seed: string };
    readonly journals: Journal[];
    readonly seeing: readonly Journal[];
    readonly consoles: readonly AgentObserver[];
  }) {
    this.gateway = parts.gateway;
    this.client = parts.client;
    this.writer = parts.writer;
    this.mails = parts.mails;
    this.uploader = parts.uploader;
    this.#mailServer = parts.mailServer;
    this.#mailInboxId = parts.mailInboxId;
    this.plan = parts.plan;
    this.origin = parts.origin;
    this.#databaseUrl = parts.databaseUrl;
    this.#journals = parts.journals;
    this.#seeing = parts.seeing;
    this.#consoles = parts.consoles;
  }

  /** What somebody else of the outside world does or sees; the oracle believes it as well. */
  journal(actor: string): Journal {
    const journal = new Journal({ ...this.origin, actor });
    this.#journals.push(journal);
    return journal;
  }

  processAt(place: Place): GatewayProcess {
    return this.gateway[place];
  }

  /** Conversations by SMS that a console was told of, the newest last. */
  conversations(): readonly string[] {
    const told = this.#seeing[0]?.events.filter(({ key }) => !key.ext.startsWith("unmarked:"));
    return [...new Set(told?.map(({ conv_hint }) => conv_hint))];
  }

  /** The conversation in which a console was told of this message; `undefined` until it was. */
  toldIn(externalId: string): string | undefined {
    return this.#seeing[0]?.events.find(({ key }) => key.ext === externalId)?.conv_hint;
  }

  /** Everything that the database holds now. */
  read(): Promise<FinalFacts> {
    const accounts = new Map([
      [this.gateway.inboxId, LAB_ACCOUNT],
      [this.#mailInboxId, MAIL_ACCOUNT],
    ]);
    return readFinally(this.#databaseUrl, (id) => accounts.get(id) ?? id);
  }

  /** Whether nothing is left to do, and every console was told of everything. */
  isQuiet(facts: FinalFacts): boolean {
    return this.leftToDo(facts).length === 0;
  }

  /** What is not yet done, as sentences; empty once nothing happens any more. */
  leftToDo({ leftovers, messages, aside }: FinalFacts): readonly string[] {
    const mails = [...messages, ...aside].filter(
      ({ account, ext }) => account === MAIL_ACCOUNT && ext !== null,
    );
    const missingMails = this.mails.written - mails.length;
    return [
      ...Object.entries(leftovers)
        .filter(([, count]) => count > 0)
        .map(([what, count]) => `${count} ${what}`),
      ...(missingMails > 0 ? [`${missingMails} mails not taken in`] : []),
      ...this.#seeing.flatMap(({ events }, at) => {
        const told = new Set(events.map(({ extra }) => extra.messageId));
        const untold = messages.filter(({ id }) => !told.has(id)).length;
        return untold > 0 ? [`console ${at + 1} not told of ${untold} messages`] : [];
      }),
    ];
  }

  /** What the oracle says of all that happened in this world so far. */
  async judge(
    read: FinalFacts,
    recoveryLimitMs: number,
    further: Partial<Evidence> = {},
  ): Promise<readonly Verdict[]> {
    const balance = await this.gateway.admin.get("/ledger/balance");
    const { channels: publishedBalance } = ledgerBalanceView.parse(balance);
    return judge({
      history: this.#journals.flatMap(({ events }) => events),
      read: { ...read, publishedBalance },
      storedByChannel: read.storedByChannel,
      // A case is short, and exact; a thousand come together over a run, and its sum says so.
      acceptedMin: 1,
      submittedMin: 1,
      files: {
        stored: {
          named: new Set(read.uploads),
          kept: await readKeptFiles(this.gateway.dataDir),
        },
        takenMin: 1,
      },
      recovery: { all: this.recoveries, limitMs: recoveryLimitMs },
      ...further,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client[Symbol.dispose]();
    for (const console of this.#consoles) console[Symbol.dispose]();
    await this.gateway[Symbol.asyncDispose]();
    await this.#mailServer[Symbol.asyncDispose]();
  }
}

/** A mailbox that is taken in from its first mail on, and says of each that it was. */
async function addMailbox(gateway: DemoGateway, server: FakeImapServer): Promise<string> {
  const inbox = await gateway.admin.post("/inboxes", {
    name: "Lab mail",
    channel: "email",
    settings: {
      address: "ajuda@example.org",
      authservId: "mx.example.org",
      imapHost: "127.0.0.1",
      imapPort: server.port,
      imapSecurity: "none",
      imapUser: "ajuda@example.org",
      imapPassword: "lab",
      firstMails: { from: "everything" },
      afterwards: "mark-seen",
    },
  });
  return inboxView.pick({ id: true }).parse(inbox).id;
}
