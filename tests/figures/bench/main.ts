import { parseArgs } from "node:util";
import pg from "pg";
import { generateConversations } from "../../../packages/lab/src/figures/generate.ts";
import {
  type Database,
  forgetFigures,
  migrate,
  openDatabase,
} from "../../../packages/store/src/index.ts";
import { openBenchDatabase } from "../../bench/open-bench-database.ts";
import { timingHead, timingLine } from "../../bench/timings.ts";
import { foldAll } from "./fold.ts";
import { sortCustomers, writeGround } from "./ground.ts";
import { type MeasuredReport, measureReports, PERIODS } from "./questions.ts";
import { measureStream } from "./stream.ts";

/*
 * pnpm bench reports: how long somebody who opens a report waits, after so many conversations; whether that
 * grows with the period or with the history; and how many events a second figures follow.
 */

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    conversations: { type: "string", default: "1000000" },
    days: { type: "string", default: "730" },
    times: { type: "string", default: "3" },
    /** Days that reports are of. */
    periods: { type: "string", default: PERIODS.join(",") },
    /** Events that are followed, of a thousand a second. */
    events: { type: "string", default: "60000" },
    /** A database that is kept: filled if it is empty, else asked as it is, once its figures are measured. */
    database: { type: "string" },
    json: { type: "boolean" },
  },
});
const conversations = Number(values.conversations);
const days = Number(values.days);
const times = Number(values.times);
const askedPeriods = values.periods.split(",").map(Number);
const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** How much of the past there is when short periods are measured the first time. */
const YOUNG_SHARE = 10;
const SHORT_DAYS = 30;
/** Yesterday: a whole day. */
const until = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

await using place = await openPlace();
const { database } = place;
const report = await run();
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : printed(report));

async function run() {
  const isEmpty = await isEmptyDatabase(place.url);
  const young = isEmpty ? await beYoung() : undefined;
  const told = isEmpty ? await growOld() : await catchUp();
  const events = Number(values.events);
  const stream = events > 0 ? await measureStream(database, events, tell) : undefined;
  const asked = await measureReports(database, { until, periods: askedPeriods, times, tell });
  return { conversations, days, until, young, ...told, stream, asked };
}

/** The newest part of the past alone: what short periods cost without a history. */
async function beYoung(): Promise<readonly MeasuredReport[]> {
  await writeGround(place.url);
  await generate(conversations - Math.floor(conversations / YOUNG_SHARE), conversations);
  await foldAll(database, conversations / YOUNG_SHARE, tell);
  await analyze();
  const periods = askedPeriods.filter((period) => period <= SHORT_DAYS);
  return measureReports(database, { until, periods, times, tell });
}

async function growOld() {
  const startedAt = performance.now();
  await generate(0, conversations - Math.floor(conversations / YOUNG_SHARE));
  const generatedInS = (performance.now() - startedAt) / 1_000;
  // As after an update: all stories are read.
  await database.transaction(({ client }) => forgetFigures(client));
  const foldedPerSecond = await foldAll(database, conversations, tell);
  await analyze();
  return { generatedInS, foldedPerSecond };
}

/** Of one that is kept: what an update, or an end before its time, left to be measured. */
async function catchUp() {
  const { rows } = await database.pool.query<{ left: number }>(
    `select count(*)::int as left from conversations c
     where not exists (select from figure_subjects s where s.conversation_id = c.id)`,
  );
  const left = rows[0]?.left ?? 0;
  const measuredPerSecond = await foldAll(database, left, tell);
  if (left === 0) return undefined;
  await analyze();
  return { left, measuredPerSecond };
}

async function generate(from: number, to: number): Promise<void> {
  await generateConversations({ databaseUrl: place.url, conversations, days, from, to, tell });
  await sortCustomers(place.url);
}

async function analyze(): Promise<void> {
  const client = new pg.Client({ connectionString: place.url });
  await client.connect();
  await client.query("vacuum analyze");
  await client.end();
}

async function openPlace(): Promise<
  { readonly database: Database; readonly url: string } & AsyncDisposable
> {
  if (values.database) {
    await migrate(values.database);
    const url = values.database;
    const kept = openDatabase({ url, connectionsMax: 4, applicationName: "bench" });
    return { database: kept, url, [Symbol.asyncDispose]: () => kept.close() };
  }
  const serverUrl = process.env.DATABASE_URL;
  if (!serverUrl) throw new Error("DATABASE_URL says where to measure");
  return openBenchDatabase(serverUrl, "circuito_bench_reports");
}

async function isEmptyDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query("select from conversations limit 1");
  await client.end();
  return rowCount === 0;
}

function printed({ young, stream, asked, ...facts }: Awaited<ReturnType<typeof run>>): string {
  const before = new Map(young?.map((one) => [one.name, one.p50Ms]));
  const lines = asked.map((one) => {
    const was = before.get(one.name);
    const ratio = was ? `   ${(one.p50Ms / was).toFixed(2)} × a tenth of the history` : "";
    const refused =
      one.refused > 0 ? `   ${one.refused} refused in ${one.refusedInMs.toFixed(0)} ms` : "";
    return `${timingLine(one)}${ratio}   ${one.slowest}${refused}`;
  });
  return `${[
    JSON.stringify(facts),
    ...(stream ? [JSON.stringify(stream)] : []),
    timingHead("report, period"),
    ...lines,
  ].join("\n")}\n`;
}
