import { EventEmitter } from "node:events";
import { Redis } from "ioredis";
import pg from "pg";
import { REDIS_ANSWER_MS } from "./backend.ts";
import type { BusLog } from "./log.ts";

/**
 * "Look now", from any process to every process. Lossy by design: whoever listens also looks by
 * itself every second or so. What is published in this process is heard here without a round trip.
 */
export interface Wake {
  /** `detail` is small and volatile (who is typing), never content. */
  publish(topic: WakeTopic, detail?: string): void;
  subscribe(topic: WakeTopic, listener: (detail: string) => void): () => void;
  close(): Promise<void>;
}

/** `owned`: something waits that only the owner of its inbox may send or fetch. */
export type WakeTopic = "outbox" | "configuration" | "volatile" | "canary" | "owned";

const CHANNEL = "circuito_wake";
/** NOTIFY takes at most 8,000 bytes; a volatile notice that large is a mistake and is not sent. */
const DETAIL_BYTES_MAX = 4_000;
/** How long to wait before listening again after the connection broke. */
const RECONNECT_MS = 500;

interface Carrier {
  send(message: string): Promise<void>;
  close(): Promise<void>;
}

export async function createWake(options: {
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  readonly namespace: string;
  readonly log: BusLog;
  readonly redisAnswerMs?: number;
}): Promise<Wake> {
  const local = new EventEmitter();
  // Every inbox and every feed of a process may listen; the default of ten is a leak detector.
  local.setMaxListeners(0);
  // A message that this process sent comes back to it; the mark keeps it from being heard twice.
  const self = Math.random().toString(36).slice(2);
  const onMessage = (message: string) => {
    const [from, topic, detail = ""] = split(message);
    if (from !== self && topic) local.emit(topic, detail);
  };
  const carrier = options.redisUrl
    ? await redisCarrier(
        { url: options.redisUrl, answerMs: options.redisAnswerMs ?? REDIS_ANSWER_MS },
        `${options.namespace} wake`,
        onMessage,
        options.log,
      )
    : await postgresCarrier(options.databaseUrl, onMessage, options.log);

  const pending = new Set<string>();
  let sending = false;
  async function flush(): Promise<void> {
    sending = true;
    while (pending.size > 0) {
      const batch = [...pending];
      pending.clear();
      for (const message of batch) {
        await carrier.send(message).catch((error: Error) => {
          options.log.warn("wake not sent", { error: error.message });
        });
      }
    }
    sending = false;
  }

  return {
    publish(topic, detail = "") {
      local.emit(topic, detail);
      const message = `${self} ${topic} ${detail}`;
      if (Buffer.byteLength(message) > DETAIL_BYTES_MAX) {
        options.log.warn("wake too large", { topic });
        return;
      }
      // Equal messages that wait for the same send are one.
      pending.add(message);
      if (!sending) void flush();
    },
    subscribe(topic, listener) {
      local.on(topic, listener);
      return () => local.off(topic, listener);
    },
    close: () => carrier.close(),
  };
}

function split(message: string): readonly [from: string, topic: string, detail: string] {
  const [from = "", topic = ""] = message.split(" ", 2);
  return [from, topic, message.slice(from.length + topic.length + 2)];
}

async function redisCarrier(
  { url, answerMs }: { readonly url: string; readonly answerMs: number },
  channel: string,
  onMessage: (message: string) => void,
  log: BusLog,
): Promise<Carrier> {
  const publisher = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    lazyConnect: true,
    socketTimeout: answerMs,
  });
  const subscriber = new Redis(url, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    socketTimeout: answerMs,
  });
  for (const client of [publisher, subscriber]) {
    client.on("error", (error: Error) =>
      log.warn("redis connection trouble", { error: error.message }),
    );
  }
  await Promise.all([publisher.connect(), subscriber.connect()]);
  subscriber.on("message", (_, message: string) => onMessage(message));
  await subscriber.subscribe(channel);
  // Whoever only listens hears nothing of a connection's death: it has to ask.
  const asking = setInterval(() => void subscriber.ping().catch(() => undefined), answerMs);
  return {
    send: async (message) => void (await publisher.publish(channel, message)),
    close: async () => {
      clearInterval(asking);
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

async function postgresCarrier(
  url: string,
  onMessage: (message: string) => void,
  log: BusLog,
): Promise<Carrier> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: "circuito wake" });
  pool.on("error", (error) => log.warn("wake connection trouble", { error: error.message }));
  let listener: pg.Client | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: "circuito wake",
    });
    const again = (error?: Error) => {
      if (listener !== client) return;
      listener = undefined;
      if (closed) return;
      log.warn("wake listener lost", { error: error?.message ?? "connection ended" });
      timer = setTimeout(() => listen().catch(retry), RECONNECT_MS);
    };
    client.on("error", again);
    client.on("end", () => again());
    client.on("notification", ({ payload }) => onMessage(payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      await end(client);
      throw error;
    }
    // Closed while it connected: whoever closed did not know of it.
    if (closed) await end(client);
    else listener = client;
  }
  /** One that never was connected, or is not any more, has nothing to end. */
  async function end(client: pg.Client): Promise<void> {
    await client.end().catch(() => undefined);
  }
  function retry(): void {
    if (!closed) timer = setTimeout(() => listen().catch(retry), RECONNECT_MS);
  }

  await listen();
  return {
    send: async (message) =>
      void (await pool.query("select pg_notify($1, $2)", [CHANNEL, message])),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await Promise.all([listener?.end(), pool.end()]);
    },
  };
}
