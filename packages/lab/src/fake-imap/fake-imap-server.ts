import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { FakeImapSession } from "./fake-imap-session.ts";
import { FakeMailbox } from "./fake-mailbox.ts";

/** How the server misbehaves. Changed while it runs; what comes next is meant. */
export interface ImapConduct {
  /** The answer to a login, e.g. `NO [AUTHENTICATIONFAILED] who are you`. */
  login: string | undefined;
  /** Access tokens that XOAUTH2 logins are taken with; without it passwords are. */
  tokens: Set<string> | undefined;
  /** Answers to the next FETCH commands, each used up once; then mails. */
  readonly fetchRefusals: string[];
  /** Cuts the connection at this byte of the next mails sent, each used up once. */
  readonly cutsAt: number[];
  /** Runs after a SEARCH was answered: what another client does in between. */
  afterSearch: (() => void) | undefined;
  /** What mailboxes say of themselves beyond the rest, e.g. `[HIGHESTMODSEQ 5]`. */
  selectExtras: readonly string[];
  /** What it says it can do, besides the protocol. */
  abilities: string;
  /** No UIDNEXT and UIDVALIDITY in answers to STATUS. */
  tellsNoUids: boolean;
}

/**
 * A minimal IMAP4rev1 server on the loopback address, for what no good server can be told to do: it
 * lies, hangs, cuts connections in the middle of a mail and gives all mails new UIDs.
 */
export class FakeImapServer implements AsyncDisposable {
  readonly mailboxes = new Map<string, FakeMailbox>([["INBOX", new FakeMailbox()]]);
  readonly conduct: ImapConduct = {
    login: undefined,
    tokens: undefined,
    fetchRefusals: [],
    cutsAt: [],
    afterSearch: undefined,
    selectExtras: [],
    abilities: "IDLE",
    tellsNoUids: false,
  };
  /** Commands in order, without their arguments' secrets. */
  readonly commands: string[] = [];
  /** Bytes of mails sent, what was sent again included. */
  mailBytesSent = 0;
  readonly #sessions = new Set<FakeImapSession>();
  readonly #server: Server;
  readonly port: number;

  static async start(): Promise<FakeImapServer> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FakeImapServer(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on("connection", (socket) => {
      const session = new FakeImapSession(socket, this);
      this.#sessions.add(session);
      socket.once("close", () => this.#sessions.delete(session));
    });
  }

  get inbox(): FakeMailbox {
    const inbox = this.mailboxes.get("INBOX");
    if (!inbox) throw new Error("the fake server has no INBOX");
    return inbox;
  }

  get connections(): number {
    return this.#sessions.size;
  }

  /** Delivers, and tells those who wait. */
  deliver(bytes: string | Buffer, arrivedAt?: number): void {
    this.inbox.add(bytes, arrivedAt);
    for (const session of this.#sessions) session.tellExists();
  }

  /** Ends all sessions, politely. */
  sayBye(reason: string): void {
    for (const session of this.#sessions) session.bye(reason);
  }

  /** Ends all sessions without a word. */
  cut(): void {
    for (const session of this.#sessions) session.cut();
  }

  /** The network between us and the present clients is gone, and neither side is told. */
  freeze(): void {
    for (const session of this.#sessions) session.freeze();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions) session.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
