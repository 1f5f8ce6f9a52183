import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { scoreBounces } from "../../email/testing/corpus/score-bounces.ts";
import { scoreHtml } from "../../email/testing/corpus/score-html.ts";
import { scoreMails } from "../../email/testing/corpus/score-mails.ts";
import { scoreOrdinary } from "../../email/testing/corpus/score-ordinary.ts";
import { scoreReplies } from "../../email/testing/corpus/score-replies.ts";
import { scoreThreads } from "../../email/testing/corpus/score-threads.ts";
import { scorePages } from "../../whatsapp/testing/corpus/score-pages.ts";
import { scoreWebhooks } from "../../whatsapp/testing/corpus/score-webhooks.ts";
import type { FolderScore } from "./corpus-folder.ts";
import { printScores } from "./print-scores.ts";
import { scoreSignatures } from "./score-signatures.ts";

/** Folders by the beginning of their name, and who scores them. */
const SCORERS: readonly (readonly [
  prefix: string,
  score: (root: string, folder: string) => Promise<FolderScore>,
])[] = [
  ["reply-", scoreReplies],
  ["mail-", scoreMails],
  ["bounce-", scoreBounces],
  ["thread-", scoreThreads],
  ["html-", scoreHtml],
  ["wa-pywa", scoreWebhooks],
  ["wa-payloads", scoreWebhooks],
  ["wa-webjs", scorePages],
  ["signatures", scoreSignatures],
];

async function main(): Promise<void> {
  const options = process.argv.slice(2);
  const root = options.find((option) => !option.startsWith("--"));
  if (root === undefined) {
    process.stderr.write("usage: pnpm corpus <folder> [--json] [--failures] [--only=<name>]\n");
    process.exitCode = 2;
    return;
  }
  const only = options.find((option) => option.startsWith("--only="))?.slice("--only=".length);
  const scores: FolderScore[] = [];
  for (const folder of readdirSync(root).sort()) {
    if (!statSync(join(root, folder)).isDirectory()) continue;
    if (only !== undefined && !folder.startsWith(only)) continue;
    const scorer = SCORERS.find(([prefix]) => folder.startsWith(prefix));
    if (scorer) scores.push(await scorer[1](root, folder));
  }
  const ordinary = scores
    .map((score) => score.folder)
    .filter((name) => /^(reply|mail)-/.test(name));
  if (ordinary.length > 0) scores.push(await scoreOrdinary(root, ordinary));
  if (options.includes("--json")) process.stdout.write(`${JSON.stringify(scores, null, 2)}\n`);
  else printScores(scores, options.includes("--failures"));
}

await main();
