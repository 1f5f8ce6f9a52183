import { Client } from "pg";
import { DATABASE_NAME } from "./cluster.ts";

/** A server that is there answers at once; this is for one that hangs. */
const CONNECT_TIMEOUT_MS = 5_000;

export interface Access {
  readonly port: number;
  readonly password: string;
}

export function urlOf({ port, password }: Access, database: string = DATABASE_NAME): string {
  return `postgres://${DATABASE_NAME}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Whether the server of this very cluster answers: it knows our password and works in our folder.
 * Any failure is a no; a start then tells what is wrong.
 */
export async function answers(access: Access, clusterDir: string): Promise<boolean> {
  const client = maintenanceClient(access);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("show data_directory");
    return rows[0]?.data_directory === clusterDir;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes our database in a new cluster. */
export async function ensureDatabase(access: Access): Promise<void> {
  const client = maintenanceClient(access);
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = $1", [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } catch (error) {
    const { code } = Object(error);
    // Another start made it at this moment: 42P04 duplicate database, 23505 on its catalog's index.
    if (code !== "42P04" && code !== "23505") throw error;
  } finally {
    await client.end();
  }
}

function maintenanceClient(access: Access): Client {
  const client = new Client({
    connectionString: urlOf(access, "postgres"),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on("error", () => undefined); // A connection lost while idle shows in the next query.
  return client;
}
