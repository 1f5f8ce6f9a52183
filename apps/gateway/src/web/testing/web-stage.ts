import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import type { FailedJob } from "@circuito/bus";
import { type Connector, hmacSigner } from "@circuito/connector";
import { createScene, type NewAgent, type Person, type Scene } from "@circuito/desk/testing";
import type { Role } from "@circuito/domain";
import { createTombstoneSeal, type MediaStore, schema } from "@circuito/store";
import { Server } from "socket.io";
import { io as connect, type Socket } from "socket.io-client";
import { uuidv7 } from "uuidv7";
import { addressProof } from "../../doctor/address-proof.ts";
import { createLog } from "../../log/log.ts";
import { createMailMaker } from "../../media/mail-maker.ts";
import { createMediaDoor } from "../../media/media-door.ts";
import { createMediaUrls, type MediaUrls } from "../../media/media-urls.ts";
import { createPictureProxy } from "../../media/remote/picture-proxy.ts";
import { createSoundMeter } from "../../media/sound-meter.ts";
import { createOwnMail } from "../../own-mail/own-mail.ts";
import { webhookReach } from "../../reach/webhook-reach.ts";
import { hashPassword } from "../../secrets/password.ts";
import { createSealer, type Sealer } from "../../secrets/seal.ts";
import { memoryMedia } from "../../testing/memory-media.ts";
import { type AgentSockets, attachAgentNamespace } from "../agents/agent-namespace.ts";
import { createBoard } from "../board/board.ts";
import { createWebApp } from "../create-web-app.ts";
import { createKeyRates } from "../key-rates.ts";
import { createNoticeFeed, type NoticeFeed } from "../notice-feed.ts";
import { hashToken, newApiKey } from "../tokens.ts";
import { memoryJobs } from "./memory-jobs.ts";

export const PASSWORD = "correct horse battery staple";

/** A web node on a free port, with the outbox's wake-up and its agents' sockets. */
export interface WebStage extends AsyncDisposable {
  readonly scene: Scene;
  readonly url: string;
  readonly http: HttpServer;
  readonly feed: NoticeFeed;
  readonly sealer: Sealer;
  readonly media: MediaStore;
  readonly mediaUrls: MediaUrls;
  /** What was logged so far: JSON lines. */
  readonly lines: string[];
  /** What inboxes' providers are asked through, by inbox; none at first. */
  readonly connectors: Map<string, Connector>;
  /** Contact points that the router was told of, and webhooks that something may be due for. */
  readonly nudged: string[];
  /** How many views consoles found newer than told, each time. */
  readonly repairs: readonly number[];
  /** Jobs that were given up, by id; none at first. */
  readonly failedJobs: Map<string, FailedJob>;
  /** Somebody with a password. */
  newPerson(options?: NewAgent): Promise<Person>;
  /** Logs somebody in; requests go out as a browser's would. */
  logIn(person: Person): Promise<Client>;
  newApiKey(role: Role): Promise<Client>;
  anonymous: Client;
  emailOf(person: Person): Promise<string>;
  /** Opens an agent socket; resolves with it once it is greeted. */
  socketOf(client: Client): Promise<AgentClient>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every route
  readonly body: any;
}

/** Sends requests of one caller. */
export interface Client {
  readonly cookie: string | undefined;
  send(
    method: string,
    path: string,
    options?: {
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly raw?: string | Uint8Array<ArrayBuffer>;
    },
  ): Promise<Reply>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into events of every kind
type Told = any;
export interface AgentClient extends Disposable {
  readonly socket: Socket;
  readonly position: string;
  readonly events: Told[];
  /** Resolves with the first event, told already or to come, that fits. */
  until(fits: (event: Told) => boolean): Promise<Told>;
}

/** Jest gives up after 5 s; this says what was waited for. */
const UNTIL_TIMEOUT_MS = 4_500;

/**
 * @param reach where mailboxes, pictures of mails and webhooks may be: nowhere by default
 * @param picturePorts on which ports the pictures
 * @param keys how much API keys may ask in a minute, and whose time it is
 */
export async function createWebStage(
  publicUrl?: string,
  reach = /^$/,
  picturePorts: readonly number[] = [],
  keys: { readonly limit: number; readonly now: () => number } = { limit: 0, now: Date.now },
): Promise<WebStage> {
  const isReached = (address: string) => reach.test(address);
  const scene = await createScene();
  const connectors = new Map<string, Connector>();
  const lines: string[] = [];
  const nudged: string[] = [];
  const repairs: number[] = [];
  const log = createLog({
    level: "debug",
    secrets: [],
    readable: false,
    write: (line) => void lines.push(line),
  });
  const local = new EventEmitter();
  const wake = {
    publish: (topic: string, detail = "") => void local.emit(topic, detail),
    subscribe(topic: string, listener: (detail: string) => void) {
      local.on(topic, listener);
      return () => void local.off(topic, listener);
    },
  };
  const desk = { ...scene.desk, wake };
  const sealer = createSealer(randomBytes(32));
  const feed = createNoticeFeed({ database: scene.database, wake, log });
  await feed.start();

  // There before socket.io, which takes its own requests away from whoever was first.
  const http = createServer((request, response) => {
    const isMedia = request.url?.startsWith("/media/");
    void (isMedia ? door : app)(request, response);
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const { port } = http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const io = new Server(http, { maxHttpBufferSize: 64 * 1024, serveClient: false });
  const board = createBoard({ database: scene.database, now: Date.now, newId: uuidv7, log });
  const failed = new Map<string, FailedJob>();
  const sockets: AgentSockets = attachAgentNamespace(io, {
    desk,
    feed,
    volatile: wake,
    board,
    repaired: (views) => void repairs.push(views),
    publicUrl: publicUrl ?? url,
    node: uuidv7(),
    log,
  });
  const media = memoryMedia();
  const mediaUrls = createMediaUrls(randomBytes(32), Date.now);
  const maker = createMailMaker({ database: scene.database, media, now: Date.now, log });
  const door = createMediaDoor({
    database: scene.database,
    media,
    urls: mediaUrls,
    maker,
    pictures: createPictureProxy({
      database: scene.database,
      media,
      reach: { mayReach: isReached, ports: picturePorts },
      log,
    }),
    https: false,
    newId: uuidv7,
    log,
  });
  const signer = hmacSigner([randomBytes(32)]);
  const ownMail = createOwnMail({
    ...{ database: scene.database, sealer, mayReach: isReached, signer, now: Date.now },
    operator: undefined,
    fetch: () => Promise.reject(new Error("there are no tokens here")),
  });
  const app = createWebApp({
    database: scene.database,
    desk,
    sealer,
    tombstones: createTombstoneSeal(randomBytes(32)),
    keyRates: createKeyRates({ pool: scene.database.pool, ...keys }),
    media,
    mediaUrls,
    sounds: createSoundMeter(media),
    publicUrl: publicUrl ?? url,
    addressOf: (peer) => peer ?? "",
    mailboxes: {
      mayReach: isReached,
      signer: hmacSigner([randomBytes(32)]),
      ispdbUrl: undefined,
    },
    webhooks: {
      ...webhookReach({ mayReach: isReached, isOpened: isReached, opensAny: true }),
      look: async (id) => void nudged.push(id),
    },
    ownMail,
    failedJobs: memoryJobs(failed),
    board,
    nudgeInbound: async (keys) => void nudged.push(...keys),
    connectorOf: async (inbox) => connectors.get(inbox),
    configurationChanged: () => wake.publish("configuration"),
    doctor: {
      ...{ database: scene.database, sealer, media, mayReach: isReached },
      publicUrl: publicUrl ?? url,
      isEmbedded: false,
      readRedis: undefined,
      folders: [tmpdir()],
      backupPath: undefined,
      browser: "elsewhere",
      signer: hmacSigner([randomBytes(32)]),
      prove: addressProof(randomBytes(32)),
      now: Date.now,
      machineNow: Date.now,
    },
    sessionEnded: sockets.sessionEnded,
    now: keys.now,
    newId: uuidv7,
    log,
    checkAnswers: true,
  });

  const opened: Socket[] = [];
  const passwordHash = await hashPassword(PASSWORD);
  const clientOf = (cookie: string | undefined, authorization?: string): Client => ({
    cookie,
    async send(method, path, { body, headers = {}, raw } = {}) {
      const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const answer = await fetch(`${url}${path}`, {
        method,
        redirect: "manual",
        headers: {
          ...(sent !== undefined && { "content-type": "application/json" }),
          ...(cookie !== undefined && { cookie, "x-circuito-csrf": "1" }),
          ...(authorization !== undefined && { authorization }),
          ...headers,
        },
        ...(sent !== undefined && { body: sent }),
      });
      const text = await answer.text();
      const type = answer.headers.get("content-type") ?? "";
      return {
        status: answer.status,
        headers: answer.headers,
        // Lines of JSON are left as they are.
        body: type.startsWith("application/json") ? JSON.parse(text) : text,
      };
    },
  });
  const emailOf = async ({ id }: Person) => {
    const { rows } = await scene.database.pool.query<{ email: string }>(
      "select email from agents where id = $1",
      [id],
    );
    return rows[0]?.email ?? "";
  };

  return {
    scene,
    url,
    http,
    feed,
    sealer,
    media,
    mediaUrls,
    lines,
    connectors,
    nudged,
    repairs,
    failedJobs: failed,
    newPerson: (options = {}) => scene.newAgent({ passwordHash, ...options }),
    async logIn(person) {
      const credentials = { email: await emailOf(person), password: PASSWORD };
      const answer = await clientOf(undefined).send("POST", "/api/v1/session", {
        body: credentials,
      });
      if (answer.status !== 200) throw new Error(`log in: ${answer.status}`);
      return clientOf(answer.headers.getSetCookie()[0]?.split(";")[0]);
    },
    async newApiKey(role) {
      const key = newApiKey();
      await scene.database.drizzle
        .insert(schema.apiKeys)
        .values({ id: uuidv7(), name: `key of ${role}`, role, hash: hashToken(key) });
      return clientOf(undefined, `Bearer ${key}`);
    },
    anonymous: clientOf(undefined),
    emailOf,
    async socketOf(client) {
      const { body } = await client.send("POST", "/api/v1/session/ticket");
      const socket = connect(`${url}/agent`, {
        auth: { ticket: body.ticket },
        transports: ["websocket"],
        forceNew: true,
        reconnection: false,
      });
      opened.push(socket);
      return await greeted(socket);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of opened) socket.disconnect();
      sockets.stop();
      board.stop();
      await maker[Symbol.asyncDispose]();
      await feed.stop();
      await io.close();
      await scene[Symbol.asyncDispose]();
    },
  };
}

async function greeted(socket: Socket): Promise<AgentClient> {
  const events: Told[] = [];
  const told = new EventEmitter();
  told.setMaxListeners(0);
  socket.on("events", (batch: Told[]) => {
    events.push(...batch);
    told.emit("told");
  });
  const { position } = await new Promise<{ position: string }>((resolve, reject) => {
    socket.once("ready", resolve);
    socket.once("connect_error", (error) => reject(error));
  });
  return {
    socket,
    position,
    events,
    until: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          told.off("told", look);
          reject(new Error(`not told: ${fits}; told ${JSON.stringify(events.map((e) => e.type))}`));
        }, UNTIL_TIMEOUT_MS);
        const look = () => {
          const found = events.find(fits);
          if (!found) return;
          clearTimeout(timer);
          told.off("told", look);
          resolve(found);
        };
        told.on("told", look);
        look();
      }),
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}
