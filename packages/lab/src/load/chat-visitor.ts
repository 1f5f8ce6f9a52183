import { randomUUID } from "node:crypto";
import { type ChatMessage, chatAck, chatServerEvents } from "@circuito/protocol";
import { io, type Socket } from "socket.io-client";

/** Words that are not acknowledged within this are said again, as the widget does. */
const ACK_TIMEOUT_MS = 5_000;

/** A visitor of a site's chat without the site: one tab that keeps all it was told. */
export class ChatVisitor implements Disposable {
  readonly #socket: Socket;
  readonly #messages = new Map<string, ChatMessage>();

  /**
   * @param options.origin of the gateway, which has to be one of the sites that the inbox allows
   * @param options.inbox its id
   */
  static async enter(options: {
    readonly origin: string;
    readonly inbox: string;
  }): Promise<ChatVisitor> {
    const visitor = new ChatVisitor(options);
    await new Promise<void>((resolve, reject) => {
      visitor.#socket.once("session", () => resolve());
      // A door that is slow is tried again; one that says no is not.
      visitor.#socket.on("connect_error", (error) => {
        if (!visitor.#socket.active) reject(error);
      });
      visitor.#socket.once("refused", (data) => {
        reject(
          new Error(`the chat refused a visitor: ${chatServerEvents.refused.parse(data).code}`),
        );
      });
      visitor.#socket.connect();
    });
    return visitor;
  }

  private constructor({ origin, inbox }: { readonly origin: string; readonly inbox: string }) {
    let token: string | undefined;
    this.#socket = io(`${origin}/chat`, {
      transports: ["websocket"],
      autoConnect: false,
      // A tab has a connection of its own: one that is shared with an agent's socket has not its headers.
      forceNew: true,
      extraHeaders: { origin },
      auth: (give) => give({ inbox, ...(token !== undefined && { token }) }),
    });
    this.#socket.on("session", (data) => {
      const session = chatServerEvents.session.parse(data);
      token = session.token;
      for (const message of session.messages) this.#messages.set(message.id, message);
    });
    this.#socket.on("message", (data) => {
      const { message } = chatServerEvents.message.parse(data);
      this.#messages.set(message.id, message);
    });
  }

  /** Everything that was said, by both, in its order. */
  get messages(): readonly ChatMessage[] {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  /**
   * Resolves once the words are in the ledger.
   * @param choice id of what was offered, where a button says it
   */
  async say(text: string, choice?: string): Promise<void> {
    const words = { clientId: randomUUID(), text, ...(choice !== undefined && { choice }) };
    for (;;) {
      const answer: unknown = await this.#socket
        .timeout(ACK_TIMEOUT_MS)
        .emitWithAck("message", words)
        .catch(() => undefined);
      if (answer === undefined) continue;
      const ack = chatAck.parse(answer);
      if (!ack.ok) throw new Error(`the chat refused words: ${ack.code}`);
      return;
    }
  }

  [Symbol.dispose](): void {
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }
}
