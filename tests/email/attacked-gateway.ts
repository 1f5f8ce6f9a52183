import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import {
  type MailExchanger,
  startMailExchanger,
} from "../../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import { AgentSession, GatewayProcess } from "../../packages/lab/src/index.ts";
import { createTestDatabase } from "../../packages/store/src/testing/index.ts";
import { type Dovecot, startDovecot } from "../setup/start-dovecot.ts";
import { deliver } from "./deliver.ts";
import { until } from "./until.ts";

const PROGRAM = join(import.meta.dirname, "../../apps/gateway/dist/main.js");
/** The connectors' own library. */
const { ImapFlow }: { ImapFlow: new (options: object) => ImapClient } = createRequire(
  join(import.meta.dirname, "../../packages/connectors/package.json"),
)("imapflow");
interface ImapClient {
  connect(): Promise<void>;
  append(mailbox: string, bytes: Buffer): Promise<unknown>;
  logout(): Promise<void>;
}

const PASSWORD = "pw of the mailbox";
/** Of any one wait; a machine under load takes seconds. */
const WAIT_MAX_MS = 60_000;

/** What became of a mail. */
export interface Fate {
  readonly state: string;
  readonly reason: string | null;
  readonly conversation: string | null;
  readonly message: string | null;
  readonly direction: string | null;
  readonly writer: string | null;
  readonly class: string | null;
  readonly status: string | null;
  readonly hasVerdict: boolean;
}

/** The built gateway, all roles in one process, on a real mailbox server, a mail server and a database. */
export interface AttackedGateway extends AsyncDisposable {
  readonly gateway: GatewayProcess;
  readonly dovecot: Dovecot;
  readonly exchanger: MailExchanger;
  readonly admin: AgentSession;
  readonly inboxes: Readonly<Record<"help" | "sales", string>>;
  /** Puts a mail into a mailbox. */
  send(
    user: "help" | "sales",
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<void>;
  /** Once it is neither new nor on its way. `collision` of several mails under one id. */
  fate(user: "help" | "sales", messageId: string, collision?: number): Promise<Fate>;
  rows<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** An admin's answer, once a mail server has taken it; its bytes. */
  answer(
    conversation: string,
    more?: object,
  ): Promise<{ readonly bytes: string; readonly to: readonly string[] }>;
  patch(path: string, body: object): Promise<number>;
  /** As a mail program of our own people does with what it sends. */
  keepInSent(user: "help" | "sales", mails: readonly string[]): Promise<void>;
}

/** `undefined` where there is no Dovecot. */
export async function startAttackedGateway(): Promise<AttackedGateway | undefined> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run pnpm build`);
  const dovecot = await startDovecot({ help: PASSWORD, sales: PASSWORD });
  if (!dovecot) return undefined;
  const started: (() => Promise<unknown>)[] = [async () => dovecot[Symbol.asyncDispose]()];
  const stop = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) await one();
  };
  try {
    return await startParts(dovecot, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  dovecot: Dovecot,
  started: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<AttackedGateway> {
  const exchanger = await startMailExchanger();
  started.push(async () => exchanger[Symbol.asyncDispose]());
  const database = await createTestDatabase();
  started.push(() => database.drop());
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  started.push(() => pool.end());
  const dataDir = await mkdtemp(join(tmpdir(), "circuito-attack-"));
  started.push(() => rm(dataDir, { recursive: true, force: true }));
  const gateway = await GatewayProcess.start({
    program: [PROGRAM, "start"],
    roles: "all",
    env: {
      DATABASE_URL: database.url,
      SECRET_KEY: randomBytes(32).toString("base64"),
      DATA_DIR: dataDir,
      DEMO: "true",
      LOG_LEVEL: "warn",
      PRIVATE_NETWORKS: "127.0.0.0/8,::1/128",
    },
  });
  started.push(async () => gateway[Symbol.asyncDispose]());
  const logins: { email: string; password: string; does: string }[] = JSON.parse(
    await readFile(join(dataDir, "demo-logins.json"), "utf8"),
  );
  const login = logins.find(({ does }) => does.startsWith("admin"));
  if (!login) throw new Error("the demo has no admin");
  const admin = new AgentSession(gateway.origin, { email: login.email, password: login.password });
  const addInbox = async (user: "help" | "sales"): Promise<string> => {
    const made = await admin.post("/inboxes", {
      name: user,
      channel: "email",
      settings: {
        address: `${user}@example.org`,
        authservId: "mx.example.org",
        imapHost: "localhost",
        imapPort: dovecot.imapPort,
        imapSecurity: "starttls",
        imapCertificate: dovecot.certificate,
        imapUser: user,
        imapPassword: PASSWORD,
        firstMails: { from: "everything" },
        sentMailbox: "Sent",
        smtpHost: "127.0.0.1",
        smtpPort: exchanger.port,
        smtpSecurity: "none",
        perMinuteMax: 1_000,
      },
    });
    return (made as { id: string }).id;
  };
  const inboxes = { help: await addInbox("help"), sales: await addInbox("sales") };
  const rows: AttackedGateway["rows"] = async (sql, values = []) =>
    (await pool.query(sql, [...values])).rows;

  return {
    gateway,
    dovecot,
    exchanger,
    admin,
    inboxes,
    rows,
    send: (user, headers, body = "words") => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      return deliver(dovecot.lmtpPort, user, [[...lines, "", body, ""].join("\r\n")]);
    },
    async fate(user, messageId, collision = 0) {
      let found: Fate | undefined;
      await until(async () => {
        [found] = await rows<Fate & pg.QueryResultRow>(
          `select l.state, coalesce(l.reason, '') as reason, m.conversation_id as conversation,
             m.id as message, m.direction, k.writer, k.class, c.status,
             k.verdict is not null as "hasVerdict"
           from ledger l left join messages m on m.ledger_id = l.id
             left join message_mails k on k.message_id = m.id
             left join conversations c on c.id = m.conversation_id
           where l.inbox_id = $1 and l.external_id = $2 and l.collision = $3`,
          [inboxes[user], `mid:${messageId}`, collision],
        );
        return found !== undefined && found.state !== "accepted";
      }, WAIT_MAX_MS);
      if (!found) throw new Error(`no fate of ${messageId}`);
      return found;
    },
    async answer(conversation, more = {}) {
      const { taken } = exchanger;
      const before = taken.length;
      const clientId = crypto.randomUUID();
      const path = `/conversations/${conversation}/messages`;
      await admin.post(path, { text: "Saiu hoje.", clientId, ...more });
      await until(() => taken.length > before, WAIT_MAX_MS);
      const mail = taken.at(-1);
      if (!mail) throw new Error("nothing taken");
      return mail;
    },
    async patch(path, body) {
      const ticket = await fetch(`${gateway.origin}/api/v1/session`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-circuito-csrf": "1" },
        body: JSON.stringify({ email: login.email, password: login.password }),
      });
      const cookie = ticket.headers
        .getSetCookie()
        .map((c) => c.split(";", 1)[0])
        .join("; ");
      const answer = await fetch(`${gateway.origin}/api/v1${path}`, {
        method: "PATCH",
        headers: { "content-type": "application/json", "x-circuito-csrf": "1", cookie },
        body: JSON.stringify(body),
      });
      return answer.status;
    },
    async keepInSent(user, mails) {
      const client = new ImapFlow({
        host: "localhost",
        port: dovecot.imapPort,
        secure: false,
        auth: { user, pass: PASSWORD },
        tls: { rejectUnauthorized: false },
        logger: false,
      });
      await client.connect();
      for (const mail of mails) await client.append("Sent", Buffer.from(mail, "latin1"));
      await client.logout();
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** A header of a mail on the wire, unfolded. */
export function headerOf(bytes: string, name: string): string {
  const [head = ""] = bytes.split("\r\n\r\n", 1);
  return new RegExp(`^${name}: (.*)$`, "im").exec(head.replace(/\r\n[ \t]+/g, " "))?.[1] ?? "";
}
