import { parseArgs } from "node:util";
import pg from "pg";
import { migrate, openDatabase } from "../../../packages/store/src/index.ts";
import { openBenchDatabase } from "../../bench/open-bench-database.ts";
import { timingHead, timingLine } from "../../bench/timings.ts";
import { fillArchive, planArchive } from "./archive.ts";
import { explainQuestion, measureQuestions } from "./questions.ts";

/*
 * pnpm bench search: how long somebody who looks for a message waits. Writes messages of two years in three
 * languages and asks for them as people do, one question after the other; excerpts are made of what is found,
 * as the API does.
 */

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    messages: { type: "string", default: "1000000" },
    times: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    /** A database that is kept: filled if it is empty, else asked as it is (with the same numbers). */
    database: { type: "string" },
    /** Shows how the slowest question of this name was answered. */
    explain: { type: "string" },
    json: { type: "boolean" },
  },
});
const seed = Number(values.seed);
const say = (line: string) => void process.stderr.write(`${line}\n`);
const archive = planArchive(Number(values.messages), seed);

await using place = await openArchive();
const measured = await measureQuestions(place.database, archive, {
  ...{ seed, times: Number(values.times) },
  tell: say,
});
if (values.json) process.stdout.write(`${JSON.stringify({ seed, ...archiveFacts(), measured })}\n`);
else {
  const lines = measured.map(({ viewer, found, ...timing }) =>
    [timingLine({ ...timing, name: `${timing.name}, ${viewer}` }), `   ${found}`].join(""),
  );
  process.stdout.write(`${[`${timingHead("question, who asks")}   found`, ...lines].join("\n")}\n`);
}
if (values.explain) {
  process.stdout.write(`${await explainQuestion(place.database, measured, values.explain)}\n`);
}

function archiveFacts() {
  return { messages: archive.messages, conversations: archive.conversations };
}

async function openArchive() {
  if (values.database) {
    await migrate(values.database);
    if (await isEmpty(values.database)) await fillArchive(values.database, archive, seed, say);
    const database = openDatabase({
      ...{ url: values.database, connectionsMax: 4, applicationName: "bench" },
    });
    return { database, [Symbol.asyncDispose]: () => database.close() };
  }
  const serverUrl = process.env.DATABASE_URL;
  if (!serverUrl) throw new Error("DATABASE_URL says where to measure");
  const bench = await openBenchDatabase(serverUrl, "circuito_bench_search");
  await fillArchive(bench.url, archive, seed, say);
  return bench;
}

async function isEmpty(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query("select from messages limit 1");
  await client.end();
  return rowCount === 0;
}
