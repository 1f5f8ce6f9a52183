import pg from "pg";
import { parentOf, type WatchedProcess } from "./cpu.ts";

export interface BenchDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** A new, empty database beside the one of `serverUrl`; what an earlier run left is removed. */
export async function createDatabase(serverUrl: string, name: string): Promise<BenchDatabase> {
  const drop = (): Promise<void> =>
    asAdmin(serverUrl, `drop database if exists ${name} with (force)`);
  await drop();
  await asAdmin(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop };
}

/**
 * Gathers statistics. A database in use has them; one of ten seconds keeps the plans that its
 * connections made when the tables were empty.
 */
export function analyzeDatabase(url: string): Promise<void> {
  return asAdmin(url, "analyze");
}

export interface PostgresFacts {
  readonly version: string;
  readonly synchronousCommit: string;
  readonly fsync: string;
  /** `undefined` when the server runs on another machine, or /proc is not there. */
  readonly process: WatchedProcess | undefined;
}

/** What the bench must say about the server it ran on. */
export async function describePostgres(serverUrl: string): Promise<PostgresFacts> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<"version" | "commit" | "fsync" | "pid", string>>(
      `select current_setting('server_version') as version, pg_backend_pid()::text as pid,
              current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync`,
    );
    const [row] = rows;
    if (!row) throw new Error("PostgreSQL does not describe itself");
    // Our own connection's process is a child of the one that started the server.
    const pid = parentOf(Number(row.pid));
    return {
      version: row.version,
      synchronousCommit: row.commit,
      fsync: row.fsync,
      process: pid === undefined ? undefined : { name: "postgres", pid, isTree: true },
    };
  } finally {
    await client.end();
  }
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
