import { CHECKS, type CheckName, type Finding, found } from "@circuito/domain";
import { type Database, listInboxes, readServer, type ServerReading } from "@circuito/store";
import type { Log } from "../log/log.ts";
import type { Check } from "./check.ts";
import { DOCTOR_CHECKS } from "./checks.ts";
import type { DoctorParts, DoctorRun } from "./doctor-parts.ts";
import { errorCode } from "./look/error-code.ts";

/** One thing that is about to be looked at. */
export interface PlannedCheck {
  readonly id: string;
  readonly check: CheckName;
  readonly inbox: { readonly id: string; readonly name: string } | null;
}

export interface Seen extends PlannedCheck, Finding {
  readonly ms: number;
}

interface Runnable extends PlannedCheck {
  readonly limitMs: number;
  readonly look: (signal: AbortSignal) => Promise<Finding>;
}

export interface Diagnosis {
  readonly planned: readonly PlannedCheck[];
  /** Each as it is seen, the fastest first. Ends early when the signal does. */
  readonly seen: AsyncIterable<Seen>;
}

/** Looks at everything at once. Nothing is changed but that every mailbox gets a letter from itself. */
export async function diagnose(
  parts: DoctorParts,
  signal: AbortSignal,
  log: Log,
  table: Readonly<Record<CheckName, Check>> = DOCTOR_CHECKS,
): Promise<Diagnosis> {
  const { database } = parts;
  // Without the database, what has to do with inboxes cannot be looked at: the database is the finding.
  const inboxes = database ? await listInboxes(database.pool).catch(() => []) : [];
  const run: DoctorRun = { ...parts, inboxes, server: once(() => serverOf(database)) };
  const runnable = CHECKS.flatMap((name) => rowsOf(name, table[name], run));
  const planned = runnable.map(({ id, check, inbox }) => ({ id, check, inbox }));
  return { planned, seen: inOrderOfEnd(runnable, signal, log) };
}

async function serverOf(database: Database | undefined): Promise<ServerReading> {
  if (!database) throw new Error("there is no database to ask");
  return readServer(database.pool);
}

/** Read when first wanted, and the same for everybody. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

function rowsOf(name: CheckName, check: Check, run: DoctorRun): readonly Runnable[] {
  const { limitMs } = check;
  if (check.of === "installation") {
    const look = (signal: AbortSignal) => check.look(run, signal);
    return [{ id: name, check: name, inbox: null, limitMs, look }];
  }
  return run.inboxes.filter(check.isFor).map((inbox) => ({
    id: `${name}-${inbox.id}`,
    check: name,
    inbox: { id: inbox.id, name: inbox.name },
    limitMs,
    look: (signal) => check.look(run, inbox, signal),
  }));
}

async function* inOrderOfEnd(
  runnable: readonly Runnable[],
  signal: AbortSignal,
  log: Log,
): AsyncGenerator<Seen> {
  const waiting = new Map(
    runnable.map((one) => [one.id, see(one, signal, log).then((seen) => ({ id: one.id, seen }))]),
  );
  while (waiting.size > 0) {
    const { id, seen } = await Promise.race(waiting.values());
    waiting.delete(id);
    if (signal.aborted) return;
    yield seen;
  }
}

/** Never rejects: what nobody foresaw is a finding, too. */
async function see(
  { id, check, inbox, limitMs, look }: Runnable,
  signal: AbortSignal,
  log: Log,
): Promise<Seen> {
  const began = performance.now();
  const finding = await within(limitMs, signal, look).catch((error: unknown) => {
    log.warn("check failed", { check, error });
    return found("check-failed", { code: errorCode(error) });
  });
  return { id, check, inbox, ...finding, ms: Math.round(performance.now() - began) };
}

/** A check that ends as its time is over has the word; one that does not is waited for no longer. */
async function within(
  limitMs: number,
  signal: AbortSignal,
  look: (signal: AbortSignal) => Promise<Finding>,
): Promise<Finding> {
  const over = new AbortController();
  const limited = AbortSignal.any([signal, over.signal]);
  const timer = setTimeout(() => over.abort(), limitMs);
  const late = new Promise<Finding>((resolve) => {
    const noAnswer = found("no-answer", { seconds: Math.round(limitMs / 1_000) });
    const stop = (): void => void setTimeout(() => resolve(noAnswer), LAST_WORD_MS);
    limited.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([look(limited), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Closing a socket and saying why takes no longer. */
const LAST_WORD_MS = 500;
