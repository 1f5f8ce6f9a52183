import type { IncomingMessage, ServerResponse } from "node:http";
import type { DueHandlers } from "@circuito/router";
import { dispatch } from "../http/dispatch.ts";
import { answerProblem } from "../http/problem.ts";
import { demoListener } from "./demo-listener.ts";
import { mediaTools, outboundFiles } from "./message-files.ts";
import type { Parts } from "./parts.ts";
import type { Unwind } from "./unwind.ts";

/**
 * Starts what this process is for. Each role's code is loaded only where it runs.
 * @returns who answers HTTP: in a process without `web`, only its health
 */
export async function startRoles(
  parts: Parts,
  unwind: Unwind,
): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
  const { config, database, bus, measure, newId, now } = parts;
  const roles = new Set(config.roles);
  const logOf = (component: string) => parts.log.with({ component });

  if (roles.has("router")) {
    const { dueHandlers, startAssigner, startDueWork, startRouter, startWatchdog } = await import(
      "@circuito/router"
    );
    const router = await startRouter({ database, bus, newId, now, measure, log: logOf("router") });
    unwind.add("router", () => router.stop());
    await startAssigner({ database, bus, newId, now });
    const { releaseAsks, releaseDirectedNotices, releaseHeldReplies } = await import(
      "@circuito/desk"
    );
    const desk = { database, jobs: bus.jobs, wake: bus.wake, newId, now };
    const handlers: Required<DueHandlers> = {
      ...dueHandlers({ database, bus, newId, now }),
      "held-reply": (ids) => releaseHeldReplies(desk, ids),
      "directed-notice": (ids) => releaseDirectedNotices(desk, ids),
      ask: (ids) => releaseAsks(desk, ids),
    };
    await startDueWork({ bus, handlers, log: logOf("due") });
    const onStuck = (): void => parts.fail?.("the router is stuck");
    const watchdog = startWatchdog({ database, bus, onStuck, log: logOf("watchdog") });
    unwind.add("watchdog", () => watchdog.stop());
  }
  if (roles.has("delivery")) {
    const { startBulletins, startDelivery, startMedia, startWebhooks } = await import(
      "@circuito/router"
    );
    const resolveConnector = async (id: string) => {
      const inbox = await parts.inboxes.find(id);
      return inbox && { connector: inbox.connector(), capabilities: inbox.capabilities };
    };
    const ownedInboxes = () => parts.inboxes.owned();
    const log = logOf("delivery");
    const delivery = await startDelivery({
      database,
      bus,
      resolveConnector,
      ownedInboxes,
      files: outboundFiles(parts),
      askUrl: parts.askLinks.urlOf,
      now,
      measure,
      log,
    });
    unwind.add("delivery", () => delivery.stop());
    const fetching = await startMedia({
      database,
      bus,
      ...(await mediaTools(parts)),
      resolveConnector,
      ownedInboxes,
      log: logOf("media"),
    });
    unwind.add("media", async () => fetching.stop());
    const webhooks = await startWebhooks({
      database,
      bus,
      post: parts.webhooks.post,
      openSecret: (sealed, endpointId) => parts.sealer.open(sealed, endpointId),
      now,
      log: logOf("webhooks"),
    });
    unwind.add("webhooks", () => webhooks.stop());
    const { createTellBulletin } = await import("../bulletins/tell-bulletin.ts");
    const tell = createTellBulletin({
      database,
      mail: parts.ownMail,
      post: parts.webhooks.post,
      sealer: parts.sealer,
      publicUrl: config.publicUrl,
      now,
    });
    await startBulletins({ database, bus, tell, now, log: logOf("bulletins") });
  }
  if (roles.has("router") || roles.has("delivery")) {
    const { keepCanary } = await import("@circuito/bus");
    await keepCanary(bus);
  }
  if (roles.has("timers")) {
    const {
      followEvents,
      followFigures,
      followStories,
      followWords,
      startTimers,
      watchAlerts,
      watchNews,
      watchReportSchedules,
    } = await import("@circuito/router");
    const { processName } = parts;
    const timers = await startTimers({ database, bus, processName, now, log: logOf("timers") });
    unwind.add("timers", () => timers.stop());
    const promises = followStories({ database, bus, processName, now, log: logOf("promises") });
    unwind.add("promises", () => promises.stop());
    const words = followWords({ database, bus, processName, log: logOf("search") });
    unwind.add("search words", () => words.stop());
    const figures = followFigures({ database, bus, processName, now, log: logOf("figures") });
    unwind.add("figures", () => figures.stop());
    const follow = { database, bus, processName, newId, now };
    const events = followEvents({ ...follow, log: logOf("webhook events") });
    unwind.add("webhook events", () => events.stop());
    const alerts = watchAlerts({ ...follow, log: logOf("alerts") });
    unwind.add("alerts", () => alerts.stop());
    const news = watchNews({ ...follow, log: logOf("news mails") });
    unwind.add("news mails", () => news.stop());
    const { keepErasing } = await import("../privacy/keep-erasing.ts");
    const { media } = parts.openParts;
    const erasing = keepErasing({
      ...{ database, media, seal: parts.tombstones, log: logOf("erasing") },
    });
    unwind.add("erasing", () => erasing.stop());
    const reports = watchReportSchedules({ ...follow, log: logOf("report schedules") });
    unwind.add("report schedules", () => reports.stop());
  }
  if (roles.has("connectors")) {
    const { openInboxes } = await import("./open-inboxes.ts");
    await openInboxes(parts);
    const { runLeased } = await import("./run-leased.ts");
    await runLeased(parts, unwind);
    const { startComparing } = await import("./start-comparing.ts");
    startComparing(parts, unwind);
    const { demoMail } = parts;
    const mailListener = config.mailListener ?? (demoMail && demoListener(config));
    if (mailListener) {
      const { openMailDoor } = await import("./mail-door.ts");
      const choice = config.mailListener ? "this-port" : "or-another";
      const { port } = await openMailDoor(parts, mailListener, unwind, choice);
      demoMail?.listensAt(mailListener, port);
    }
  }

  const nothing = (_request: IncomingMessage, response: ServerResponse): void => {
    const message = "this process does not serve that";
    answerProblem(response, "not-found", message, { requestId: newId() });
  };
  if (!roles.has("web")) {
    const { health } = parts;
    return dispatch({
      health,
      webhooks: nothing,
      api: nothing,
      tickets: nothing,
      media: nothing,
      public: undefined,
      site: nothing,
    });
  }
  const { startWeb } = await import("./web-role.ts");
  return startWeb(parts, unwind);
}
