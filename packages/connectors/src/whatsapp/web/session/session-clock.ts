import type { ConnectorHost } from "@circuito/connector";
import type { WaSession } from "../wa-session.ts";
import type { WebTimes } from "../web-times.ts";
import { nextRestart } from "./restart-hour.ts";
import { isRunning, type SessionEvent, type SessionState } from "./session-state.ts";

export interface SessionClockParts {
  readonly host: Pick<ConnectorHost, "log" | "now">;
  readonly times: WebTimes;
  readonly restartAt: string;
  readonly memoryMaxBytes: number;
  readonly lastMessageAt: () => number;
  readonly decide: (event: SessionEvent) => void;
  readonly state: () => SessionState;
  readonly session: () => WaSession | undefined;
}

/** What is looked at by the clock: whether the page answers, how large it is, whether its hour has come. */
export class SessionClock {
  readonly #parts: SessionClockParts;
  #ticking: NodeJS.Timeout | undefined;
  #beatAt = 0;
  #isBeating = false;
  #measuredAt = 0;
  #restartAt: number;

  constructor(parts: SessionClockParts) {
    this.#parts = parts;
    this.#restartAt = nextRestart(parts.restartAt, parts.host.now());
  }

  start(): void {
    this.#ticking ??= setInterval(() => this.#tick(), this.#parts.times.tickEveryMs);
  }

  stop(): void {
    clearInterval(this.#ticking);
  }

  /** A new browser: it is asked for the first time after a while, and has its hour ahead. */
  launched(): void {
    const now = this.#parts.host.now();
    this.#beatAt = now;
    this.#measuredAt = now;
    this.#restartAt = nextRestart(this.#parts.restartAt, now);
  }

  #tick(): void {
    const { host, times, decide } = this.#parts;
    const now = host.now();
    decide({ kind: "tick" });
    const session = this.#parts.session();
    const state = this.#parts.state();
    if (!isRunning(state) || !session) return;
    const isReady = state.name === "ready" || state.name === "degraded";
    const everyMs = isReady ? times.heartbeatEveryMs : times.probeEveryMs;
    if (now - this.#beatAt >= everyMs) void this.#beat(session);
    if (now - this.#measuredAt >= times.memoryEveryMs) void this.#measure(session);
    if (now >= this.#restartAt && now - this.#parts.lastMessageAt() >= times.quietForMs) {
      this.#restartAt = nextRestart(this.#parts.restartAt, now);
      decide({ kind: "renew", because: "quiet-hour" });
    }
  }

  async #beat(session: WaSession): Promise<void> {
    if (this.#isBeating) return;
    this.#isBeating = true;
    this.#beatAt = this.#parts.host.now();
    try {
      const connection = await session
        .call("state", {}, this.#parts.times.heartbeatTimeoutMs)
        .catch(() => undefined);
      if (session === this.#parts.session()) this.#parts.decide({ kind: "heartbeat", connection });
    } finally {
      this.#isBeating = false;
    }
  }

  async #measure(session: WaSession): Promise<void> {
    const { host, memoryMaxBytes, decide } = this.#parts;
    this.#measuredAt = host.now();
    const bytes = await session.memoryBytes().catch(() => 0);
    if (session !== this.#parts.session() || bytes <= memoryMaxBytes) return;
    host.log.warn("browser grew too large", { bytes });
    decide({ kind: "renew", because: "memory" });
  }
}
