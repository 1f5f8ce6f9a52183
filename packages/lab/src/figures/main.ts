/*
 * Fills a database with a past for reports to be measured on, or has figures counted the long way; see
 * docs/figures-of-service.md.
 */
import { parseArgs } from "node:util";
import { checkFigures } from "./check.ts";
import { generateConversations } from "./generate.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: "string" },
    conversations: { type: "string", default: "50000" },
    days: { type: "string", default: "365" },
    seed: { type: "string", default: "7" },
  },
});
const [verb, ...more] = positionals;
const conversations = Number(values.conversations);
const days = Number(values.days);
const seed = Number(values.seed);
const isWhole = [conversations, days, seed].every((count) => Number.isInteger(count) && count > 0);
if (verb === "check" && more.length === 0 && isWhole) {
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const verdict = await checkFigures({ conversations, seed, tell });
  process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
  if (!verdict.isEqual) process.exitCode = 1;
} else if (verb === undefined && values.database !== undefined && isWhole) {
  await generateConversations({
    databaseUrl: values.database,
    conversations,
    days,
    tell: (line) => process.stdout.write(`${line}\n`),
  });
} else {
  process.stderr.write(
    `npm run lab:figures -- --database <url> [--conversations 50000] [--days 365]
npm run lab:figures -- check [--conversations 50000] [--seed 7]
`,
  );
  process.exitCode = 2;
}
