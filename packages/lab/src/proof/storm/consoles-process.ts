import { Agent } from "node:http";
import { setPriority } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { readConfig, tellParent } from "../../bench/child.ts";
import { makePrng } from "../../load/prng.ts";
import { consolesConfig, consolesOrder } from "./console-orders.ts";
import { type Counts, LightConsole } from "./light-console.ts";

/** A share of the consoles, in a process of their own. */
const config = readConfig(consolesConfig);

/** As many as a proxy before the door opens for requests, and keeps; what is more waits in it. */
const CONNECTIONS_MAX = 100;
const TICK_MS = 20;
/** Consoles stand on other desks: here they take what the gateway leaves of the machine. */
const NICENESS = 10;
setPriority(NICENESS);

const prng = makePrng(config.seed, `consoles ${config.localAddress}`);
const agent = new Agent({
  keepAlive: true,
  maxSockets: CONNECTIONS_MAX,
  maxFreeSockets: CONNECTIONS_MAX,
});
const counts: Counts = {};
/** When each came up last, ms since epoch. */
const upAtMs = new Float64Array(config.consoles);
let consoles: readonly LightConsole[] = [];

function makeConsoles(cookies: readonly string[]): readonly LightConsole[] {
  return Array.from(
    { length: config.consoles },
    (_, i) =>
      new LightConsole({
        port: config.port,
        localAddress: config.localAddress,
        cookie: cookies[i],
        agent,
        random: () => prng.next(),
        counts,
        onUp: (atMs) => {
          upAtMs[i] = atMs;
        },
      }),
  );
}

/** Connections beyond what is due wait, as people who come to work do. */
async function connectAll(perSecond: number): Promise<void> {
  const startedAtMs = performance.now();
  for (const [i, one] of consoles.entries()) {
    while (((performance.now() - startedAtMs) / 1_000) * perSecond < i) await pause(TICK_MS);
    one.open();
  }
}

process.on("message", (said) => {
  const order = consolesOrder.parse(said);
  switch (order.kind) {
    case "connect":
      consoles = makeConsoles(order.cookies);
      void connectAll(order.perSecond);
      return;
    case "cut":
      for (const one of consoles) one.cut();
      return tellParent({ kind: "cut" });
    case "look": {
      const up = consoles.filter(({ isUp }) => isUp).length;
      return tellParent({ kind: "seen", up, counts });
    }
    case "times":
      return tellParent({ kind: "told", upAtMs: [...upAtMs] });
  }
});
tellParent({ kind: "ready" });
