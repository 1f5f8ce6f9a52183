import { setTimeout as pause } from "node:timers/promises";
import { FAULT_SETTING, readStruck, type SeededBug } from "@circuito/faults";
import { conversationView, personView } from "@circuito/protocol";
import { z } from "zod";
import { LAB_ACCOUNT } from "../../gateway/start-demo-gateway.ts";
import { AgentObserver } from "../../load/agent-observer.ts";
import { AgentSession } from "../../load/agent-session.ts";
import { type PlannedRequest, phoneOf } from "../../load/plan.ts";
import { WebhookClient } from "../../load/webhook-client.ts";
import type { CheckId, Evidence } from "../../oracle/index.ts";
import { postSigned } from "../../post-signed.ts";
import type { BugWorld, Needs } from "./bug-world.ts";

/** What brings a bug to light, and how the oracle has to call what it finds. */
export interface Schedule {
  readonly check: CheckId;
  /** Classes of violation, of which one must be found. */
  readonly finds: readonly string[];
  readonly needs?: Needs;
  /** Load and faults. Resolves when both are over. @returns what the oracle is told besides */
  readonly run: (world: BugWorld) => Promise<Partial<Evidence> | undefined>;
}

/** Somebody waits for a lock, and others come to wait behind. */
const STALLED_MS = 1_000;
const LOAD_MS = 1_500;
/** Longer than the ledger waits for company, so that the next words are another batch and another job. */
const BEHIND_MS = 30;
/** As long as PostgreSQL may be told (wal_writer_delay). */
const WAL_UNWRITTEN = "10s";
/** Longer than a claim is believed of a silent sender, with the sweep that takes it back. */
const PROVIDER_SLOW_MS = 1_200;
/** Conversations that everybody wants. */
const CLAIMED = 8;
/** Promises P16, and a sweep's time. */
const REVOKED_WITHIN_MS = 5_000;

export const SCHEDULES: Readonly<Record<SeededBug, Schedule>> = {
  1: { check: "O1", finds: ["lost"], run: killDoorBehindLock },
  2: { check: "O2", finds: ["duplicate"], run: repeatOnceRouted },
  3: {
    check: "O2",
    finds: ["duplicate"],
    needs: { more: { "web-2": "web" } },
    run: repeatAtBothDoors,
  },
  4: {
    check: "O2",
    finds: ["duplicate"],
    needs: { more: { "web-2": "web" } },
    run: repeatAtBothDoors,
  },
  5: { check: "O1", finds: ["lost"], run: killMailReader },
  6: { check: "O1", finds: ["lost"], run: useMessageIdTwice },
  7: { check: "O4", finds: ["unseen"], run: commitSlowly },
  8: { check: "O3", finds: ["real-time-inversion"], run: letRowsPile },
  9: {
    check: "O3",
    finds: ["two-open"],
    needs: { more: { "router-2": "router" } },
    run: writeManyAtOnce,
  },
  10: { check: "O5", finds: ["overlap", "taken-away"], run: reachForTheSame },
  11: { check: "O6", finds: ["double-submission"], run: stopSender },
  12: { check: "O6", finds: ["double-submission"], run: cutAnswers },
  13: { check: "O4", finds: ["unseen"], run: routeWhileConsolesAreAway },
  14: { check: "O1", finds: ["lost"], needs: { redis: true }, run: crashPostgres },
  15: { check: "O1", finds: ["unexpected"], needs: { cable: true }, run: loseCommits },
  16: { check: "O6", finds: ["status-regress"], run: tellBeforeAnswer },
  17: {
    check: "O8",
    finds: ["after-revocation"],
    needs: { more: { "web-2": "web" } },
    run: closeAccount,
  },
  18: { check: "O1", finds: ["lost"], run: sendUnreadable },
  19: { check: "O9", finds: ["leftover"], needs: { redis: true }, run: forgetJobs },
  20: {
    check: "O6",
    finds: ["after-opt-out"],
    needs: { workerRoles: "connectors,router,timers", more: { delivery: "delivery" } },
    run: stopBehindReplies,
  },
};

/** The ledger cannot be written to while customers write, and then the door dies with all it holds. */
async function killDoorBehindLock(world: BugWorld): Promise<undefined> {
  await using holder = await world.session();
  await holder.client.query("begin; lock table ledger in exclusive mode");
  const loading = world.text(STALLED_MS);
  await pause(STALLED_MS);
  await world.kill("web");
  // The server would still run what it was given.
  await world.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'",
  );
  await holder.client.query("rollback");
  await world.start("web");
  await loading;
}

async function repeatOnceRouted(world: BugWorld): Promise<undefined> {
  const requests = world.planned(20);
  for (const request of requests) await world.deliver(request);
  await world.untilRouted();
  for (const request of requests) await world.deliver(request);
}

/** A provider with two senders, each of which knows nothing of the other. */
async function repeatAtBothDoors(world: BugWorld): Promise<undefined> {
  using other = world.clientAt("web-2");
  for (const request of world.planned(60)) {
    await Promise.all(
      [world.world.client, other, world.world.client, other].map((client) =>
        world.deliver(request, client),
      ),
    );
  }
}

/** It dies when it is about to store, and another one goes on from its cursor. */
async function killMailReader(world: BugWorld): Promise<undefined> {
  await world.stop("router");
  await world.start("router", { [FAULT_SETTING]: "I3:1:kill" });
  for (let n = 0; n < 3; n++) world.world.mails.write();
  await world.process("router").ended();
  await world.start("router");
}

async function useMessageIdTwice(world: BugWorld): Promise<undefined> {
  for (let n = 0; n < 3; n++) world.world.mails.writeUnderOneId();
}

/** One transaction in four takes its time between its first word and its commit; others overtake it. */
async function commitSlowly(world: BugWorld): Promise<undefined> {
  await world.query(`
    create or replace function lab_dawdle() returns trigger language plpgsql as
      $$ begin if random() < 0.25 then perform pg_sleep(0.3); end if; return null; end $$;
    create or replace trigger lab_dawdle after insert on outbox for each statement execute function lab_dawdle()`);
  const texting = world.text(LOAD_MS);
  for (let turn = 0; turn < 10; turn++) {
    await world.reply(3);
    await pause(LOAD_MS / 10);
  }
  await texting;
  await world.untilRouted();
  await world.query("drop trigger lab_dawdle on outbox");
}

/** Nobody routes for a while: customers' messages pile up, several of one. */
async function letRowsPile(world: BugWorld): Promise<undefined> {
  await world.stop("router");
  await world.text(LOAD_MS, 60);
  await world.start("router");
}

/**
 * Customers who never wrote before, each with many messages one right behind the other, while the first
 * words of a conversation take their time: the next ones come to another router meanwhile.
 */
async function writeManyAtOnce(world: BugWorld): Promise<undefined> {
  await world.query(`
    create or replace function lab_dawdle() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.2); return null; end $$;
    create or replace trigger lab_dawdle after insert on conversations for each statement execute function lab_dawdle()`);
  const base = newCustomers(world);
  for (let customer = base; customer < base + 15; customer++) {
    const writing: Promise<unknown>[] = [];
    for (let n = 1; n <= 8; n++) {
      writing.push(world.deliver(requestOf(world, customer, n)));
      await pause(BEHIND_MS);
    }
    await Promise.all(writing);
  }
  await world.untilRouted();
  await world.query("drop trigger lab_dawdle on conversations");
}

/** The first of those who have not written yet: others with the bug than without. */
function newCustomers(world: BugWorld): number {
  return 50_000 + (world.bug === undefined ? 0 : 1_000);
}

/** A request of one message, outside of the plan. */
function requestOf(world: BugWorld, customer: number, n: number, text?: string): PlannedRequest {
  const { run } = world.world.origin;
  const externalId = `${run}:${customer}:${n}`;
  const from = phoneOf(customer);
  const words = text ?? `«${externalId}» boleto`;
  return {
    id: `msg_${externalId}`,
    messages: [{ externalId, from, address: `tel:${from}`, text: words }],
  };
}

const claimed = conversationView.pick({ epoch: true });

/** Everybody wants the same conversations. */
async function reachForTheSame(world: BugWorld): Promise<Partial<Evidence>> {
  // Of new customers: whoever wrote before may be somebody's by now.
  const base = newCustomers(world);
  for (let customer = base; customer < base + CLAIMED; customer++) {
    await world.deliver(requestOf(world, customer, 1));
  }
  await world.untilRouted();
  const { gateway } = world.world;
  const agents = await Promise.all(
    gateway.logins.map(async (login) => {
      const { email, password } = login;
      const session = new AgentSession(gateway.web.origin, { email, password });
      await session.logIn();
      return { login, session, journal: world.world.journal(login.email) };
    }),
  );
  const { rows } = await world.query(
    `select id from conversations where status = 'open' and assignee_id is null and channel = 'sms'
     order by arrived_at desc limit ${CLAIMED}`,
  );
  for (const { id } of rows) {
    await Promise.all(
      agents.map(async ({ session, journal }) => {
        const fact = { f: "claim" as const, key: { account: LAB_ACCOUNT, ext: String(id) } };
        journal.add({ ...fact, type: "invoke", conv_hint: String(id) });
        const { status, body } = await session.ask(`/conversations/${id}/claim`, {});
        const isOk = status !== undefined && status < 300;
        const epoch = isOk ? claimed.parse(body).epoch : 0;
        const type = isOk ? "ok" : status === undefined || status >= 500 ? "info" : "fail";
        journal.add({ ...fact, type, conv_hint: String(id), extra: { epoch } });
      }),
    );
  }
  const owners = await world.query(
    `select c.id as "conversationId", a.email as actor, c.epoch from conversations c
     left join agents a on a.id = c.assignee_id`,
  );
  return { owners: { stored: owners.rows, grantsMin: 1 } };
}

/** A sender stops between its claim and its send; another takes its work; then it goes on. */
async function stopSender(world: BugWorld): Promise<undefined> {
  const { provider } = world.world.gateway;
  await world.stop("router");
  await world.start("router", { [FAULT_SETTING]: "O2:1:stop" });
  const before = provider.submissions.length;
  const writing = world.reply(1);
  const sender = world.process("router");
  await world.until(() => readStruck(sender.output, "stop").has("O2"), "the sender has stopped");
  await writing;
  try {
    await world.add("other", "delivery,timers");
    await world.until(() => provider.submissions.length > before, "somebody else has sent it");
  } finally {
    sender.signal("SIGCONT");
  }
  await world.remove("other");
}

async function cutAnswers(world: BugWorld): Promise<undefined> {
  world.world.gateway.provider.misbehaviors.plan({ kind: "accept-then-cut" }, 3);
  await world.reply(3);
}

/** All consoles are away while things happen, and ask what it was. */
async function routeWhileConsolesAreAway(world: BugWorld): Promise<undefined> {
  await world.stop("router");
  await world.text(LOAD_MS);
  await world.kill("web");
  await world.start("router");
  await world.untilRouted();
  await world.start("web");
}

/**
 * Its memory is lost, and what it had not written yet. Nobody routes, and jobs are elsewhere: a commit that
 * waits would write all. Nor does the server write of its own accord meanwhile.
 */
async function crashPostgres(world: BugWorld): Promise<undefined> {
  await world.stop("router");
  const restart = async () => {
    await world.postgres.end("kill");
    await world.postgres.start({ wal_writer_delay: WAL_UNWRITTEN });
  };
  await restart();
  for (let crash = 0; crash < 3; crash++) {
    const texting = world.text(LOAD_MS);
    await pause(LOAD_MS / 2);
    await restart();
    await texting;
  }
  await world.start("router");
}

/** Commits are kept, and their answers lost. Nobody routes: nearly all that is committed are messages. */
async function loseCommits(world: BugWorld): Promise<undefined> {
  await world.stop("router");
  const texting = world.text(3 * LOAD_MS);
  for (let cut = 0; cut < 10; cut++) {
    await pause((2 * LOAD_MS) / 10);
    world.cable?.cutAtCommit(1);
  }
  await texting;
  await world.start("router");
}

/** The provider tells what became of a message before it says that it has it. */
async function tellBeforeAnswer(world: BugWorld): Promise<undefined> {
  const { provider, target } = world.world.gateway;
  const before = provider.submissions.length;
  provider.misbehaviors.plan({ kind: "delay", ms: PROVIDER_SLOW_MS }, 3);
  const replying = world.reply(3);
  await provider.arrived(before + 3);
  const receipts = provider.submissions.slice(before).map(({ providerId }) => ({
    of: providerId,
    status: "delivered" as const,
  }));
  await provider.sendReceipts(target.url, receipts);
  await replying;
}

const people = z.object({ items: z.array(personView.pick({ id: true, email: true })) });

/** Somebody who hears everything is closed out at another door, and customers go on writing. */
async function closeAccount(world: BugWorld): Promise<Partial<Evidence>> {
  const { gateway } = world.world;
  const login = gateway.logins.find(({ does }) => does.startsWith("supervisor"));
  if (!login) throw new Error("the demo has no supervisor");
  const other = new AgentSession(world.process("web-2").origin, adminOf(world));
  const person = people
    .parse(await other.get("/people"))
    .items.find(({ email }) => email === login.email);
  if (!person) throw new Error("the supervisor is nobody");
  if (world.bug !== undefined) await other.post(`/people/${person.id}/enable`, {});
  const { email, password } = login;
  const session = new AgentSession(gateway.web.origin, { email, password });
  let isClosed = false;
  const actor = `supervisor ${world.bug ?? "without a bug"}`;
  using observer = new AgentObserver({
    url: `${gateway.web.origin}/agent`,
    // Who was closed out knows it, and does not try the door.
    auth: async () => (isClosed ? {} : { ticket: await session.ticket() }),
    journal: world.world.journal(actor),
    account: LAB_ACCOUNT,
    as: "overhear",
  });
  await observer.connect();
  await world.text(LOAD_MS);
  isClosed = true;
  await other.post(`/people/${person.id}/disable`, { handTo: null });
  world.world
    .journal("admin")
    .add({ type: "ok", f: "revoke", key: { account: "", ext: person.id }, conv_hint: actor });
  await pause(REVOKED_WITHIN_MS);
  await world.text(LOAD_MS);
  await world.untilRouted();
  return {
    confines: {
      maySee: new Map(),
      secrets: new Map([["the provider's secret", gateway.provider.secret]]),
      printed: world.printed,
      revokedWithinMs: REVOKED_WITHIN_MS,
      toldMin: 1,
    },
  };
}

function adminOf(world: BugWorld): { readonly email: string; readonly password: string } {
  const admin = world.world.gateway.logins.find(({ does }) => does.startsWith("admin"));
  if (!admin) throw new Error("the demo has no admin");
  return { email: admin.email, password: admin.password };
}

/** Requests of five messages, of which the third cannot be read. */
async function sendUnreadable(world: BugWorld): Promise<undefined> {
  const { target } = world.world.gateway;
  using client = new WebhookClient(
    target,
    world.world.journal("sender of what is unreadable"),
    ({ id, messages }, agent) => {
      const written: unknown[] = messages.map(({ externalId, from, text }) => ({
        ...{ id: externalId, from, to: target.to, text },
      }));
      const body = JSON.stringify({
        messages: written.toSpliced(2, 0, { id: 7, what: "nothing" }),
      });
      return postSigned(target, id, body, agent);
    },
  );
  const base = 60_000 + (world.bug === undefined ? 0 : 1_000);
  for (let customer = base; customer < base + 5; customer++) {
    const messages = [1, 2, 3, 4].flatMap((n) => requestOf(world, customer, n).messages);
    await world.deliver({ id: `msg_${world.world.origin.run}_${customer}`, messages }, client);
  }
}

/** What Redis carried is gone, and nobody says so. */
async function forgetJobs(world: BugWorld): Promise<undefined> {
  await world.stop("router");
  await world.text(LOAD_MS);
  await world.redis?.command("FLUSHALL");
  await world.start("router");
}

/** Replies wait while nobody sends; the customer says STOP; then somebody sends. */
async function stopBehindReplies(world: BugWorld): Promise<undefined> {
  await world.stop("delivery");
  const base = 70_000 + (world.bug === undefined ? 0 : 1_000);
  const customers = [base, base + 1, base + 2];
  for (const customer of customers) await world.deliver(requestOf(world, customer, 1));
  await world.untilRouted();
  const conversations = await world.toldOf(
    customers.map((customer) => `${world.world.origin.run}:${customer}:1`),
  );
  await world.replyTo(conversations);
  for (const customer of customers) await world.deliver(requestOf(world, customer, 2, "sair"));
  const numbers = customers.map(phoneOf);
  await world.until(async () => {
    const { rows } = await world.query("select address from opt_outs");
    const said = new Set(rows.map(({ address }) => address));
    return numbers.every((number) => said.has(`tel:${number}`));
  }, "every STOP is in force");
  const journal = world.world.journal("stopped");
  for (const number of numbers) {
    journal.add({
      type: "ok",
      f: "opt-out",
      key: { account: LAB_ACCOUNT, ext: number },
      conv_hint: number,
    });
  }
  await world.start("delivery");
}
