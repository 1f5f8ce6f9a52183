import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { describePostgres } from "../bench/database.ts";
import { type ProofReport, type ProofRow, printProof, sumUp } from "./proof-report.ts";

/** What a shell learns: 0 proven, 1 not, 2 asked wrongly, 130 ended by Ctrl-C. */
const EXIT = { valid: 0, invalid: 1, unknown: 1, interrupted: 130 } as const;

export interface ProofTools {
  /** Ends the proof: what runs is stopped, and what was found so far is still told. */
  readonly signal: AbortSignal;
  /** Progress, on standard error, so that what is told on standard output can be piped. */
  readonly say: (sentence: string) => void;
  /** Keeps a row as soon as there is one. */
  readonly add: (row: ProofRow) => void;
}

export interface ProofRun {
  readonly proof: string;
  readonly seed: string;
  /** Of the PostgreSQL that is used, where it runs before: its version is told with what was found. */
  readonly databaseUrl?: string;
  /** Where all of it is written as JSON, too. */
  readonly json: string | undefined;
}

/**
 * Runs a proof from its first row to its table. Ctrl-C ends it cleanly; a second one at once.
 * @returns the exit code
 * @throws what kept it from going on, once the table is told
 */
export async function runProof(
  run: ProofRun,
  prove: (tools: ProofTools) => Promise<void>,
): Promise<number> {
  const { proof, seed, databaseUrl, json } = run;
  const postgres =
    databaseUrl === undefined ? {} : { postgres: (await describePostgres(databaseUrl)).version };
  const rows: ProofRow[] = [];
  const interrupted = new AbortController();
  const onInterrupt = (): void => {
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write("stopping; once more to stop at once\n");
    interrupted.abort(new Error("interrupted"));
  };
  process.on("SIGINT", onInterrupt).on("SIGTERM", onInterrupt);
  const startedAt = new Date().toISOString();
  let failure: { readonly error: unknown } | undefined;
  try {
    await prove({
      signal: interrupted.signal,
      say: (sentence) => void process.stderr.write(`${sentence}\n`),
      add: (row) => rows.push(row),
    });
  } catch (error) {
    // What was found before it is told first: it may be hours of work.
    if (!interrupted.signal.aborted) failure = { error };
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
  }
  const isCutShort = interrupted.signal.aborted || failure !== undefined;
  const machine = {
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    node: process.versions.node,
    ...postgres,
  };
  const report: ProofReport = { proof, seed, startedAt, machine, rows, isCutShort };
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${printProof(report)}\n`);
  if (failure) throw failure.error;
  return isCutShort ? EXIT.interrupted : EXIT[sumUp(rows)];
}
