import pg from "pg";
import { columnParsers } from "./column-parsers.ts";
import { type Drizzle, drizzleOn, drizzleOnPool, type PoolDrizzle } from "./drizzle-on.ts";
import { holdWrites, together } from "./together.ts";

/** A query runner: the pool, or the connection of a transaction. */
export type Queryable = Pick<pg.ClientBase, "query">;

/** One connection inside a transaction, for hand-written SQL and for drizzle alike. */
export interface Transaction {
  readonly client: pg.PoolClient;
  readonly drizzle: Drizzle;
  /**
   * Ends the transaction with these statements, sent together with the commit: a round trip less
   * while locks are held. When one of them fails nothing is committed, and its failure is thrown.
   */
  commitWith(send: () => readonly Promise<unknown>[]): Promise<void>;
}

export interface Database {
  readonly pool: pg.Pool;
  readonly drizzle: PoolDrizzle;
  /** Lends one connection: statements issued together travel together, which a pool's do not. */
  connection<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A query that waits longer than this waits for something broken (promises F37). */
const LOCK_TIMEOUT_MS = 5_000;
/** No statement of ours is meant to run this long; a runaway search must not hold a connection. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** A transaction that forgot to end would hold the outbox's horizon back for every reader. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 20_000;
/**
 * An answer that takes so much longer than the server gives a statement does not come: the connection is
 * dead, and nobody said so (a firewall forgot it, a host went away). It is closed, and what waits for it
 * is told; those that lie idle meanwhile are closed by the pool after ten seconds.
 */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000;
/** Callers behind a full pool are told no while their providers are still listening. */
const CONNECT_TIMEOUT_MS = 2_000;

/**
 * Opens a pool. Every commit waits for the disk: `synchronous_commit` is said here and not left to
 * a server's configuration, because acceptance rests on it (design, invariant 1).
 */
export function openDatabase(options: {
  readonly url: string;
  readonly connectionsMax: number;
  readonly applicationName: string;
  readonly onIdleError?: (error: Error) => void;
  /** How long an answer may take before its connection counts as dead, ms; tests wait less. */
  readonly answerTimeoutMs?: number;
  /** How long a caller waits for a connection, ms; tests that ask for many at once wait longer. */
  readonly connectTimeoutMs?: number;
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    query_timeout: options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
    keepAlive: true,
    // Statements issued together travel together: a batch is routed in four round trips, not twelve.
    pipeline: true,
    types: columnParsers,
    application_name: options.applicationName,
    options: [
      "-c synchronous_commit=on",
      // Compiling a statement takes longer than any of ours is meant to run.
      "-c jit=off",
      // Instants come as the parser of this build expects them.
      "-c timezone=UTC -c datestyle=ISO",
      `-c lock_timeout=${LOCK_TIMEOUT_MS}`,
      `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
      `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    ].join(" "),
  });
  // A server that goes away breaks idle connections too; without a listener that ends the process.
  pool.on("error", (error) => options.onIdleError?.(error));

  return {
    pool,
    drizzle: drizzleOnPool(pool),
    async connection(work) {
      const client = await pool.connect();
      const onError = () => {};
      client.on("error", onError);
      let broken: boolean | undefined;
      try {
        return await work(client);
      } catch (error) {
        // A statement may still be under way: what comes back for it is nobody's.
        broken = true;
        throw error;
      } finally {
        client.off("error", onError);
        client.release(broken);
      }
    },
    async transaction(work) {
      const client = await pool.connect();
      // The connection may die between two statements; the next statement reports it.
      const onError = () => {};
      client.on("error", onError);
      let broken: Error | undefined;
      try {
        // Sent with the first statement. It can only fail when the connection does.
        holdWrites(client);
        const begun = client.query("begin");
        begun.catch(() => {});
        let isEnded = false;
        const result = await work({
          client: untilEnded(client, () => isEnded),
          async commitWith(send) {
            await together(client, () => {
              const sent = send();
              isEnded = true;
              // PostgreSQL turns the commit of a failed transaction into a rollback.
              return [...sent, client.query("commit")];
            });
          },
          drizzle: drizzleOn(client),
        });
        await begun;
        if (!isEnded) await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch((rollbackError: Error) => {
          broken = rollbackError;
        });
        throw error;
      } finally {
        client.off("error", onError);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/**
 * The connection for as long as its transaction lasts. Whoever waits before issuing a statement that
 * was to travel with the commit would run it after it, as a transaction of its own: that is refused.
 */
function untilEnded(client: pg.PoolClient, isEnded: () => boolean): pg.PoolClient {
  const query = (...args: unknown[]): unknown => {
    if (isEnded()) throw new Error("a statement was issued after its transaction's commit");
    return Reflect.apply(client.query, client, args);
  };
  return Object.create(client, {
    query: { value: query, writable: true, configurable: true },
  }) as pg.PoolClient;
}
