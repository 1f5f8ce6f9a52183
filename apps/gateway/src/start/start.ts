import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { createBus, JOB_KINDS } from "@circuito/bus";
import { hmacSigner } from "@circuito/connector";
import { createLedgerWriter, createTombstoneSeal, startFleetClock } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { createAskLinks } from "../asks/ask-links.ts";
import type { Config, Secrets } from "../config/config.ts";
import { deriveKey } from "../config/secret-key.ts";
import { addressProof } from "../doctor/address-proof.ts";
import { doctorMeans } from "../doctor/doctor-parts.ts";
import { createHealthDoor, jobsCheck, mediaCheck, postgresCheck } from "../http/health.ts";
import { createHttpServer } from "../http/server.ts";
import { createCustomerFeed } from "../inboxes/customer-feed.ts";
import { createInboxes } from "../inboxes/inboxes.ts";
import { localMeansOf } from "../inboxes/local-means.ts";
import type { OpenParts } from "../inboxes/open-connector.ts";
import { createTranscript } from "../inboxes/transcript.ts";
import { tellAgentsTyping } from "../inboxes/typing.ts";
import type { RootLog } from "../log/log.ts";
import { createMediaUrls } from "../media/media-urls.ts";
import { createSoundMeter } from "../media/sound-meter.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { createOwnMail } from "../own-mail/own-mail.ts";
import { createGuardedRequest } from "../reach/guarded-request.ts";
import { openedBy, reachOf } from "../reach/reach.ts";
import { webhookReach } from "../reach/webhook-reach.ts";
import { createSealer } from "../secrets/seal.ts";
import { type DemoInboxIds, demoSmsUrl } from "../seed/demo-inboxes.ts";
import { seedDemo } from "../seed/seed-demo.ts";
import { seedMinimum } from "../seed/seed-minimum.ts";
import type { Tracing } from "../tracing/start-tracing.ts";
import type { DemoMail } from "./demo-mail.ts";
import { createEntrance } from "./entrance.ts";
import { installationId } from "./installation-id.ts";
import { openMedia } from "./open-media.ts";
import { openStore, passwordsOf } from "./open-store.ts";
import type { Parts } from "./parts.ts";
import { startRoles } from "./roles.ts";
import type { Unwind } from "./unwind.ts";

export interface Started {
  readonly parts: Parts;
  readonly demo: DemoInboxIds | undefined;
}

/**
 * From settings to a gateway that answers. The port is taken first, so that a second start on it
 * fails before it touches anything; until the rest stands, callers are told to come back.
 * @param fail ends the process for its supervisor to start it again
 * @param unwind takes what was started, whether or not the start succeeds
 * @throws with a sentence for the operator
 */
export async function start(
  config: Config,
  secrets: Secrets,
  log: RootLog,
  unwind: Unwind,
  fail?: (because: string) => void,
): Promise<Started> {
  log.hide([...passwordsOf(secrets.redisUrl), ...passwordOf(secrets), ...secrets.traces]);
  let stopping = false;
  const newId = uuidv7;
  const entrance = createEntrance(newId);
  const http = createHttpServer(entrance.answer);
  await http.listen(config.port, config.bindAddress);
  // For a start that fails before anything is served.
  unwind.add("port", () => http.close());

  const { database, databaseUrl, secretKey } = await openStore(config, secrets, log, unwind);
  const clock = await startFleetClock(database.pool, Date.now);
  unwind.add("clock", () => clock.stop());
  const { now } = clock;
  const sealer = createSealer(secretKey);
  const demo = await seedDemo(database, { config, sealer, newId, now });
  await seedMinimum(database, newId);
  const demoMail = demo && (await startDemoMail({ config, database, newId, now, log }, unwind));

  const processName = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const tracing = await makeTracing(config, processName, log, unwind);
  const bus = await createBus({
    redisUrl: secrets.redisUrl,
    databaseUrl,
    namespace: await installationId(database, newId),
    log: log.with({ component: "bus" }),
    now,
    telemetry: tracing?.telemetry,
  });
  const metrics = await makeMetrics({ config, database, bus, now });
  const tombstones = createTombstoneSeal(deriveKey(secretKey, "tombstones"));
  const ledger = createLedgerWriter(database, tombstones);
  const customerFeed = createCustomerFeed({ database, now, log });
  const mayReach = reachOf(config.privateNetworks);
  const openParts: OpenParts = {
    database,
    mayReach,
    // The demo's SMS go to a page of the gateway itself, wherever it is.
    ownUrls: demo ? [demoSmsUrl(config)] : [],
    ...(demoMail?.mailbox && {
      catcher: { inboxId: demoMail.mailbox.inboxId, port: demoMail.catcher.port },
    }),
    ledger,
    tombstones,
    nudgeInbound: (keys) => bus.jobs.nudge("inbound", keys),
    localMeans: localMeansOf(config),
    wakeOutbox: () => bus.wake.publish("outbox"),
    measure: metrics?.work,
    transcript: createTranscript({
      database,
      feed: customerFeed,
      wakeOutbox: () => bus.wake.publish("outbox"),
      tellTyping: tellAgentsTyping(database, bus.wake, log),
      now,
    }),
    media: await openMedia(config, secrets, log),
    signer: hmacSigner([deriveKey(secretKey, "signed names")]),
    sealer,
    publicUrl: config.publicUrl,
    now,
    newId,
    log,
  };
  const inboxes = createInboxes(database, config.channels, openParts);
  bus.wake.subscribe("configuration", () => {
    inboxes.reload().catch((error: unknown) => log.warn("inboxes not read anew", { error }));
  });
  // Connectors stay open until the last job that may send is done.
  unwind.add("inboxes", () => inboxes.stop());
  unwind.add("jobs", () => bus.close());

  const ownMail = createOwnMail({
    ...openParts,
    operator: secrets.ownMail,
    fetch: createGuardedRequest({ mayReach }),
  });
  unwind.add("own mail", () => ownMail.stop());

  const checks = [
    postgresCheck(database),
    jobsCheck(bus.canary, now(), now),
    mediaCheck(openParts.media),
  ];
  const parts: Parts = {
    config,
    database,
    bus,
    inboxes,
    openParts,
    customerFeed,
    askLinks: createAskLinks(deriveKey(secretKey, "question links"), config.publicUrl),
    mediaUrls: createMediaUrls(deriveKey(secretKey, "media addresses"), now),
    sounds: createSoundMeter(openParts.media),
    sealer,
    webhooks: webhookReach({
      mayReach,
      isOpened: openedBy(config.privateNetworks),
      opensAny: config.privateNetworks.length > 0,
    }),
    ownMail,
    secretKey,
    tombstones,
    measure: metrics?.work,
    demo,
    demoMail,
    http,
    health: createHealthDoor(checks, () => stopping, addressProof(secretKey)),
    doctor: doctorMeans(config, secrets),
    // With the embedded database a person started it, and nobody would start it again.
    fail: secrets.databaseUrl === undefined ? undefined : fail,
    processName,
    newId,
    now,
    log,
  };
  // After the sockets, which would keep the server open, and before what requests rest on.
  unwind.add("requests", async () => {
    await http.close();
    await ledger.idle();
  });
  await tellMetrics(metrics, parts, unwind);
  entrance.open(await startRoles(parts, unwind));
  unwind.add("readiness", () => {
    stopping = true;
  });
  return { parts, demo };
}

/** Loaded where somebody reads them. Numbers of the whole installation are told by one role alone. */
async function makeMetrics({
  config,
  database,
  bus,
  now,
}: MetricsParts): Promise<Metrics | undefined> {
  if (!config.metrics) return undefined;
  const [{ createMetrics }, { fleetMeasures }] = await Promise.all([
    import("../metrics/metrics.ts"),
    import("../metrics/fleet-measures.ts"),
  ]);
  return createMetrics({
    own: {
      canaryRanAt: () => bus.canary().lastRanAt,
      jobs: () => JOB_KINDS.map((kind) => [kind, bus.jobs.counts(kind)] as const),
    },
    fleet: config.roles.includes("timers") ? fleetMeasures(database, now) : undefined,
  });
}

/** Loaded where somebody collects them. */
async function makeTracing(
  { traces, roles }: Config,
  processName: string,
  log: RootLog,
  unwind: Unwind,
): Promise<Tracing | undefined> {
  if (!traces) return undefined;
  const { startTracing } = await import("../tracing/start-tracing.ts");
  const tracing = startTracing(traces, { processName, roles }, log.with({ component: "tracing" }));
  unwind.add("tracing", () => tracing.stop());
  log.info("traces are told", { endpoint: traces.endpoint, ratio: traces.ratio });
  return tracing;
}

type MetricsParts = Pick<Parts, "config" | "database" | "bus" | "now">;

async function tellMetrics(
  metrics: Metrics | undefined,
  { config, log }: Parts,
  unwind: Unwind,
): Promise<void> {
  if (!metrics || !config.metrics) return;
  const { openMetricsDoor } = await import("../metrics/metrics-door.ts");
  const door = await openMetricsDoor(metrics, config.metrics);
  unwind.add("metrics", () => door.close());
  log.info("metrics are told", { port: config.metrics.port });
}

/** Loaded by a demo alone: what parses mail is no small part of a start. */
async function startDemoMail(
  ...[parts, unwind]: Parameters<typeof import("./demo-mail.ts").openDemoMail>
): Promise<DemoMail | undefined> {
  const { openDemoMail } = await import("./demo-mail.ts");
  return openDemoMail(parts, unwind);
}

const passwordOf = ({ ownMail }: Secrets): string[] =>
  ownMail?.password === undefined ? [] : [ownMail.password];
