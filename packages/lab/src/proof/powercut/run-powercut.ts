import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { GatewayProcess, READY_UNDER_LOAD_TIMEOUT_MS } from "../../gateway/gateway-process.ts";
import { LAB_ACCOUNT, startDemoGateway } from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import { runOpenLoop } from "../../load/open-loop.ts";
import { DEFAULT_PROFILE, planRequests } from "../../load/plan.ts";
import { makePrng } from "../../load/prng.ts";
import { takeUntil } from "../../load/take-until.ts";
import { WebhookClient } from "../../load/webhook-client.ts";
import { judge, type Verdict } from "../../oracle/index.ts";
import { BreakablePostgres, findServerPlaces, type ServerPlaces } from "../../servers/index.ts";
import { type FinalFacts, readFinally } from "../final-read.ts";
import { type ProofRow, reasonsOf, sumUp } from "../proof-report.ts";
import type { ProofTools } from "../run-proof.ts";
import { LoopDisk } from "./loop-disk.ts";
import type { PowercutOptions } from "./powercut-options.ts";

/** Between two cuts: never at the same place of what PostgreSQL does by itself. */
const GAP_MS = [400, 2_500] as const;
/** A gateway on a copy has finished what was in hand by then, or never does. */
const DRAIN_MS = 60_000;
const LOOK_EVERY_MS = 250;
/** What is wrong with one copy, in words; the first few say enough. */
const EXAMPLES_MAX = 5;

/** Cuts the power so many times under load; a row for each, and one for the gateway on the last copy. */
export async function runPowercut(
  options: PowercutOptions,
  program: readonly string[],
  { signal, say, add }: ProofTools,
): Promise<void> {
  const { cycles, seed, perSecond, fsync } = options;
  const run = `cut-${Date.now().toString(36)}`;
  await using places = await findServerPlaces();
  await using disk = await makeDisk(places);
  await using postgres = await BreakablePostgres.start(places.postgres, { fsync });
  const secretKey = randomBytes(32).toString("base64");
  const provider = new Journal({ run, seed, actor: "provider" });
  const sending = new Journal({ run, seed, actor: "sender" });
  await using gateway = await startDemoGateway({
    program,
    databaseUrl: postgres.url,
    providerJournal: provider,
    env: { SECRET_KEY: secretKey },
    readyWithinMs: READY_UNDER_LOAD_TIMEOUT_MS,
  });
  using client = new WebhookClient(gateway.target, sending);
  const over = new AbortController();
  const plan = takeUntil(
    planRequests({ ...DEFAULT_PROFILE, run, seed }),
    () => over.signal.aborted,
  );
  const loading = runOpenLoop(client, plan, perSecond, {
    forMs: Number.POSITIVE_INFINITY,
    patienceMs: 0,
  });
  loading.catch(() => {});
  const prng = makePrng(seed, "cuts");
  const accountOf = (id: string): string => (id === gateway.inboxId ? LAB_ACCOUNT : id);
  try {
    for (let cycle = 1; cycle <= cycles; cycle++) {
      await pause(GAP_MS[0] + prng.next() * (GAP_MS[1] - GAP_MS[0]), undefined, { signal });
      const acknowledged = new Set(client.accepted);
      const image = join(places.folder, `cut-${cycle}.img`);
      postgres.pause();
      try {
        await disk.copyTo(image);
      } finally {
        postgres.resume();
      }
      await using left = await LoopDisk.mount(image, join(places.folder, `cut-${cycle}`));
      const clusterDir = join(left.mountedAt, "cluster");
      // The process that it names runs on, which it does not after a power cut.
      await rm(join(clusterDir, "postmaster.pid"), { force: true });
      await using copy = await BreakablePostgres.open({ ...places.postgres, clusterDir });
      const facts = await readFinally(copy.url, accountOf);
      const stored = await readStored(copy);
      const row = rowOf(`cut ${cycle}`, acknowledged, stored, facts, judged(sending, facts));
      add(row);
      say(
        `${cycle}/${cycles}: ${row.verdict}, ${acknowledged.size} acknowledged, ${row.figures.lost} lost`,
      );
      if (cycle === cycles) {
        const origin = { program, databaseUrl: copy.url, secretKey, signal };
        add(await drain(origin, copy, acknowledged, sending, accountOf));
      }
    }
  } finally {
    over.abort();
    await loading;
  }
}

/** The cluster is moved onto a disk of its own, mounted where it was: the run's clean-up finds it there. */
async function makeDisk({ folder, postgres }: ServerPlaces): Promise<LoopDisk> {
  const disk = await LoopDisk.make(join(folder, "disk.img"), join(folder, "disk"));
  try {
    await disk.take(postgres.clusterDir);
    await disk.moveTo(dirname(postgres.clusterDir));
    return disk;
  } catch (error) {
    await disk[Symbol.asyncDispose]();
    throw error;
  }
}

/** External ids of all that is in the ledger: what was acknowledged is there, routed or not. */
async function readStored(postgres: BreakablePostgres): Promise<ReadonlySet<string>> {
  const { rows } = await postgres.query("select external_id as ext from ledger");
  return new Set(rows.map(({ ext }) => String(ext)));
}

/** A cut leaves unfinished work; what is finished must be whole and in order. */
function judged(sending: Journal, facts: FinalFacts): readonly Verdict[] {
  const all = judge({ history: [...sending.events], read: facts, acceptedMin: 1 });
  return all.filter(({ check }) => check === "O2" || check === "O3");
}

function rowOf(
  name: string,
  acknowledged: ReadonlySet<string>,
  stored: ReadonlySet<string>,
  facts: FinalFacts,
  verdicts: readonly Verdict[],
): ProofRow {
  const lost = [...acknowledged].filter((ext) => !stored.has(ext));
  const verdict = lost.length > 0 ? "invalid" : acknowledged.size === 0 ? "unknown" : "valid";
  return {
    name,
    verdict: sumUp([...verdicts, { verdict }]),
    figures: {
      acknowledged: acknowledged.size,
      lost: lost.length,
      messages: facts.messages.length,
      unrouted: facts.leftovers.unrouted ?? 0,
    },
    because: [...lost.slice(0, EXAMPLES_MAX).map((ext) => `lost: ${ext}`), ...reasonsOf(verdicts)],
  };
}

/** The gateway starts on what a cut has left, and finishes what was in hand. */
async function drain(
  origin: {
    readonly program: readonly string[];
    readonly databaseUrl: string;
    readonly secretKey: string;
    readonly signal: AbortSignal;
  },
  copy: BreakablePostgres,
  acknowledged: ReadonlySet<string>,
  sending: Journal,
  accountOf: (id: string) => string,
): Promise<ProofRow> {
  const { program, databaseUrl, secretKey, signal } = origin;
  await using gateway = await GatewayProcess.start({
    program,
    roles: "web,router,timers",
    env: { DATABASE_URL: databaseUrl, SECRET_KEY: secretKey, LOG_LEVEL: "warn" },
    readyWithinMs: READY_UNDER_LOAD_TIMEOUT_MS,
  });
  void gateway;
  for (const endsAtMs = performance.now() + DRAIN_MS; ; ) {
    const facts = await readFinally(copy.url, accountOf);
    const isDone = facts.leftovers.unrouted === 0;
    if (isDone || performance.now() > endsAtMs) {
      const stored = new Set(facts.messages.map(({ ext }) => String(ext)));
      const aside = facts.aside.map(({ ext }) => ext);
      const row = rowOf(
        "gateway on the last",
        acknowledged,
        new Set([...stored, ...aside]),
        facts,
        judged(sending, facts),
      );
      return isDone
        ? row
        : { ...row, verdict: "invalid", because: [...row.because, "not all was routed"] };
    }
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}
