import { setTimeout as pause } from "node:timers/promises";
import { findServers } from "../servers.ts";
import type { EmailBenchOptions } from "./email-options.ts";
import { type MailGateway, startMailGateway } from "./mail-gateway.ts";
import { startMailServer } from "./mail-server.ts";
import { mostMemoryOf } from "./memory.ts";
import { writeMails } from "./write-mails.ts";

const MAILS_DEFAULT = 10_000;
const KILLS = 5;
/** Of the mails, kept back until the server was away: what came in that hour. */
const AWAY_SHARE = 0.1;
/** A killed process leaves its lease behind, which runs out by itself; then a slow machine reads on. */
const PATIENCE_MS = 300_000;
const SAY_EVERY_MS = 2_000;

/**
 * A backlog is taken in by a gateway that is killed with -9 five times on the way; then the mail server
 * goes away, and comes back with more. Every mail must be one row.
 */
export async function runEndurance(
  options: EmailBenchOptions,
  say: (sentence: string) => void,
): Promise<string> {
  const { mails = MAILS_DEFAULT, seed } = options;
  const late = Math.floor(mails * AWAY_SHARE);
  await using servers = await findServers();
  await using mailServer = await startMailServer(["backlog"]);
  await mailServer.fill("backlog", writeMails(`${seed}backlog`, mails - late));
  await using gateway = await startMailGateway(servers, mailServer, options);
  const startedAtMs = performance.now();
  const inbox = await gateway.addMailbox("backlog");
  const memory: number[] = [];
  using _ = everyTwoSeconds(async () => say(await progressOf(gateway, inbox)));
  for (let kill = 1; kill <= KILLS; kill++) {
    await gateway.untilReceived(Math.floor(((mails - late) * kill) / (KILLS + 1)), PATIENCE_MS);
    memory.push(mostMemoryOf(gateway.connectors.pid));
    await gateway.connectors.kill();
    say(`killed (${kill} of ${KILLS})`);
    await gateway.connectors.start();
  }
  await gateway.untilReceived(mails - late, PATIENCE_MS);
  const tookMs = performance.now() - startedAtMs;
  await mailServer.stop();
  await mailServer.fill("backlog", writeMails(`${seed}late`, late));
  say(`the mail server is away, ${late} mails come meanwhile`);
  await pause(SAY_EVERY_MS);
  await mailServer.start();
  await gateway.untilReceived(mails, PATIENCE_MS);
  await gateway.untilTaken(inbox, mails, PATIENCE_MS);
  memory.push(mostMemoryOf(gateway.connectors.pid));
  const { received, duplicate, parked } = await gateway.balance();
  const result = {
    mails,
    rows: received - duplicate,
    // Fetched again after a kill, and known: what the unique index is for.
    seenAgain: duplicate,
    parked,
    seconds: Math.round(tookMs / 1_000),
    mostMemoryMiB: Math.round(Math.max(...memory)),
  };
  if (result.rows !== mails || parked > 0) throw new Error(JSON.stringify(result));
  return JSON.stringify(result, null, 2);
}

async function progressOf(gateway: MailGateway, inbox: string): Promise<string> {
  const [folder] = await gateway.progress(inbox);
  return folder ? `${folder.taken} taken, ${folder.waiting} waiting` : "not looked at yet";
}

function everyTwoSeconds(work: () => Promise<void>): Disposable {
  const timer = setInterval(() => void work().catch(() => undefined), SAY_EVERY_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
