import type { DatabaseReading } from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface ServerReading extends DatabaseReading {
  /** The database's clock, ms since epoch, at the moment it answered. */
  readonly clockAt: number;
  /** Where its files are, as its machine calls it; `undefined` where we may not know. */
  readonly folder: string | undefined;
}

/** What the server says of itself, over this very connection. Connections of others count, too. */
export async function readServer(q: Queryable): Promise<ServerReading> {
  const { rows } = await q.query<ServerReading>({
    name: "read-server",
    text: `select current_setting('server_version_num')::int as version,
        current_setting('fsync')::bool as fsync,
        current_setting('full_page_writes')::bool as "fullPageWrites",
        current_setting('synchronous_commit') as "synchronousCommit",
        current_setting('max_connections')::int as "connectionsMax",
        (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as "connectionsUsed",
        (extract(epoch from clock_timestamp()) * 1000)::float8 as "clockAt",
        case when pg_has_role('pg_read_all_settings', 'usage')
          then current_setting('data_directory') end as folder`,
  });
  const [row] = rows;
  if (!row) throw new Error("the database said nothing of itself");
  return { ...row, folder: row.folder ?? undefined };
}
