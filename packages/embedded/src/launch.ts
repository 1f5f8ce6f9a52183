import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { chooseFreePort } from "./free-port.ts";
import { removeLeftLock } from "./left-lock.ts";
import type { Home } from "./places.ts";
import { type PostmasterOptions, type Start, startPostmaster } from "./postmaster.ts";

/** A killed server's children notice within a second or two and leave; then the lock is free. */
const PATIENCE_MS = 10_000;
/** Between tries: each costs a process. */
const TRY_EVERY_MS = 100;

/** How to start, and how to find out that somebody else did meanwhile. */
export interface Launch extends Omit<PostmasterOptions, "access"> {
  readonly password: string;
  /** The port to start on. */
  readonly port: number;
  /** `false` once the address was handed out: then only this port will do. */
  readonly mayMove: boolean;
}

export type Launched =
  | { readonly kind: "ready"; readonly child: ChildProcess; readonly port: number }
  | { readonly kind: "failed"; readonly said: string }
  | { readonly kind: "beaten" };

/**
 * Starts the server, through what passes by itself: the lock a killed server left, a port somebody
 * took meanwhile.
 * @param isBeaten whether another launcher's server of this cluster answers by now
 */
export async function launch(
  home: Home,
  plan: Launch,
  isBeaten: () => Promise<boolean>,
): Promise<Launched> {
  const patienceEndsAt = Date.now() + PATIENCE_MS;
  let port = plan.port;
  for (;;) {
    const access = { port, password: plan.password };
    const start: Start = await startPostmaster(home, { ...plan, access });
    if (start.kind === "ready") return { kind: "ready", child: start.child, port };
    if (start.kind === "failed" || Date.now() > patienceEndsAt) {
      return { kind: "failed", said: start.said };
    }
    if (await isBeaten()) return { kind: "beaten" };
    if (start.kind === "port-taken" && plan.mayMove) port = await chooseFreePort();
    else if (start.kind === "port-taken" || !removeLeftLock(home)) await sleep(TRY_EVERY_MS);
  }
}
