import { cpus } from "node:os";
import { benchInside, isInside } from "./bench-inside.ts";
import { startCircuito } from "./circuito/start-circuito.ts";
import { describePostgres } from "./database.ts";
import { NoopBench } from "./noop/measure-noop.ts";
import { readOptions } from "./options.ts";
import { startPlain } from "./plain/start-plain.ts";
import { printReport } from "./print-report.ts";
import { describeRedis } from "./redis.ts";
import { runRounds } from "./run-rounds.ts";
import { findServers } from "./servers.ts";
import { summarize } from "./summarize.ts";

if (process.argv[2] === "email") {
  const { benchEmail } = await import("./email/main.ts");
  await benchEmail(process.argv.slice(3));
  process.exit();
}
if (process.argv[2] === "sockets") {
  const { benchSockets } = await import("./sockets/main.ts");
  await benchSockets(process.argv.slice(3));
  process.exit();
}
if (process.argv[2] === "outbound") {
  const { benchOutbound } = await import("./outbound/main.ts");
  await benchOutbound(process.argv.slice(3));
  process.exit();
}
if (process.argv[2] === "whatsapp") {
  const { benchWhatsapp } = await import("./whatsapp/main.ts");
  await benchWhatsapp(process.argv.slice(3));
  process.exit();
}
const [, , inside] = process.argv;
if (isInside(inside)) {
  process.exit(await benchInside(inside, process.argv.slice(3)));
}
const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}
// Progress goes to standard error, so that `--json` can be piped.
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

await using servers = await findServers();
const postgres = await describePostgres(servers.databaseUrl);
const redis = await describeRedis(servers.redisUrl);
if (postgres.synchronousCommit !== "on" || postgres.fsync !== "on") {
  say("careful: this PostgreSQL does not wait for its disk, so figures are not comparable");
}
const facts = {
  seed: options.seed,
  backend: options.backend,
  roles: options.roles,
  cpu: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
  node: process.versions.node,
  postgres: `${postgres.version}, synchronous_commit ${postgres.synchronousCommit}, fsync ${postgres.fsync}`,
  redis: `${redis.version}, ${redis.appendOnly ? "append-only file" : "nothing on disk"}`,
};
say(JSON.stringify(facts));

const shared = [...(postgres.process ? [postgres.process] : []), redis.process];
await using noop = await NoopBench.start(servers, redis.process);
await using plain = await startPlain(servers, shared);
await using circuito = await startCircuito(servers, shared, options);
const rounds = await runRounds([circuito, plain], noop, options, say);
const summary = summarize(rounds);
process.stdout.write(
  options.json
    ? `${JSON.stringify({ facts, summary, rounds }, null, 2)}\n`
    : `${printReport(summary)}\n`,
);
