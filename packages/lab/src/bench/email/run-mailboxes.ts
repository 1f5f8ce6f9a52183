import { findServers } from "../servers.ts";
import type { EmailBenchOptions } from "./email-options.ts";
import { startMailGateway } from "./mail-gateway.ts";
import { startMailServer } from "./mail-server.ts";
import { memoryOf, mostMemoryOf } from "./memory.ts";
import { writeMails } from "./write-mails.ts";

const MAILS_DEFAULT = 20;
const PATIENCE_MS = 300_000;
/** What issue 3 allows for two hundred. */
const MEMORY_MAX_MIB = 1_024;

/** Many mailboxes in one process, each with mail that waits: what memory they take, at most and at rest. */
export async function runMailboxes(
  options: EmailBenchOptions & { readonly mailboxes: number },
  say: (sentence: string) => void,
): Promise<string> {
  const { mailboxes, mails = MAILS_DEFAULT, seed } = options;
  const users = Array.from({ length: mailboxes }, (_, at) => `user${at}`);
  await using servers = await findServers();
  await using mailServer = await startMailServer(users);
  for (const user of users) await mailServer.fill(user, writeMails(`${seed}${user}`, mails));
  await using gateway = await startMailGateway(servers, mailServer, options);
  const before = Math.round(memoryOf(gateway.connectors.pid));
  for (const user of users) await gateway.addMailbox(user);
  await gateway.untilReceived(mailboxes * mails, PATIENCE_MS);
  say("all of their mail is taken in; one more for each");
  for (const user of users) await mailServer.fill(user, writeMails(`${seed}more${user}`, 1));
  await gateway.untilReceived(mailboxes * (mails + 1), PATIENCE_MS);
  const most = Math.round(mostMemoryOf(gateway.connectors.pid));
  const result = {
    mailboxes,
    mails: mailboxes * (mails + 1),
    memoryMiB: { before, most, now: Math.round(memoryOf(gateway.connectors.pid)) },
    isMet: most <= MEMORY_MAX_MIB,
  };
  return JSON.stringify(result, null, 2);
}
