import type { CustomerSocket } from "../customer-socket.ts";

export interface Emitted {
  readonly event: string;
  readonly data: unknown;
}

/** A customer's browser in a test's hands. */
export class ScriptedSocket implements CustomerSocket {
  readonly id = "socket-1";
  readonly auth: unknown;
  readonly origin: string | undefined;
  readonly remoteAddress: string;
  readonly emitted: Emitted[] = [];
  isConnected = true;
  #onEvent: (event: string, data: unknown, reply: (answer: unknown) => void) => void = () => {};
  #onDisconnect: (() => void)[] = [];
  #waiting: (() => void)[] = [];

  constructor(handshake: {
    readonly auth: unknown;
    readonly origin: string | undefined;
    readonly remoteAddress?: string;
  }) {
    this.auth = handshake.auth;
    this.origin = handshake.origin;
    this.remoteAddress = handshake.remoteAddress ?? "192.0.2.1";
  }

  emit(event: string, data: unknown): void {
    this.emitted.push({ event, data });
    this.#wake();
  }

  onEvent(
    listener: (event: string, data: unknown, reply: (answer: unknown) => void) => void,
  ): void {
    this.#onEvent = listener;
  }

  onDisconnect(listener: () => void): void {
    this.#onDisconnect.push(listener);
  }

  disconnect(): void {
    if (!this.isConnected) return;
    this.isConnected = false;
    for (const listener of this.#onDisconnect) listener();
    this.#wake();
  }

  /** Says something and resolves with the answer. */
  say(event: string, data?: unknown): Promise<unknown> {
    return new Promise((resolve) => this.#onEvent(event, data, resolve));
  }

  /** Says something and asks for no answer. */
  mutter(event: string, data?: unknown): void {
    this.#onEvent(event, data, () => {});
  }

  /** The data of the nth event of this name, waiting for it if need be. */
  async heard(event: string, nth = 1): Promise<unknown> {
    for (;;) {
      const found = this.emitted.filter((one) => one.event === event)[nth - 1];
      if (found) return found.data;
      if (!this.isConnected) {
        throw new Error(`disconnected before ${event}: ${JSON.stringify(this.emitted)}`);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #wake(): void {
    const woken = this.#waiting;
    this.#waiting = [];
    for (const wake of woken) wake();
  }
}
