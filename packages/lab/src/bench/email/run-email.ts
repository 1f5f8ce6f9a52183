import { cpus } from "node:os";
import { describePostgres } from "../database.ts";
import { describeRedis } from "../redis.ts";
import { findServers } from "../servers.ts";
import type { EmailBenchOptions } from "./email-options.ts";
import { startMailGateway } from "./mail-gateway.ts";
import { startMailServer } from "./mail-server.ts";
import { gatewaySystem, measureEmail, startPlainReader } from "./measure-email.ts";
import { type EmailRound, printEmail, summarizeEmail } from "./report-email.ts";
import { writeMails } from "./write-mails.ts";

const MAILS_DEFAULT = 3_000;
/** The first mails of a process run unoptimized code; nobody's figures have them. */
const WARM_UP_MAILS = 3_000;

/** Both systems read the same mails, each from an account of its own, round after round in turns. */
export async function runEmailBench(
  options: EmailBenchOptions,
  say: (sentence: string) => void,
): Promise<string> {
  const { seed, rounds: count, mails = MAILS_DEFAULT } = options;
  const turns = ["warm", ...Array.from({ length: count }, (_, at) => `round${at + 1}`)];
  const users = turns.flatMap((turn) => [`ours-${turn}`, `plain-${turn}`]);
  await using servers = await findServers();
  const postgres = await describePostgres(servers.databaseUrl);
  const redis = await describeRedis(servers.redisUrl);
  await using mailServer = await startMailServer(users);
  const facts = {
    seed,
    mails,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    node: process.versions.node,
    dovecot: mailServer.version,
    postgres: `${postgres.version}, synchronous_commit ${postgres.synchronousCommit}, fsync ${postgres.fsync}`,
  };
  say(JSON.stringify(facts));
  const shared = [...(postgres.process ? [postgres.process] : []), redis.process];
  await using ours = gatewaySystem(
    await startMailGateway(servers, mailServer, options),
    shared,
    mailServer,
  );
  await using plain = await startPlainReader(mailServer);

  const rounds: EmailRound[] = [];
  for (const [index, turn] of turns.entries()) {
    const isWarmUp = index === 0;
    const number = isWarmUp ? WARM_UP_MAILS : mails;
    for (const whose of ["ours", "plain"]) {
      await mailServer.fill(`${whose}-${turn}`, writeMails(`${seed}${turn}`, number));
    }
    const round: Record<string, EmailRound[string]> = {};
    const pairs = [
      [ours, "ours"],
      [plain, "plain"],
    ] as const;
    for (const [system, whose] of index % 2 === 0 ? pairs : pairs.toReversed()) {
      round[system.name] = await measureEmail(system, `${whose}-${turn}`, number);
      say(`${turn}, ${system.name}: ${round[system.name]?.mailsPerSecond.toFixed(0)} mails/s`);
    }
    if (!isWarmUp) rounds.push(round);
  }
  const summary = summarizeEmail(rounds, ours.name, plain.name);
  return options.json ? JSON.stringify({ facts, summary, rounds }, null, 2) : printEmail(summary);
}
