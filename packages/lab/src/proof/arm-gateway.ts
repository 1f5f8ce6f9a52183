import { writeSync } from "node:fs";
import {
  armCrashPoints,
  armSeams,
  BUG_SETTING,
  FAULT_SETTING,
  readBug,
  readFault,
  type SeededBug,
  strikeBy,
  writeAtWork,
} from "@circuito/faults";
import { breakStatements } from "./seeded-bugs/break-statements.ts";
import { BREAKAGES } from "./seeded-bugs/bugs.ts";

/**
 * Loaded before the gateway (`node --import`), by a proof alone: makes its crash points live, and brings
 * a known bug into it. What is deployed has neither this module nor another way to do it.
 */
const STANDARD_ERROR = 2;
/** Longer than every patience of ours that is meant for a hiccup, shorter than a watchdog's. */
const DELAY_MS = 5_000;
/** Until the signal that was just sent arrives. */
const AFTER_SIGNAL_MS = 1_000;

/** Whoever listens keeps the last words only. */
const SAID_EVERY_MS = 1_000;

const asked = process.env[FAULT_SETTING];
if (asked) {
  const fault = readFault(asked);
  if (typeof fault === "string") {
    writeSync(STANDARD_ERROR, `${FAULT_SETTING}: ${fault}\n`);
    process.exit(2);
  }
  armCrashPoints(
    strikeBy(fault, {
      say: (line) => void writeSync(STANDARD_ERROR, line),
      deal: (how) => {
        switch (how) {
          case "kill":
            process.kill(process.pid, "SIGKILL");
            return stand(AFTER_SIGNAL_MS);
          case "stop":
            process.kill(process.pid, "SIGSTOP");
            return;
          case "delay":
            return stand(DELAY_MS);
        }
      },
    }),
  );
}

const wanted = process.env[BUG_SETTING];
if (wanted) {
  const bug = readBug(wanted);
  if (bug === undefined) {
    writeSync(STANDARD_ERROR, `${BUG_SETTING}: there is no bug "${wanted}"\n`);
    process.exit(2);
  }
  bringIn(bug);
}

function bringIn(bug: SeededBug): void {
  const { statements = [], receive, afterFailure } = BREAKAGES[bug];
  let saidAtMs = Number.NEGATIVE_INFINITY;
  const atWork = (): void => {
    if (performance.now() - saidAtMs < SAID_EVERY_MS) return;
    saidAtMs = performance.now();
    writeSync(STANDARD_ERROR, writeAtWork(bug));
  };
  breakStatements(statements, {
    atWork,
    outdated: (error) => {
      writeSync(STANDARD_ERROR, `bug ${bug}: ${error}\n`);
      process.exit(2);
    },
  });
  const noting = <F extends (...args: never[]) => unknown>(wrong: F): F =>
    ((...args: never[]) => {
      atWork();
      return wrong(...args);
    }) as F;
  armSeams({
    ...(receive && { receive: (sound: Parameters<typeof receive>[0]) => noting(receive(sound)) }),
    ...(afterFailure && {
      "after-failure": (sound: Parameters<typeof afterFailure>[0]) => noting(afterFailure(sound)),
    }),
  });
}

/** Nothing of this process runs meanwhile, as in a loop that does not end. */
function stand(forMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
}
