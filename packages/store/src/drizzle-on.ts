import { drizzle, NodePgDatabase, NodePgSession } from "drizzle-orm/node-postgres";
import { PgDialect } from "drizzle-orm/pg-core";
import type pg from "pg";
import * as schema from "./schema/index.ts";

/** With the tables by name (`drizzle.query`). */
export type PoolDrizzle = NodePgDatabase<typeof schema>;
/** The builders of statements alone. */
export type Drizzle = Pick<
  PoolDrizzle,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute"
>;

const CASING = "snake_case";

/** Made once for a pool: it walks the whole schema. */
export function drizzleOnPool(pool: pg.Pool): PoolDrizzle {
  return drizzle(pool, { schema, casing: CASING });
}

/** One for all connections: it keeps what columns are called, which took longer than most statements. */
const dialect = new PgDialect({ casing: CASING });

/** For one connection; costs nothing. */
export function drizzleOn(client: pg.PoolClient): Drizzle {
  return new NodePgDatabase(dialect, new NodePgSession(client, dialect, undefined), undefined);
}
