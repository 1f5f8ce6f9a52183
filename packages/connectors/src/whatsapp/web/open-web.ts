import { setTimeout as sleep } from "node:timers/promises";
import {
  type Connector,
  type ConnectorHost,
  MediaError,
  type OpenInbox,
  SendError,
  STOP_TIMEOUT_MS,
} from "@circuito/connector";
import type { SessionWish } from "@circuito/domain";
import type { WebSettings } from "../settings.ts";
import { LidBook } from "./ids/lid-book.ts";
import { WebMedia } from "./media/web-media.ts";
import { forkSession } from "./process/fork-session.ts";
import { AckBoard } from "./receive/ack-board.ts";
import { CatchUp } from "./receive/catch-up.ts";
import { Intake } from "./receive/intake.ts";
import { Pace } from "./send/pace.ts";
import { WebSender } from "./send/web-sender.ts";
import { WebSession } from "./session/web-session.ts";
import type { LaunchOptions, LaunchSession } from "./wa-session.ts";
import { WebMemory } from "./web-memory.ts";
import { WEB_TIMES, type WebTimes } from "./web-times.ts";

const MB = 1_024 * 1_024;
/** What is shown beside the state changes with every message: people are told now and then. */
const COUNTS_EVERY_MS = 5_000;

/** Of the ten seconds that stopping may take: closing the browser takes up to five of them. */
const DRAIN_MS = 2_000;
/** Before those are over, so that whoever waits for them sees it end by itself. */
const STOP_WITHIN_MS = STOP_TIMEOUT_MS - 1_000;

/** What tests give in place of the real ones. */
export interface WebMeans {
  readonly times?: Partial<WebTimes>;
  readonly launch?: LaunchSession;
  readonly random?: () => number;
}

/** A phone's own account, through a browser of its own (spec whatsapp §1 to §3). */
export function openWeb(
  inbox: OpenInbox<WebSettings>,
  host: ConnectorHost,
  means: WebMeans = {},
): Connector {
  const times = { ...WEB_TIMES, ...means.times };
  let parts: Promise<Parts> | undefined;
  /** Absent until it was started: a wish of before is asked for then, and nothing is sent. */
  let opened: Parts | undefined;
  let isStopped = false;

  async function open(): Promise<Parts> {
    parts ??= openParts(inbox, host, times, means);
    parts.catch(() => {
      // The store was away: the next start reads the memory again.
      parts = undefined;
    });
    opened = await parts;
    return opened;
  }

  return {
    async start() {
      const { session, memory } = await open();
      if (isStopped) return;
      const started = session.start();
      const wish = await host.session.wish().catch(() => undefined);
      if (wish) grant(wish, session, memory);
      await started;
    },
    async send(message, signal) {
      if (!opened) throw new SendError("retry", "the session is not ready");
      return opened.sender.send(message, signal);
    },
    async fetchMedia(file, signal) {
      if (!opened) throw new MediaError("retry", "the session is not ready");
      return opened.media.fetch(file, signal);
    },
    async typing(to) {
      await opened?.sender.typing(to).catch(() => {});
    },
    wish(wish) {
      if (opened) grant(wish, opened.session, opened.memory);
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      if (opened) await stopParts(opened, host);
    },
  };
}

/**
 * The browser goes first, whatever the store does: a profile that two browsers have is broken. What
 * could not be stored is looked for at the next start.
 */
async function stopParts(
  { catchUp, session, intake, memory }: Parts,
  { log }: Pick<ConnectorHost, "log">,
): Promise<void> {
  const endsAt = performance.now() + STOP_WITHIN_MS;
  const caughtUp = catchUp.stop();
  await session.stop();
  const stored = Promise.all([caughtUp, intake.stop(DRAIN_MS)])
    .then(() => memory.save())
    .catch((error: unknown) => {
      // What it does not know is looked for again: twice is known by its id.
      log.warn("memory not written", { error });
    });
  const late = new AbortController();
  const patience = sleep(Math.max(0, endsAt - performance.now()), undefined, late).catch(() => {});
  await Promise.race([stored, patience]);
  late.abort();
}

/** The same wish is granted once, also when it is told by two ways, or again after a restart. */
function grant(wish: SessionWish, session: WebSession, memory: WebMemory): void {
  if (memory.fields.lastWish === wish.id) return;
  memory.change({ lastWish: wish.id });
  memory.saveNow();
  session.wish(wish.wish);
}

interface Parts {
  readonly session: WebSession;
  readonly intake: Intake;
  readonly catchUp: CatchUp;
  readonly sender: WebSender;
  readonly media: WebMedia;
  readonly memory: WebMemory;
}

async function openParts(
  { settings }: OpenInbox<WebSettings>,
  host: ConnectorHost,
  times: WebTimes,
  means: WebMeans,
): Promise<Parts> {
  const { groups, historyDays } = settings;
  const { folder } = host.local;
  const random = means.random ?? Math.random;
  const memory = await WebMemory.load(host.memory, host.log, times.rememberEveryMs);
  const book = new LidBook({
    memory,
    now: host.now,
    log: host.log,
    everyMs: times.lidQuestionEveryMs,
  });
  const acks = new AckBoard();
  const intake = new Intake({
    host,
    groups,
    receiveRetryMs: times.receiveRetryMs,
    memory,
    book,
    acks,
    session: () => session.current,
    counted: () => sayCounts(),
    overflowed: () => session.decide({ kind: "failed", because: "store-unavailable" }),
  });
  const catchUp = new CatchUp({
    host,
    times,
    groups,
    historyDays,
    memory,
    intake,
    book,
    session: () => session.ready,
    openedAt: () => session.state.authenticatedAt ?? host.now(),
    changed: () => session.say(),
  });
  const session = new WebSession({
    host,
    times,
    restartAt: settings.restartAt,
    memoryMaxBytes: settings.memoryMaxMb * MB,
    launch: means.launch ?? forkSession,
    options: launchOptions(host, times),
    memory,
    told: (event) => {
      if (event.kind === "ready") intake.account = event.account;
      // What comes before it is known what was missed waits behind that.
      if (event.kind === "browser") intake.holdAll();
      if (event.kind === "message") lastMessageAt = host.now();
      intake.push(event);
    },
    ready: () => catchUp.look(),
    shown: () => ({ backlog: catchUp.backlog, ignored: intake.ignored }),
    lastMessageAt: () => lastMessageAt,
  });
  const sender = new WebSender({
    host,
    settings,
    times,
    folder,
    memory,
    acks,
    intake,
    pace: new Pace({
      sendsPerMinuteMax: settings.sendsPerMinuteMax,
      jitterMs: times.paceJitterMs,
      burstMs: times.burstMs,
      random,
    }),
    session: () => session.ready,
    unsettled: (chat) => catchUp.unsettled(chat),
  });
  let lastMessageAt = 0;
  let saidAt = 0;
  const sayCounts = () => {
    if (host.now() - saidAt < COUNTS_EVERY_MS) return;
    saidAt = host.now();
    session.say();
  };
  const media = new WebMedia({ folder, times, session: () => session.ready });
  return { session, intake, catchUp, sender, media, memory };
}

/** `undefined` where this machine has no browser. */
function launchOptions(
  { local }: ConnectorHost,
  times: WebTimes,
): Omit<LaunchOptions, "pairWithPhone"> | undefined {
  if (!local.browser) return undefined;
  return {
    folder: local.folder,
    executablePath: local.browser.executablePath,
    args: local.browser.args,
    acceptsInsecureCerts: local.browser.acceptsInsecureCerts,
    protocolTimeoutMs: times.protocolTimeoutMs,
    authTimeoutMs: times.authTimeoutMs,
    takeoverAfterMs: times.takeoverAfterMs,
  };
}
