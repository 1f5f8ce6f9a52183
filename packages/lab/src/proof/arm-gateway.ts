import { writeSync } from "node:fs";
import { armCrashPoints, FAULT_SETTING, readFault, strikeBy } from "@circuito/faults";

/**
 * Loaded before the gateway (`node --import`), by a proof alone: makes its crash points live. What is
 * deployed has neither this module nor another way to do it.
 */
const STANDARD_ERROR = 2;
/** Longer than every patience of ours that is meant for a hiccup, shorter than a watchdog's. */
const DELAY_MS = 5_000;
/** Until the signal that was just sent arrives. */
const AFTER_SIGNAL_MS = 1_000;

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

/** Nothing of this process runs meanwhile, as in a loop that does not end. */
function stand(forMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
}
