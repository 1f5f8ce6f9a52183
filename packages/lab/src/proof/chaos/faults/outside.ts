import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { DOORS } from "../chaos-stage.ts";
import { AFTER_PROCESS_MS, type FaultKind, nothingToUndo, type Struck } from "./fault-kind.ts";

/** A webhook is tried for so long by a fault, as the load's are. */
const PATIENCE_MS = 60_000;
const COPIES = 100;
const ALBUM = 10;
const OLD_REQUESTS = 200;
/** Of F46: idle requests, each a byte a second. */
const SLOW_CLIENTS = 200;
const SLOW_BYTE_EVERY_MS = 1_000;
const REFUSALS_MAX = 25;
/** What a provider says when it asks for patience, s. */
const RETRY_AFTER_SECONDS = 3;

const AT_SMS = { targets: ["sms-provider"], recoversInMs: AFTER_PROCESS_MS } as const;
const AT_DOORS = { targets: DOORS, recoversInMs: AFTER_PROCESS_MS } as const;

/** Inbound providers: F51, F54, F57. */
export const INBOUND_FAULTS: readonly FaultKind[] = [
  {
    id: "F51",
    does: `one webhook ${COPIES} times at once, at both doors`,
    undone: "nothing to undo",
    targets: ["webhooks"],
    lastsMs: [0, 0],
    recoversInMs: AFTER_PROCESS_MS,
    begin: async ({ load }) => {
      const [request] = load.fromNewCustomer(1);
      if (!request) return nothingToUndo;
      return all(Array.from({ length: COPIES }, () => load.sms.deliver(request, deadline())));
    },
  },
  {
    id: "F54",
    does: `somebody new sends ${ALBUM} messages at once`,
    undone: "nothing to undo",
    targets: ["webhooks"],
    lastsMs: [0, 0],
    recoversInMs: AFTER_PROCESS_MS,
    begin: async ({ load }) =>
      all(load.fromNewCustomer(ALBUM).map((request) => load.sms.deliver(request, deadline()))),
  },
  {
    id: "F57",
    does: `${OLD_REQUESTS} webhooks that were taken long ago come once more`,
    undone: "nothing to undo",
    targets: ["webhooks"],
    lastsMs: [0, 0],
    recoversInMs: AFTER_PROCESS_MS,
    begin: async ({ load }) => {
      const old = load.recent.slice(0, OLD_REQUESTS);
      return all(old.map((request) => load.sms.deliver(request, deadline())));
    },
  },
];

/** What providers do to our messages: F76–F79. */
export const OUTBOUND_FAULTS: readonly FaultKind[] = [
  refusing("F76", "the provider asks for patience", 429, RETRY_AFTER_SECONDS),
  refusing("F77", "the provider fails for a while", 503),
  {
    id: "F78",
    ...AT_SMS,
    does: "the provider takes a message and the connection dies before its answer",
    undone: "it happens a few times",
    lastsMs: [0, 0],
    begin: async ({ stage, amount }) => {
      stage.sms.misbehaviors.plan({ kind: "accept-then-cut" }, 1 + Math.round(amount * 4));
      return nothingToUndo;
    },
  },
  {
    id: "F79",
    ...AT_SMS,
    does: "connections to the provider are reset before the request is whole",
    undone: "they are taken again",
    lastsMs: [2_000, 10_000],
    begin: async ({ stage }) => {
      const mend = stage.smsCable.worsen({ isRefusing: true });
      stage.smsCable.reset();
      return async () => mend();
    },
  },
];

/** What happens to agents and visitors: F46, F93. */
export const CLIENT_FAULTS: readonly FaultKind[] = [
  {
    id: "F46",
    ...AT_DOORS,
    does: `${SLOW_CLIENTS} clients send a byte a second`,
    undone: "they hang up",
    lastsMs: [5_000, 15_000],
    begin: async (struck) => {
      const port = doorOf(struck).port;
      const sockets = Array.from({ length: SLOW_CLIENTS }, () => slowClient(port));
      const timer = setInterval(() => {
        for (const socket of sockets) if (socket.writable) socket.write("x");
      }, SLOW_BYTE_EVERY_MS);
      return async () => {
        clearInterval(timer);
        for (const socket of sockets) socket.destroy();
      };
    },
  },
  {
    id: "F93",
    ...AT_DOORS,
    does: "every connection at a door is cut, between words and their acknowledgement",
    undone: "new connections work at once",
    lastsMs: [1_000, 5_000],
    begin: async (struck) => {
      const door = doorOf(struck);
      const over = new AbortController();
      const cutting = (async () => {
        while (!over.signal.aborted) {
          door.reset();
          await pause(CUT_EVERY_MS, undefined, { signal: over.signal }).catch(() => {});
        }
      })();
      return () => {
        over.abort();
        return cutting;
      };
    },
  },
];

/** Time enough to come back and to write something. */
const CUT_EVERY_MS = 700;

function refusing(id: string, does: string, status: number, retryAfterSeconds?: number): FaultKind {
  return {
    id,
    ...AT_SMS,
    does,
    undone: "it happens a few times",
    lastsMs: [0, 0],
    begin: async ({ stage, amount }) => {
      stage.sms.misbehaviors.plan(
        { kind: "status", status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
        1 + Math.round(amount * REFUSALS_MAX),
      );
      return nothingToUndo;
    },
  };
}

function slowClient(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write("POST /webhooks/slow HTTP/1.1\r\nhost: lab\r\nx: ");
  return socket;
}

function doorOf({ stage, target }: Struck) {
  const name = DOORS.find((known) => known === target);
  if (!name) throw new Error(`${target} is no door`);
  return stage.door(name);
}

/** Its end is the end of all of them, which may be long after. */
function all(deliveries: readonly Promise<unknown>[]): () => Promise<void> {
  const every = Promise.all(deliveries);
  return async () => {
    await every;
  };
}

function deadline(): number {
  return performance.now() + PATIENCE_MS;
}
