import { type CheckStatus, worstOf } from "@circuito/domain";
import type { DiagnosticEvent } from "@circuito/protocol";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Handlers } from "../handler.ts";
import { consume, keyOf } from "../limit-asks.ts";
import { HttpProblem } from "../problem.ts";
import type { WebParts } from "../web-parts.ts";

/**
 * Whoever mends something looks again; each look logs in to every mailbox, and servers lock accounts
 * for less than a script would do.
 */
const LOOKS_MAX = 10;
const WINDOW_SECONDS = 10 * 60;

/** How the installation does, for admins. Nothing of it is kept. */
export function diagnosticsHandlers(parts: WebParts): Pick<Handlers, "diagnose"> {
  const looks = new RateLimiterMemory({ points: LOOKS_MAX, duration: WINDOW_SECONDS });
  const log = parts.log.with({ component: "doctor" });
  /** One at a time, whoever asks: it looks at the same mailboxes. */
  let isRunning = false;

  async function* run(signal: AbortSignal): AsyncGenerator<DiagnosticEvent> {
    try {
      // Loaded when somebody asks, and not by every web node.
      const { diagnose } = await import("../../doctor/diagnose.ts");
      const { planned, seen } = await diagnose(parts.doctor, signal, log);
      yield { kind: "planned", checks: [...planned] };
      const statuses: CheckStatus[] = [];
      for await (const finding of seen) {
        statuses.push(finding.status);
        if (finding.status === "broken") {
          log.warn("broken", { check: finding.check, because: finding.because });
        }
        yield { kind: "finding", ...finding };
      }
      if (!signal.aborted) yield { kind: "finished", worst: worstOf(statuses) };
    } finally {
      isRunning = false;
    }
  }

  return {
    async diagnose({ who, response }) {
      if (isRunning) {
        throw new HttpProblem("conflict", "somebody is looking already", {
          details: { because: "still-running" },
        });
      }
      isRunning = true;
      await consume(looks, keyOf(who)).catch((refused: unknown) => {
        isRunning = false;
        throw refused;
      });
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      if (response.closed) gone.abort();
      return run(gone.signal);
    },
  };
}
