import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type InboxView, inboxView, ledgerBalanceView } from "@circuito/protocol";
import { z } from "zod";
import { type DemoGateway, startDemoGateway } from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import type { WatchedProcess } from "../cpu.ts";
import { createDatabase } from "../database.ts";
import type { Servers } from "../system.ts";
import type { EmailBenchOptions } from "./email-options.ts";
import type { MailServer } from "./mail-server.ts";

const PROGRAM = join(import.meta.dirname, "../../../../../apps/gateway/dist/main.js");
const LOOK_EVERY_MS = 50;

/** A gateway whose worker fetches mail and does nothing else, and the API to watch it by. */
export interface MailGateway extends AsyncDisposable {
  readonly connectors: DemoGateway["router"];
  readonly watched: readonly WatchedProcess[];
  /** Connects a mailbox that is taken in from its first mail on. */
  addMailbox(user: string): Promise<string>;
  /** Rows of all mailboxes, by their states. */
  balance(): Promise<MailBalance>;
  /** How far the folders of a mailbox are taken in, as the API tells admins. */
  progress(inbox: string): Promise<NonNullable<InboxView["progress"]>>;
  /** Until this many are taken in and none waits: asks for the cursor alone, which follows the commit. */
  untilTaken(inbox: string, mails: number, maxMs: number): Promise<void>;
  /** @throws when fewer than this many mails were received in time */
  untilReceived(mails: number, maxMs: number): Promise<void>;
}

export interface MailBalance {
  readonly received: number;
  readonly duplicate: number;
  readonly parked: number;
}

const added = z.looseObject({ id: z.string() });
const inboxes = z.object({ items: z.array(inboxView) });

export async function startMailGateway(
  servers: Servers,
  mailServer: MailServer,
  { backend, profile }: Pick<EmailBenchOptions, "backend" | "profile">,
): Promise<MailGateway> {
  if (!existsSync(PROGRAM)) throw new Error("the gateway is not built: run pnpm build");
  const database = await createDatabase(servers.databaseUrl, "circuito_bench_email");
  const gateway = await startDemoGateway({
    program: [...profiling(profile), PROGRAM, "start"],
    databaseUrl: database.url,
    ...(backend === "redis" ? { redisUrl: new URL("/2", servers.redisUrl).href } : {}),
    providerJournal: new Journal({ run: "bench", seed: "", actor: "provider" }),
    workerRoles: "connectors",
    env: { PRIVATE_NETWORKS: "127.0.0.0/8,::1/128" },
  });
  const balance = async (): Promise<MailBalance> => {
    const { channels } = ledgerBalanceView.parse(await gateway.admin.get("/ledger/balance"));
    return (
      channels.find(({ channel }) => channel === "email") ?? {
        received: 0,
        duplicate: 0,
        parked: 0,
      }
    );
  };
  const progress: MailGateway["progress"] = async (id) => {
    const { items } = inboxes.parse(await gateway.admin.get("/inboxes"));
    return items.find((inbox) => inbox.id === id)?.progress ?? [];
  };
  return {
    progress,
    async untilTaken(inbox, mails, maxMs) {
      for (const endsAtMs = performance.now() + maxMs; ; await pause(LOOK_EVERY_MS)) {
        const folders = await progress(inbox);
        const sum = (of: "taken" | "waiting") => folders.reduce((all, one) => all + one[of], 0);
        if (sum("taken") >= mails && sum("waiting") === 0) return;
        if (performance.now() > endsAtMs) {
          throw new Error(`${sum("taken")} of ${mails} mails taken in: ${gateway.router.output}`);
        }
      }
    },
    connectors: gateway.router,
    get watched() {
      return [{ name: "connectors", pid: gateway.router.pid, isTree: false }];
    },
    balance,
    async addMailbox(user) {
      const inbox = await gateway.admin.post("/inboxes", {
        name: `Mail of ${user}`,
        channel: "email",
        settings: {
          address: `${user}@example.org`,
          authservId: "mx.example.org",
          imapHost: mailServer.host,
          imapPort: mailServer.imapPort,
          imapSecurity: "starttls",
          imapCertificate: mailServer.certificate,
          imapUser: user,
          imapPassword: mailServer.password,
          firstMails: { from: "everything" },
        },
      });
      return added.parse(inbox).id;
    },
    async untilReceived(mails, maxMs) {
      for (const endsAtMs = performance.now() + maxMs; ; await pause(LOOK_EVERY_MS)) {
        const { received, duplicate } = await balance();
        if (received - duplicate >= mails) return;
        if (performance.now() > endsAtMs) {
          throw new Error(
            `${received - duplicate} of ${mails} mails received: ${gateway.router.output}`,
          );
        }
      }
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await database.drop();
    },
  };
}

function profiling(folder: string | undefined): readonly string[] {
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${resolve(folder)}`];
}
