import { type Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { retryDelayMs } from "@circuito/protocol/retry-delay";
import { FrameReader, writeTextFrame } from "./websocket-frames.ts";

/* Times of the console's own socket (packages/realtime/src/agent-socket.ts). */
const CONNECT_TIMEOUT_MS = 10_000;
const RESUME_TIMEOUT_MS = 10_000;
const HEAD_PATIENCE_MS = 2_000;
const SILENCE_MAX_MS = 45_000;

/** A page that waits longer for its ticket is reloaded by its person. */
const TICKET_TIMEOUT_MS = 10_000;
const NAMESPACE = "/agent";
const END_OF_HEAD = "\r\n\r\n";
/** Any 16 bytes do: the server only says them again, hashed. */
const KEY = Buffer.alloc(16).toString("base64");

/** What a process's consoles went through, by name. */
export type Counts = Record<string, number>;

export interface LightConsoleParts {
  readonly port: number;
  /** An address of this machine: each has ports of its own. */
  readonly localAddress: string;
  /** Of a person who is logged in; absent at a server that asks for no ticket. */
  readonly cookie: string | undefined;
  /** For tickets. */
  readonly agent: Agent;
  /** 0 ≤ random < 1: spreads who comes back. */
  readonly random: () => number;
  readonly counts: Counts;
  readonly onUp: (atMs: number) => void;
}

/**
 * A console's socket and nothing else: asks for a ticket, opens a websocket, holds its position, asks for what it
 * missed, and comes back after every loss as the console does, with the same waits. It speaks engine.io 4 and
 * socket.io 5 by hand, because ten thousand of them share the machine with the server that is measured.
 */
export class LightConsole implements Disposable {
  /** Greeted, and told of all that it missed. */
  isUp = false;
  position: string | undefined;
  readonly #parts: LightConsoleParts;
  #socket: Socket | undefined;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #behind: NodeJS.Timeout | undefined;
  #isResuming = false;
  #heldPosition: string | undefined;
  #isClosed = false;

  constructor(parts: LightConsoleParts) {
    this.#parts = parts;
  }

  open(): void {
    if (this.#isClosed) return;
    const { cookie } = this.#parts;
    if (cookie === undefined) this.#connect(undefined);
    else this.#fetchTicket(cookie);
  }

  /** The line is gone, as when a network is; the console comes back by itself. */
  cut(): void {
    if (this.#socket) this.#wentDown("cut");
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#drop();
  }

  #count(name: string): void {
    this.#parts.counts[name] = (this.#parts.counts[name] ?? 0) + 1;
  }

  #fetchTicket(cookie: string): void {
    const { port, agent, localAddress } = this.#parts;
    this.#count("ticket asked");
    let isOver = false;
    const over = (status: number | undefined, ticket?: string): void => {
      if (isOver || this.#isClosed) return;
      isOver = true;
      this.#count(`ticket ${status ?? "without answer"}`);
      if (ticket === undefined) this.#retryLater();
      else this.#connect(ticket);
    };
    const outgoing = request({
      host: "127.0.0.1",
      port,
      localAddress,
      agent,
      method: "POST",
      path: "/api/v1/session/ticket",
      headers: { cookie, "x-circuito-csrf": "1", "content-length": 0 },
    });
    outgoing.setTimeout(TICKET_TIMEOUT_MS, () => outgoing.destroy());
    outgoing.on("error", () => over(undefined));
    outgoing.on("response", (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("error", () => over(undefined));
      response.on("end", () => over(response.statusCode, /"ticket":"([^"]+)"/.exec(body)?.[1]));
    });
    outgoing.end();
  }

  #connect(ticket: string | undefined): void {
    const { port, localAddress } = this.#parts;
    const socket = connect({ host: "127.0.0.1", port, localAddress, noDelay: true });
    this.#socket = socket;
    const frames = new FrameReader();
    let head: string | undefined = "";
    this.#hearWithin(CONNECT_TIMEOUT_MS);
    const lost = (): void => void (this.#socket === socket && this.#wentDown("lost"));
    socket.on("error", lost);
    socket.on("close", lost);
    socket.on("data", (chunk) => {
      if (this.#socket !== socket) return;
      let bytes = chunk;
      if (head !== undefined) {
        head += bytes.toString("latin1");
        const end = head.indexOf(END_OF_HEAD);
        if (end < 0) return;
        if (!head.startsWith("HTTP/1.1 101")) {
          this.#wentDown("handshake refused");
          return;
        }
        bytes = Buffer.from(head.slice(end + END_OF_HEAD.length), "latin1");
        head = undefined;
      }
      for (const frame of frames.read(bytes)) {
        if (this.#socket !== socket) return;
        if (frame.kind === "close") this.#wentDown("closed by the server");
        else if (frame.kind === "text") this.#hear(frame.text, ticket);
      }
    });
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: upgrade\r\n` +
        `upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${KEY}\r\n\r\n`,
    );
  }

  /** One packet of engine.io, and in it one of socket.io. */
  #hear(packet: string, ticket: string | undefined): void {
    this.#deadline?.refresh();
    switch (packet[0]) {
      case "0": {
        this.#hearWithin(SILENCE_MAX_MS);
        const after = this.position === undefined ? {} : { after: this.position };
        const auth = ticket === undefined ? "" : JSON.stringify({ ticket, ...after });
        this.#say(`40${NAMESPACE},${auth}`);
        break;
      }
      case "2":
        this.#say("3");
        break;
      case "4":
        this.#hearMessage(packet[1], packet.slice(2 + NAMESPACE.length + 1));
    }
  }

  #hearMessage(kind: string | undefined, body: string): void {
    switch (kind) {
      case "1":
        this.#wentDown("disconnected by the server");
        break;
      case "2":
        this.#hearEvent(body);
        break;
      case "3":
        this.#resumed(body);
        break;
      case "4":
        this.#wentDown(`refused: ${refusalOf(body)}`);
    }
  }

  #hearEvent(body: string): void {
    const position = lastPositionIn(body);
    if (body.startsWith('["ready"')) this.#greeted(position);
    else if (body.startsWith('["head"')) this.#watchHead(position);
    else if (body.startsWith('["events"')) {
      this.#count("packets of events");
      if (this.#isResuming) this.#heldPosition = position;
      else this.position = position;
    }
  }

  #greeted(position: string | undefined): void {
    this.#attempt = 0;
    this.position ??= position;
    if (position === this.position) this.#cameUp();
    else this.#resume();
  }

  #watchHead(position: string | undefined): void {
    if (position === this.position) return;
    clearTimeout(this.#behind);
    this.#behind = setTimeout(() => {
      if (this.position === position || this.#isResuming) return;
      this.#count("resumes after a head");
      this.#resume();
    }, HEAD_PATIENCE_MS);
  }

  #resume(): void {
    this.#count("resumes");
    this.#isResuming = true;
    this.#heldPosition = undefined;
    this.#hearWithin(RESUME_TIMEOUT_MS);
    this.#say(`42${NAMESPACE},0["resume",{"after":"${this.position}"}]`);
  }

  #resumed(body: string): void {
    if (!this.#isResuming) return;
    this.#isResuming = false;
    if (body.includes('"snapshot-required"')) this.#count("snapshots required");
    this.position = this.#heldPosition ?? lastPositionIn(body);
    this.#hearWithin(SILENCE_MAX_MS);
    this.#cameUp();
  }

  #cameUp(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.#parts.onUp(performance.timeOrigin + performance.now());
  }

  #say(packet: string): void {
    this.#socket?.write(writeTextFrame(packet));
  }

  #hearWithin(ms: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#wentDown("silence"), ms);
  }

  #wentDown(because: string): void {
    this.#count(because);
    this.#drop();
    this.#retryLater();
  }

  #drop(): void {
    const dropped = this.#socket;
    this.#socket = undefined;
    this.isUp = false;
    this.#isResuming = false;
    clearTimeout(this.#deadline);
    clearTimeout(this.#behind);
    dropped?.destroy();
  }

  #retryLater(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#retry);
    const waitMs = retryDelayMs(this.#attempt, this.#parts.random());
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.open(), waitMs);
  }
}

/** Parsing what ten thousand are told would cost more than telling it: positions have one form. */
function lastPositionIn(body: string): string | undefined {
  const at = body.lastIndexOf('"position":"');
  return at < 0 ? undefined : /^"position":"([^"]*)"/.exec(body.slice(at))?.[1];
}

function refusalOf(body: string): string {
  return /"code":"([^"]*)"/.exec(body)?.[1] ?? "without a code";
}
