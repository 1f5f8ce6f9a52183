import type { IncomingMessage, ServerResponse } from "node:http";
import { attachChatNamespace } from "../chat/chat-namespace.ts";
import { createSocketServer } from "../chat/socket-server.ts";
import { clientAddress } from "../config/trusted-proxies.ts";
import { addressProof } from "../doctor/address-proof.ts";
import { dispatch } from "../http/dispatch.ts";
import { knownHours } from "../http/known-hours.ts";
import { createSite } from "../http/site.ts";
import { createTicketGate } from "../http/ticket-gate.ts";
import { createWebhookDoor } from "../http/webhooks.ts";
import { tellChannelsTyping } from "../inboxes/channel-typing.ts";
import { tellCustomersTyping } from "../inboxes/typing.ts";
import { createMailMaker } from "../media/mail-maker.ts";
import { createMediaDoor } from "../media/media-door.ts";
import { WEB_PORTS } from "../media/remote/fetch-picture.ts";
import { createPictureProxy } from "../media/remote/picture-proxy.ts";
import { askPages } from "../public/asks/ask-pages.ts";
import { consentPages } from "../public/consent/consent-pages.ts";
import { formArea } from "../public/form/form-area.tsx";
import { createHelpArea } from "../public/help/help-area.ts";
import { createPublicDoor, type PublicArea, publicPaths } from "../public/public-door.ts";
import { attachAgentNamespace } from "../web/agents/agent-namespace.ts";
import { createBoard } from "../web/board/board.ts";
import { createWebApp } from "../web/create-web-app.ts";
import { createKeyRates } from "../web/key-rates.ts";
import { createNoticeFeed } from "../web/notice-feed.ts";
import { startDemoPages } from "./demo.ts";
import type { Parts } from "./parts.ts";
import type { Unwind } from "./unwind.ts";

/** Those who wait see themselves move up this often: at people's pace, and cheap. */
const PLACES_EVERY_MS = 15_000;

/** Everything that comes in by HTTP: webhooks, the API, sockets of customers and agents, pages. */
export async function startWeb(
  parts: Parts,
  unwind: Unwind,
): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
  const { config, database, bus, inboxes, sealer, newId, now, log } = parts;
  const https = config.publicUrl.startsWith("https:");
  const addressOf = clientAddress(config.trustedProxies);

  const { io, remoteAddressOf } = createSocketServer(parts.http.server, addressOf);
  unwind.add("sockets", () => io.close());
  parts.measure?.countSockets(() => ({
    agent: io.of("/agent").sockets.size,
    chat: io.of("/chat").sockets.size,
  }));
  const feed = createNoticeFeed({ database, wake: bus.wake, log });
  feed.subscribe((notices) => parts.customerFeed.take(notices));
  tellCustomersTyping(parts.customerFeed, bus.wake);
  const places = setInterval(() => parts.customerFeed.tellPlaces(), PLACES_EVERY_MS);
  unwind.add("places in queues", () => clearInterval(places));
  const stopTyping = tellChannelsTyping({
    database,
    wake: bus.wake,
    connectorOf: async (id) => {
      const inbox = await inboxes.find(id);
      return inbox && inbox.capabilities.runs !== "owned" ? inbox.connector() : undefined;
    },
    isOurs: ({ node }) => node === parts.processName,
    now,
    log,
  });
  unwind.add("typing", stopTyping);
  unwind.add("notice feed", () => feed.stop());
  await feed.start();

  const desk = { database, jobs: bus.jobs, wake: bus.wake, newId, now };
  const board = createBoard({ database, now, newId, log });
  unwind.add("board", () => board.stop());
  attachChatNamespace(io, { inboxes, remoteAddressOf, log });
  const agents = attachAgentNamespace(io, {
    desk,
    feed,
    volatile: bus.wake,
    board,
    repaired: parts.measure?.repaired,
    publicUrl: config.publicUrl,
    node: parts.processName,
    log,
  });
  unwind.add("agents", () => agents.stop());

  const { media, mayReach } = parts.openParts;
  const { mediaUrls } = parts;
  const api = createWebApp({
    database,
    desk,
    sealer,
    tombstones: parts.tombstones,
    keyRates: createKeyRates({ pool: database.pool, limit: config.apiKeyRequestsPerMinute, now }),
    media,
    mediaUrls,
    sounds: parts.sounds,
    publicUrl: config.publicUrl,
    addressOf,
    mailboxes: {
      mayReach: parts.openParts.mayReach,
      catcher: parts.openParts.catcher,
      signer: parts.openParts.signer,
      ispdbUrl: config.ispdbUrl,
    },
    webhooks: { ...parts.webhooks, look: (id) => bus.jobs.nudge("webhook", [id]) },
    ownMail: parts.ownMail,
    failedJobs: bus.failed,
    board,
    nudgeInbound: parts.openParts.nudgeInbound,
    connectorOf: async (id) => (await inboxes.find(id))?.connector(),
    doctor: {
      ...parts.doctor,
      ...{ database, sealer, media, mayReach, now },
      signer: parts.openParts.signer,
      prove: addressProof(parts.secretKey),
      machineNow: Date.now,
    },
    configurationChanged: () => bus.wake.publish("configuration"),
    sessionEnded: (sessionHash) => agents.sessionEnded(sessionHash),
    now,
    newId,
    log,
  });
  const pictures = createPictureProxy({
    database,
    media,
    reach: { mayReach, ports: WEB_PORTS },
    log,
  });
  const maker = createMailMaker({ database, media, now, log });
  unwind.add("mail maker", () => maker[Symbol.asyncDispose]());
  const mediaDoor = createMediaDoor({
    database,
    media,
    urls: mediaUrls,
    maker,
    pictures,
    https,
    newId,
    log,
  });
  const publicParts = { database, publicUrl: config.publicUrl, addressOf, now, newId, log };
  const { askLinks } = parts;
  const { signer } = parts.openParts;
  const areas: readonly PublicArea[] = [
    formArea({ ...publicParts, inboxes, signer, media }),
    { path: "/a", pages: askPages({ ...publicParts, desk, askLinks }) },
    { path: "/oauth", pages: consentPages({ ...publicParts, sealer, mailboxes: { mayReach } }) },
    createHelpArea({ ...publicParts, media }),
  ];
  const site = createSite({
    ...{ inboxes, media, https, newId, log },
    hoursOf: (inbox) => knownHours(database, inbox, now()),
    demo: startDemoPages(parts),
  });
  const tickets = createTicketGate(api, newId);
  agents.onArrival(tickets.socketCame);
  return dispatch({
    health: parts.health,
    webhooks: createWebhookDoor(inboxes, newId, log, { keptOut: parts.measure?.keptOut }),
    api,
    tickets: tickets.answer,
    media: mediaDoor,
    public: { paths: publicPaths(areas), answer: createPublicDoor(publicParts, areas) },
    site,
  });
}
