import { randomBytes } from "node:crypto";
import pg from "pg";
import { migrateJobs } from "../backend.ts";

/** An empty database with the jobs' tables, and nothing of the store. */
export async function createJobsDatabase(): Promise<{
  readonly url: string;
  readonly drop: () => Promise<void>;
}> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error("TEST_DATABASE_URL is not set: run tests through Jest");
  const name = `circuito_bus_${randomBytes(6).toString("hex")}`;
  await asAdmin(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrateJobs(url.href);
  return { url: url.href, drop: () => asAdmin(server, `drop database ${name} with (force)`) };
}

async function asAdmin(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
