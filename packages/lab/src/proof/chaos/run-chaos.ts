import { setTimeout as pause } from "node:timers/promises";
import { ledgerBalanceView } from "@circuito/protocol";
import { Journal } from "../../journal.ts";
import { judge, type Verdict } from "../../oracle/index.ts";
import { type FinalFacts, readFinally } from "../final-read.ts";
import type { ProofTools } from "../run-proof.ts";
import { ChaosLoad } from "./chaos-load.ts";
import { ChaosStage, SMS_ACCOUNT, WHATSAPP_ACCOUNT } from "./chaos-stage.ts";
import { FAULT_KINDS } from "./faults/index.ts";
import { recoveriesOf, type StormRecovery } from "./recoveries.ts";
import type { ChaosSchedule } from "./schedule.ts";
import { type Stricken, strikeAll } from "./strike-all.ts";
import type { OwnEnd } from "./supervised.ts";

/** Load on a whole system first, so that what breaks is something that worked. */
const CLEAN_MS = 10_000;
/** Quiescence (promises §2); what is left to do by then is left for ever (O9). */
const QUIESCE_MS = 90_000;
const LOOK_EVERY_MS = 250;
/** The id that our WhatsApp connector stores is Meta's, around the load's own. */
const WAMID = /^wamid\./;

export interface ChaosOutcome {
  readonly verdicts: readonly Verdict[];
  readonly recoveries: readonly StormRecovery[];
  readonly stricken: Stricken;
  /** Processes that ended though nobody had told them to. */
  readonly ownEnds: readonly OwnEnd[];
  readonly facts: FinalFacts;
  /** Webhooks' answers by status, `0` for none. */
  readonly answers: ReadonlyMap<number, number>;
}

/**
 * One run: start, a while of clean load, chaos, faults off, load off, until quiet, the last read, the
 * verdicts. What was started is stopped however it ends.
 */
export async function runChaos(
  schedule: ChaosSchedule,
  program: readonly string[],
  { signal, say }: Pick<ProofTools, "signal" | "say">,
): Promise<ChaosOutcome> {
  const { seed, minutes, perSecond } = schedule;
  const run = `chaos-${Date.now().toString(36)}`;
  const journal = (actor: string): Journal => new Journal({ run, seed, actor });
  const provider = journal("provider");
  say("starting five processes, PostgreSQL and Redis");
  await using stage = await ChaosStage.start({
    program,
    seed,
    providerJournal: provider,
    graphJournal: journal("graph"),
    signal,
  });
  using load = await ChaosLoad.open(stage, { run, seed, provider });
  const kinds = new Map(FAULT_KINDS.map((kind) => [kind.id, kind]));

  say(`${CLEAN_MS / 1_000} s of load on a whole system, then ${minutes} min of faults`);
  const making = load.make(CLEAN_MS + minutes * 60_000, perSecond, signal);
  // Awaited below; a failure of the faults must not leave it unobserved.
  making.catch(() => {});
  await pause(CLEAN_MS, undefined, { signal });
  const stricken = await strikeAll(schedule, { stage, load, kinds, signal, say });
  signal.throwIfAborted();
  say("faults are off; waiting for the load's end, and for quiet");
  await Promise.all([...stage.processes.values()].map((one) => one.untilUp()));
  await making;
  signal.throwIfAborted();
  const facts = await untilQuiet(stage, load, signal);
  const balance = await stage.admin("web-1").get("/ledger/balance");
  const recoveries = recoveriesOf(stricken.struck, load.history, facts.messages);
  return {
    verdicts: judge({
      history: load.history,
      read: {
        ...facts,
        deliveries: deliveriesBySms(facts),
        publishedBalance: ledgerBalanceView.parse(balance).channels,
      },
      storedByChannel: facts.storedByChannel,
      submittedMin: 1,
      // What is left at the end; how soon each fault was mended is told of each.
      recovery: { all: [], limitMs: QUIESCE_MS },
    }),
    recoveries,
    stricken,
    ownEnds: [...stage.processes.values()].flatMap(({ ownEnds }) => ownEnds),
    facts,
    answers: sum(load.sms.answers, load.whatsapp.answers),
  };
}

/** Polls until nothing is left to do and every console was told of everything, or time is up. */
async function untilQuiet(
  stage: ChaosStage,
  load: ChaosLoad,
  signal: AbortSignal,
): Promise<FinalFacts> {
  for (const endsAtMs = performance.now() + QUIESCE_MS; ; ) {
    const facts = await readChaos(stage);
    const isDone = Object.values(facts.leftovers).every((count) => count === 0);
    const told = load.told();
    const isTold = facts.messages.every((message) => told.every((knows) => knows(message)));
    if ((isDone && isTold) || performance.now() > endsAtMs) return facts;
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Past every cable; accounts and ids are called as the journals call them. */
async function readChaos({ postgres, inboxes }: ChaosStage): Promise<FinalFacts> {
  const accounts = new Map([...inboxes].map(([account, id]) => [id, account]));
  const facts = await readFinally(postgres.url, (id) => accounts.get(id) ?? id);
  const ours = (account: string, ext: string): string =>
    account === WHATSAPP_ACCOUNT ? ext.replace(WAMID, "") : ext;
  return {
    ...facts,
    messages: facts.messages.map((message) => ({
      ...message,
      ext: message.ext === null ? null : ours(message.account, message.ext),
    })),
    aside: facts.aside.map(({ account, ext }) => ({ account, ext: ours(account, ext) })),
  };
}

/** The SMS provider's journal is the one that our messages are held against. */
function deliveriesBySms({ deliveries, conversations }: FinalFacts): FinalFacts["deliveries"] {
  const bySms = new Set(
    conversations.filter(({ account }) => account === SMS_ACCOUNT).map(({ id }) => id),
  );
  return deliveries.filter(({ conversationId }) => bySms.has(conversationId));
}

function sum(...counts: readonly ReadonlyMap<number, number>[]): Map<number, number> {
  const all = new Map<number, number>();
  for (const [status, count] of counts.flatMap((one) => [...one])) {
    all.set(status, (all.get(status) ?? 0) + count);
  }
  return all;
}
