import pg from "pg";
import { type Database, migrate, openDatabase } from "../../packages/store/src/index.ts";

export interface BenchDatabase extends AsyncDisposable {
  readonly url: string;
  readonly database: Database;
}

/** A database of its own on a server, in place of one that an earlier run left behind. */
export async function openBenchDatabase(
  serverUrl: string,
  name: `circuito_bench_${string}`,
): Promise<BenchDatabase> {
  const admin = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`drop database if exists ${name} with (force)`);
  await admin(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const database = openDatabase({ url: url.href, connectionsMax: 4, applicationName: "bench" });
  return {
    url: url.href,
    database,
    async [Symbol.asyncDispose]() {
      await database.close();
      await admin(`drop database ${name} with (force)`);
    },
  };
}
