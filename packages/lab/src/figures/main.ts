/* Fills a database with a past for reports to be measured on; see docs/figures-of-service.md. */
import { parseArgs } from "node:util";
import { generateConversations } from "./generate.ts";

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    conversations: { type: "string", default: "50000" },
    days: { type: "string", default: "365" },
  },
});
const conversations = Number(values.conversations);
const days = Number(values.days);
if (values.database === undefined || !(conversations > 0) || !(days > 0)) {
  process.stderr.write(
    "npm run lab:figures -- --database <url> [--conversations 50000] [--days 365]\n",
  );
  process.exitCode = 2;
} else {
  await generateConversations({
    databaseUrl: values.database,
    conversations,
    days,
    tell: (line) => process.stdout.write(`${line}\n`),
  });
}
