import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import {
  type ChatAck,
  type ChatMessage,
  type ChatPosition,
  type ChatSession,
  chatAuth,
  chatClientEvents,
} from "@circuito/protocol";
import type { PageInvitations } from "@circuito/protocol/proactive-text";
import { Server as SocketServer } from "socket.io";
import { portOf, startServer, stopServer } from "./web-server.ts";

/** What the gateway sends with the frame; nothing inline, nothing from elsewhere. */
export const FRAME_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; " +
  "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'";

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
};

type Conversation = NonNullable<ChatSession["conversation"]>;
type Acknowledge = (ack: ChatAck) => void;

/**
 * The other end of the wire: serves the built widget and speaks `/chat` for one visitor over a
 * real socket.io. The ledger outlives {@link stop}, as a database would.
 */
export class ChatGateway {
  readonly ledger: ChatMessage[] = [];
  /** What the client said against the wire's schemas: has to stay empty. */
  readonly violations: string[] = [];
  readonly introductions: unknown[] = [];
  readonly reads: ChatPosition[] = [];
  /** Tokens seen in handshakes, in order; `null` for none. */
  readonly tokens: (string | null)[] = [];
  /** What host pages vouched for, in the handshakes that had it. */
  readonly identities: string[] = [];
  refuseWith: string | null = null;
  /** The words are committed, but the answer does not come. */
  loseAcks = false;
  hours: ChatSession["hours"] = { open: true, opensAt: null };
  settings: ChatSession["settings"] = {
    companyName: "Loja Ipê",
    accentColor: "#6d28d9",
    greeting: "Olá! Como podemos ajudar?",
    logo: null,
    identityRequired: false,
    preChat: null,
  };
  conversation: Conversation | null = null;
  private server: Server | null = null;
  private sockets: SocketServer | null = null;
  private port = 0;

  constructor(private readonly dist: string) {}

  /** Ids of what was pressed. */
  readonly choices: string[] = [];
  /** What was answered before the first words, each time it came with some. */
  readonly answers: unknown[] = [];
  /** By which invitations first words said that they came. */
  readonly invitations: string[] = [];
  /** What the inbox's own loader tells of when to invite. */
  proactive: PageInvitations["rules"] = [];
  /** The picture at the head of the chat, where it has one. */
  picture: Buffer | null = null;
  /** What was answered is not as the form asks for it any more. */
  refusesAnswers = false;

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.server = await startServer(
      (request, response) => this.serve(request, response),
      this.port,
    );
    this.port = portOf(this.server);
    this.sockets = new SocketServer(this.server, { serveClient: false });
    this.speak(this.sockets);
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.sockets = null;
    this.server = null;
    if (server) await stopServer(server);
  }

  /** The agent writes; `unheard` commits without telling the open sockets. */
  agentSays(text: string, { unheard = false } = {}): ChatMessage {
    const message = this.commit({
      from: "agent",
      authorName: "Marina Costa",
      text,
      clientId: null,
    });
    if (!unheard) this.tell("message", this.eventOf(message));
    return message;
  }

  /** The attendant asks: words of nobody, and what may be answered with a press. */
  attendantAsks(text: string, titles: readonly string[]): void {
    const choices = titles.map((title, index) => ({ id: `choice-${index + 1}`, title }));
    const message = this.commit({
      ...{ from: "system", authorName: null, text, clientId: null },
      choices,
    });
    this.tell("message", this.eventOf(message));
  }

  /** The house asks, once it is over. */
  houseAsks(
    asks: NonNullable<ChatMessage["asks"]>,
    text: string,
    choices?: NonNullable<ChatMessage["choices"]>,
  ): void {
    const message = this.commit({
      ...{ from: "system", authorName: null, text, clientId: null, asks },
      ...(choices && { choices }),
    });
    this.tell("message", this.eventOf(message));
  }

  tell(event: string, payload: unknown): void {
    this.sockets?.of("/chat").emit(event, payload);
  }

  update(change: Partial<Conversation>): void {
    this.conversation = { ...this.openConversation(), ...change };
    this.tell("conversation", this.conversation);
  }

  private speak(sockets: SocketServer): void {
    const chat = sockets.of("/chat");
    chat.use((socket, next) => {
      const auth = chatAuth.safeParse(socket.handshake.auth);
      if (!auth.success) this.violations.push(`auth: ${auth.error.message}`);
      this.tokens.push(auth.data?.token ?? null);
      if (auth.data?.identity) this.identities.push(auth.data.identity);
      if (this.refuseWith === null) return next();
      const data = { code: this.refuseWith, message: "refused by the test" };
      next(Object.assign(new Error(data.message), { data }));
    });
    chat.on("connection", (socket) => {
      const auth = chatAuth.parse(socket.handshake.auth);
      const answer = <T>(
        event: keyof typeof chatClientEvents,
        run: (payload: T) => ChatAck | null,
      ): void => {
        socket.on(event, (payload: unknown, acknowledge: Acknowledge) => {
          const parsed = chatClientEvents[event].safeParse(payload);
          if (!parsed.success) this.violations.push(`${event}: ${parsed.error.message}`);
          const ack = run(payload as T);
          if (ack) acknowledge(ack);
        });
      };
      answer("message", ({ clientId, text, choice, answers, invitation }: ChatWords) => {
        if (invitation !== undefined) this.invitations.push(invitation);
        if (choice !== undefined) this.choices.push(choice);
        if (this.refusesAnswers) return { ok: false, code: "form-invalid", message: "by the test" };
        if (answers !== undefined) this.answers.push(answers);
        const known = this.ledger.some((message) => message.clientId === clientId);
        if (!known) {
          const message = this.commit({ from: "customer", authorName: null, text, clientId });
          if (!this.loseAcks) this.tell("message", this.eventOf(message));
        }
        return this.loseAcks ? null : { ok: true };
      });
      answer("read", (position: ChatPosition) => {
        this.reads.push(position);
        return { ok: true };
      });
      answer("typing", () => ({ ok: true }));
      answer("introduce", (profile) => {
        this.introductions.push(profile);
        return { ok: true };
      });
      answer("resume", ({ after }: { after?: ChatPosition }) => {
        socket.emit("session", this.session(after));
        return { ok: true };
      });
      socket.emit("session", this.session(auth.after));
    });
  }

  private session(after: ChatPosition | undefined): ChatSession {
    const snapshot = after === undefined;
    return {
      token: "visitor-token",
      visitorId: "0197a000-0000-7000-8000-000000000001",
      conversation: this.conversation,
      snapshot,
      messages: this.ledger.filter((message) => snapshot || message.seq > after.seq),
      hours: this.hours,
      settings: this.settings,
    };
  }

  private commit(
    words: Pick<ChatMessage, "from" | "authorName" | "text" | "clientId" | "choices">,
  ): ChatMessage {
    const previousSeq = this.ledger.at(-1)?.seq ?? 0;
    // Two notes between any two visible messages: what the customer sees is not consecutive.
    const seq = previousSeq + 3;
    const message: ChatMessage = {
      ...words,
      id: randomUUID(),
      seq,
      previousSeq,
      status: "accepted",
      at: new Date().toISOString(),
    };
    this.ledger.push(message);
    this.conversation = { ...this.openConversation(), lastSeq: seq };
    return message;
  }

  private openConversation(): Conversation {
    return (
      this.conversation ?? {
        conversationId: "0197a000-0000-7000-8000-00000000000a",
        protocol: "2026-0418-7",
        status: "open",
        lastSeq: 0,
        queue: null,
        agentName: null,
      }
    );
  }

  private eventOf(message: ChatMessage): { conversationId: string; message: ChatMessage } {
    return { conversationId: this.openConversation().conversationId, message };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", this.origin).pathname;
    if (path.startsWith("/socket.io/")) return;
    if (path === "/demo") {
      const page = await readFile(join(this.dist, "demo/index.html"), "utf8");
      const filled = page.replaceAll("{{ORIGIN}}", this.origin).replaceAll("{{INBOX_ID}}", INBOX);
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy":
          "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'",
      });
      response.end(filled);
      return;
    }
    if (path === `/widget/v1/${INBOX}/widget.js`) {
      const [loader, invite] = await Promise.all(
        ["widget.js", "invite.js"].map((file) => readFile(join(this.dist, file), "utf8")),
      );
      const told: PageInvitations = {
        ...{ inbox: INBOX, rules: this.proactive },
        hours: { open: this.hours.open, changesAt: null },
      };
      response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" });
      response.end(
        `document.currentScript.circuito=${JSON.stringify({ inbox: INBOX })};\n${loader}\n` +
          `document.currentScript.circuitoInvitations=${JSON.stringify(told)};\n${invite}`,
      );
      return;
    }
    if (path.includes("/logo/")) {
      if (this.picture) response.writeHead(200, { "content-type": "image/png" }).end(this.picture);
      else response.writeHead(404).end();
      return;
    }
    const isFrame = path.startsWith("/widget/v1/");
    const file = isFrame ? "app/index.html" : path.replace(/^\/(widget\/)?/, "");
    const body = await readFile(join(this.dist, file)).catch(() => null);
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      ...(isFrame && { "content-security-policy": FRAME_CSP }),
    });
    response.end(body);
  }
}

interface ChatWords {
  readonly clientId: string;
  readonly text: string;
  readonly choice?: string;
  readonly answers?: unknown;
  readonly invitation?: string;
}

export const INBOX = "0197a000-0000-7000-8000-0000000000ff";
