import { randomUUID } from "node:crypto";
import type pg from "pg";
import { chooseFreePort } from "../../apps/gateway/src/testing/spawn-circuito.ts";
import {
  AgentSession,
  type CaughtLetter,
  findDemoMailbox,
  type GatewayProcess,
  readCaughtLetters,
  readDemoAdmin,
} from "../../packages/lab/src/index.ts";
import {
  type LedgerRowView,
  ledgerRowView,
  type MessageView,
  messageView,
  type WholeMailView,
  wholeMailView,
} from "../../packages/protocol/src/index.ts";
import { deliver } from "../email/deliver.ts";
import { until } from "../email/until.ts";
import { type DemoStage, startDemoStage } from "../story/demo-stage.ts";
import { type Letter, writeLetter } from "./write-letter.ts";

/** A busy machine, and a delivery's first retry. */
const WAIT_MAX_MS = 30_000;

/** What became of a mail that was handed over. */
export interface Taken {
  readonly row: LedgerRowView;
  /** Absent for what stands in no conversation. */
  readonly message: MessageView | undefined;
  readonly mail: WholeMailView | undefined;
}

/** The built gateway as a demo, with its mailbox, its catcher and an admin. */
export class MailStage implements AsyncDisposable {
  readonly #stage: DemoStage;
  readonly dataDir: string;
  readonly gateway: GatewayProcess;
  readonly mailPort: number;
  readonly admin: AgentSession;
  readonly login: { readonly email: string; readonly password: string };

  static async start(env: Readonly<Record<string, string>> = {}): Promise<MailStage> {
    const mailPort = await chooseFreePort();
    const stage = await startDemoStage("mail-story", {
      MAIL_LISTENER_PORT: String(mailPort),
      ...env,
    });
    // The admin sees every conversation, whoever it is given to.
    return new MailStage(stage, mailPort, await readDemoAdmin(stage.dataDir));
  }

  private constructor(
    stage: DemoStage,
    mailPort: number,
    login: { readonly email: string; readonly password: string },
  ) {
    this.#stage = stage;
    this.dataDir = stage.dataDir;
    this.gateway = stage.gateway;
    this.mailPort = mailPort;
    this.login = login;
    this.admin = new AgentSession(stage.gateway.origin, login);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stage[Symbol.asyncDispose]();
  }

  /** Hands a letter to the listener by SMTP. @returns its Message-ID */
  async write(letter: Letter): Promise<string> {
    const shop = await findDemoMailbox(this.admin);
    const id = letter.id ?? `${randomUUID()}@mail.example.com`;
    const bytes = writeLetter({ ...letter, id }, shop);
    const to = letter.to ?? shop.address;
    await deliver(this.mailPort, to, [bytes], {
      protocol: "smtp",
      envelopeFrom: letter.envelopeFrom ?? letter.from,
    });
    return id;
  }

  /** Writes, and waits until it is decided what becomes of it. */
  async writeAndSee(letter: Letter): Promise<Taken> {
    const id = await this.write(letter);
    return this.taken(id);
  }

  async taken(mailId: string): Promise<Taken> {
    let row: LedgerRowView | undefined;
    await until(async () => {
      const query = new URLSearchParams({ externalId: `mid:${mailId}` });
      const page = Object(await this.admin.get(`/ledger?${query}`));
      [row] = ledgerRowView.array().parse(page.items);
      return row !== undefined && row.state !== "accepted";
    }, WAIT_MAX_MS);
    if (!row) throw new Error("no row");
    const { messageId, conversationId } = row;
    if (messageId === null || conversationId === null) {
      return { row, message: undefined, mail: undefined };
    }
    const message = (await this.messages(conversationId)).find(({ id }) => id === messageId);
    const mail = wholeMailView.parse(await this.admin.get(`/messages/${messageId}/mail`));
    return { row, message, mail };
  }

  async messages(conversationId: string): Promise<readonly MessageView[]> {
    const answer = await this.admin.get(`/conversations/${conversationId}/messages`);
    return messageView.array().parse(Object(answer).items);
  }

  /** An agent's answer. @returns what the customer got */
  async reply(conversationId: string, text: string): Promise<CaughtLetter & { messageId: string }> {
    await this.admin.post(`/conversations/${conversationId}/messages`, {
      clientId: randomUUID(),
      text,
    });
    return this.caught((letter) => letter.text.includes(text));
  }

  /** What the demo's page shows, newest first. */
  letters(): Promise<readonly CaughtLetter[]> {
    return readCaughtLetters(this.gateway.origin);
  }

  async caught(
    isIt: (letter: CaughtLetter) => boolean,
  ): Promise<CaughtLetter & { messageId: string }> {
    let found: CaughtLetter | undefined;
    await until(async () => {
      found = (await this.letters()).find(
        (letter) => letter.direction === "received" && isIt(letter),
      );
      return found !== undefined;
    }, WAIT_MAX_MS);
    if (found?.messageId === undefined) throw new Error("a letter without Message-ID");
    return { ...found, messageId: found.messageId };
  }

  /** For what only time does, and to look at the end. */
  query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.#stage.query<Row>(text, values);
  }
}
