import { setTimeout as sleep } from "node:timers/promises";
import { ConnectError, type Connector, STOP_TIMEOUT_MS } from "@circuito/connector";
import type { InboxConnection } from "@circuito/store";
import type { Log } from "../../log/log.ts";
import { connectBackoffMs } from "./connect-backoff.ts";

/** A connection that lasted this long worked: the next failure is the first of a new row. */
const STEADY_MS = 60_000;

export interface LeasedParts {
  /** Makes the connector of this hold. @throws when its settings cannot be read */
  readonly open: (disconnected: (reason: Error) => void) => Connector;
  /** Tells people how the connection does. May fail: the next change tells it. */
  readonly say: (connection: InboxConnection) => Promise<void>;
  /** Takes the inbox's secrets out of a sentence. */
  readonly redact: (text: string) => string;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

/** One inbox for as long as its lease is held: connected, or on the way back to it. */
export interface LeasedInbox {
  /** Stops receiving; resolves when what was in hand is finished. */
  stop(): Promise<void>;
}

export function startLeasedInbox(parts: LeasedParts): LeasedInbox {
  const stopping = new AbortController();
  const life = live(parts, stopping.signal).catch((error: unknown) => {
    parts.log.error("leased inbox ended", { error });
  });
  return {
    stop() {
      stopping.abort();
      return life;
    },
  };
}

async function live(parts: LeasedParts, stopping: AbortSignal): Promise<void> {
  const stopped = new Promise<undefined>((resolve) => {
    stopping.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  let gone: (reason: Error) => void = () => {};
  let connector: Connector;
  try {
    connector = parts.open((reason) => gone(reason));
  } catch (error) {
    await tell(parts, { status: "trouble", kind: "credentials", reason: sentence(parts, error) });
    // Nothing helps but another configuration, which starts another life.
    return stopped;
  }

  try {
    let failures = 0;
    while (!stopping.aborted) {
      const lost = new Promise<Error>((resolve) => {
        gone = resolve;
      });
      const failure = await attempt(parts, connector, lost, stopped);
      if (!failure || stopping.aborted) break;
      failures = failure.steady ? 1 : failures + 1;
      await wait(parts, failure.error, failures, stopping);
    }
  } finally {
    await stop(connector, parts.log);
  }
}

interface Failure {
  readonly error: unknown;
  readonly steady: boolean;
}

/** Connects and stays; `undefined` when it was told to stop. */
async function attempt(
  parts: LeasedParts,
  connector: Connector,
  lost: Promise<Error>,
  stopped: Promise<undefined>,
): Promise<Failure | undefined> {
  await tell(parts, { status: "connecting" });
  const started = Promise.resolve(connector.start?.()).then(
    () => undefined,
    (error: unknown) => ({ error, steady: false }),
  );
  const early = await Promise.race([started, stopped]);
  if (early) return early;
  const connectedAt = parts.now();
  await tell(parts, { status: "connected" });
  const error = await Promise.race([lost, stopped]);
  return error && { error, steady: parts.now() - connectedAt >= STEADY_MS };
}

async function wait(
  parts: LeasedParts,
  error: unknown,
  failures: number,
  signal: AbortSignal,
): Promise<void> {
  const kind = error instanceof ConnectError ? error.kind : "transient";
  const ms = connectBackoffMs(kind, failures, parts.random());
  const reason = sentence(parts, error);
  parts.log.warn("not connected", { kind, reason, failures, retryInMs: ms });
  await tell(parts, { status: "trouble", kind, reason, retryAt: parts.now() + ms });
  await sleep(ms, undefined, { signal }).catch(() => {});
}

async function stop(connector: Connector, log: Log): Promise<void> {
  const timeUp = new AbortController();
  const late = sleep(STOP_TIMEOUT_MS, "late", { signal: timeUp.signal }).catch(() => "ended");
  const ended = connector.stop().catch((error: unknown) => {
    log.error("connector did not stop", { error });
  });
  if ((await Promise.race([ended, late])) === "late") log.error("connector hangs while stopping");
  timeUp.abort();
}

async function tell(
  { say, now, log }: LeasedParts,
  connection: Omit<InboxConnection, "since">,
): Promise<void> {
  await say({ ...connection, since: now() }).catch((error: unknown) => {
    log.warn("state of the connection not stored", { error });
  });
}

function sentence({ redact }: LeasedParts, error: unknown): string {
  return redact(error instanceof Error ? error.message : "the connector failed");
}
