import { existsSync } from "node:fs";
import { join } from "node:path";
import { inboxView } from "@circuito/protocol";
import { FakeGraph } from "../../fake-graph/index.ts";
import { startDemoGateway } from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import { graphWire } from "../../load/wire.ts";
import { untilFollowed } from "../circuito/until-followed.ts";
import { createDatabase } from "../database.ts";
import { type Figures, measure, type Phase } from "../measure.ts";
import { findServers } from "../servers.ts";
import type { System } from "../system.ts";
import type { WhatsappBenchOptions } from "./main.ts";

const PROGRAM = join(import.meta.dirname, "../../../../../apps/gateway/dist/main.js");
const SEED = "whatsapp";
/** None of the load's customers: what comes from our own number is no customer's. */
const OWN_NUMBER = "551150000000";
const IN_FLIGHT = 64;
/** As long as the other bench warms up, and for its reason: the compiler would be measured. */
const WARM_UP_MS = 20_000;
/** What Meta's door may cost against the plainest one (issue 4). */
const WANTED = 0.9;

const LOADS = ["answered", "seen"] as const;
type Load = (typeof LOADS)[number];

/** One gateway, two doors: the same load by each of them in turn, and what one is of the other. */
export async function runWhatsappBench(
  { seconds, rounds, json }: WhatsappBenchOptions,
  say: (sentence: string) => void,
): Promise<string> {
  if (!existsSync(PROGRAM)) throw new Error("the gateway is not built: run pnpm build");
  await using servers = await findServers();
  const database = await createDatabase(servers.databaseUrl, "circuito_bench_whatsapp");
  const journal = new Journal({ run: "bench", seed: SEED, actor: "provider" });
  await using graph = await FakeGraph.start({
    journal,
    account: "whatsapp-lab",
    displayPhoneNumber: OWN_NUMBER,
  });
  const measured: Record<Load, Record<"whatsapp" | "sms", Figures[]>> = {
    answered: { whatsapp: [], sms: [] },
    seen: { whatsapp: [], sms: [] },
  };
  {
    await using gateway = await startDemoGateway({
      program: [PROGRAM, "start"],
      databaseUrl: database.url,
      redisUrl: servers.redisUrl,
      providerJournal: journal,
    });
    const inbox = await gateway.admin.post("/inboxes", {
      name: "WhatsApp",
      channel: "whatsapp",
      settings: graph.settings,
    });
    const { id } = inboxView.pick({ id: true }).parse(inbox);
    const shared = {
      databaseUrl: database.url,
      observe: gateway.observe,
      settled: () => untilFollowed(database.url),
      processes: [
        { name: "web", pid: gateway.web.pid, isTree: false },
        { name: "router", pid: gateway.router.pid, isTree: false },
      ],
      [Symbol.asyncDispose]: async () => {},
    };
    const url = `${gateway.web.origin}/webhooks/${id}`;
    const systems: readonly (System & { readonly name: "sms" | "whatsapp" })[] = [
      { ...shared, name: "sms", target: gateway.target },
      {
        ...shared,
        name: "whatsapp",
        target: { ...gateway.target, url },
        wire: graphWire({
          url,
          appSecret: graph.appSecret,
          wabaId: graph.wabaId,
          phoneNumberId: graph.phoneNumberId,
          displayPhoneNumber: graph.displayPhoneNumber,
        }),
      },
    ];
    for (const system of systems) {
      await measure(system, phase("warm-up", system.name, "seen", WARM_UP_MS));
    }
    for (let round = 1; round <= rounds; round++) {
      for (const load of LOADS) {
        for (const system of round % 2 === 0 ? systems.toReversed() : systems) {
          const figures = await measure(
            system,
            phase(`${load}-${round}`, system.name, load, seconds * 1_000),
          );
          measured[load][system.name].push(figures);
          say(`${system.name}, ${load}: ${Math.round(rateOf(load, figures))}/s`);
        }
      }
    }
  }
  await database.drop();
  return json ? JSON.stringify(measured, null, 2) : report(measured);
}

function phase(run: string, name: string, until: Load, forMs: number): Phase {
  const load = { kind: "closed", inFlight: IN_FLIGHT, until } as const;
  return { run: `${name}-${run}`, seed: SEED, forMs, load };
}

function rateOf(load: Load, figures: Figures): number {
  return load === "answered" ? figures.acceptedPerSecond : figures.routedPerSecond;
}

function report(measured: Record<Load, Record<"whatsapp" | "sms", Figures[]>>): string {
  return LOADS.map((load) => {
    const rate = (figures: readonly Figures[]) => median(figures.map((f) => rateOf(load, f)));
    const whatsapp = rate(measured[load].whatsapp);
    const sms = rate(measured[load].sms);
    const all = [...measured[load].whatsapp, ...measured[load].sms];
    const missing = all.reduce((sum, figures) => sum + figures.missing, 0);
    const ratio = whatsapp / sms;
    return `${ratio >= WANTED ? "met   " : "missed"}  64 until ${load}: WhatsApp ${Math.round(whatsapp)}/s, SMS ${Math.round(sms)}/s: ${ratio.toFixed(2)} (wanted ≥ ${WANTED}); missing ${missing}; CPU s/1000 ${cpuOf(measured[load].whatsapp)} against ${cpuOf(measured[load].sms)}`;
  }).join("\n");
}

/** Of door and router, medians. */
function cpuOf(figures: readonly Figures[]): string {
  const of = (name: string) => median(figures.map((f) => f.cpuPerThousand[name] ?? Number.NaN));
  return `${of("web").toFixed(2)} + ${of("router").toFixed(2)}`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
