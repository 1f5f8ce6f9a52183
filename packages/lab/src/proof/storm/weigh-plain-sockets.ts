import { Child } from "../../bench/child.ts";
import { readVitals, WHOLE } from "../vitals/vitals.ts";
import { ConsoleFleet } from "./console-fleet.ts";
import { plainSocketsReady } from "./plain-sockets.ts";
import type { Grown } from "./storm-rows.ts";

const PROCESS = "../proof/storm/plain-sockets-process.ts";
/** It has nothing else to do. */
const CONNECT_PER_SECOND = 500;
const PATIENCE_MS = 120_000;
/** The first sockets bring code and buffers that all others share. */
const WARM_SOCKETS = 50;

/** What as many idle sockets take of a server that is socket.io and nothing else. */
export async function weighPlainSockets(options: {
  readonly sockets: number;
  readonly seed: string;
  readonly vitalsFolder: string;
  readonly signal: AbortSignal;
}): Promise<Grown> {
  const { sockets, seed, vitalsFolder, signal } = options;
  const [server, said] = await Child.start(PROCESS, { vitalsFolder });
  await using _server = server;
  const { port } = plainSocketsReady.parse(said);
  const open = async (consoles: number): Promise<ConsoleFleet> => {
    const fleet = await ConsoleFleet.start({ port, consoles, cookies: undefined, seed });
    fleet.connect(CONNECT_PER_SECOND);
    const { up } = await fleet.untilUp(PATIENCE_MS, signal);
    if (up < consoles) throw new Error(`${up} of ${consoles} plain sockets came up`);
    return fleet;
  };
  await (await open(WARM_SOCKETS))[Symbol.asyncDispose]();
  const before = await readVitals(vitalsFolder, server.pid, WHOLE);
  await using _fleet = await open(sockets);
  return { before, after: await readVitals(vitalsFolder, server.pid, WHOLE) };
}
