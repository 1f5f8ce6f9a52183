import type { IncomingMessage, ServerResponse } from "node:http";
import type { Database, MediaStore } from "@circuito/store";

/** Why a dependency is not ready: closed words, since anybody may ask. */
export type Readiness =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "no-answer" | "no-job-ran" | "stopping" };

export interface Check {
  readonly name: string;
  readonly run: () => Promise<Readiness>;
}

/** A load balancer asks every few seconds and waits about as long. */
const CHECK_TIMEOUT_MS = 2_000;
/** A canary job is due every few seconds; twice missed, and jobs are not being done. */
export const CANARY_AGE_MAX_MS = 30_000;

export function postgresCheck(database: Database): Check {
  return {
    name: "postgres",
    async run() {
      await database.pool.query("select 1");
      return { ok: true };
    },
  };
}

/**
 * Whether a job really ran a short while ago: a worker may say it runs and a ping may be answered
 * while no job is ever taken (promises §1.2).
 * @param startedAt a process is given the same time from its start to run its first
 */
export function jobsCheck(
  canary: () => { readonly lastRanAt: number | undefined },
  startedAt: number,
  now: () => number,
): Check {
  return {
    name: "jobs",
    async run() {
      const { lastRanAt } = canary();
      const alive = now() - (lastRanAt ?? startedAt) <= CANARY_AGE_MAX_MS;
      return alive ? { ok: true } : { ok: false, why: "no-job-ran" };
    },
  };
}

/** Mails with files cannot be taken, or shown, without it. */
export function mediaCheck(media: MediaStore): Check {
  return {
    name: "media",
    async run() {
      await media.check();
      return { ok: true };
    },
  };
}

/**
 * `/healthz`: the process lives. `/readyz`: everything it needs answers, or 503 with what does not.
 * @param prove by which the doctor knows this installation at the other end of a proxy
 */
export function createHealthDoor(
  checks: readonly Check[],
  isStopping: () => boolean,
  prove: (nonce: string) => string,
) {
  return async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith("/healthz")) return send(response, 200, lives(request.url));
    const results: Record<string, Readiness> = {};
    await Promise.all(
      checks.map(async (check) => {
        results[check.name] = await withinTime(check);
      }),
    );
    if (isStopping()) results.process = { ok: false, why: "stopping" };
    const ok = Object.values(results).every((result) => result.ok);
    send(response, ok ? 200 : 503, { ok, checks: results });
  };

  function lives(url: string): { readonly ok: true; readonly proof?: string } {
    const nonce = PROVE.exec(url)?.[1];
    return { ok: true, ...(nonce !== undefined && { proof: prove(nonce) }) };
  }
}

/** Nothing but a nonce is proven: see doctor/address-proof.ts. */
const PROVE = /^\/healthz\?prove=([0-9a-f]{32})$/;

async function withinTime(check: Check): Promise<Readiness> {
  const noAnswer = { ok: false, why: "no-answer" } as const;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve(noAnswer), CHECK_TIMEOUT_MS);
  });
  const result = await Promise.race([check.run().catch(() => noAnswer), late]);
  clearTimeout(timer);
  return result;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(JSON.stringify(body));
}
