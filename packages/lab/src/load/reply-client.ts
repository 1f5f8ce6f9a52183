import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Journal } from "../journal.ts";
import { judgeAnswer } from "../post-signed.ts";
import type { AgentSession } from "./agent-session.ts";

/** A console asks again when it has no answer; as soon, so that a crash is met in mid-air. */
const RETRY_PAUSE_MS = 200;

/**
 * An agent who answers customers, as a console does: each reply has an id of its own, and is said again
 * with it until it is known whether it is written.
 */
export class ReplyClient {
  readonly #session: AgentSession;
  readonly #journal: Journal;
  readonly #account: string;

  constructor(session: AgentSession, journal: Journal, account: string) {
    this.#session = session;
    this.#journal = journal;
    this.#account = account;
  }

  /** Retries until written, refused or `deadlineMs` (performance clock). @returns whether written */
  async write(conversationId: string, text: string, deadlineMs: number): Promise<boolean> {
    const clientId = randomUUID();
    const fact = {
      f: "reply" as const,
      key: { account: this.#account, ext: clientId },
      conv_hint: conversationId,
    };
    this.#journal.add({ ...fact, type: "invoke" });
    for (;;) {
      const answer = await this.#session.tell(`/conversations/${conversationId}/messages`, {
        clientId,
        text,
        kind: "reply",
      });
      const meaning = judgeAnswer(answer);
      this.#journal.add({ ...fact, type: meaning, extra: { status: answer ?? 0 } });
      if (meaning !== "info") return meaning === "ok";
      if (performance.now() > deadlineMs) return false;
      await pause(RETRY_PAUSE_MS);
    }
  }
}
