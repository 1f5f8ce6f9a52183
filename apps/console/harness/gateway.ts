import { randomUUID } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import {
  type AgentView,
  API_ROUTES,
  type ApiRoute,
  agentClientEvents,
  agentServerEvents,
  type BeginBody,
  type ConversationView,
  type DraftView,
  type InboxView,
  PROBLEM_CODES,
  problem,
  type ResumeAnswer,
  resumeAnswer,
} from "@circuito/protocol";
import type { ListGroup } from "@circuito/protocol/list-text";
import { Server } from "socket.io";
import { isInGroup } from "../src/inbox/in-group.ts";
import { createBegin } from "./begin-routes.ts";
import { answerInbox, type ChatStore, trafficOf } from "./chat-routes.ts";
import { answerContact, ContactStore, isContactRoute } from "./contact-routes.ts";
import { createMailRoutes, readBytes } from "./mail-routes.ts";
import type { MailStore } from "./mail-store.ts";
import { answerMailbox } from "./mailbox-routes.ts";
import { answerOffer } from "./offer-routes.ts";
import { createVerbs } from "./verbs.ts";
import { Refused, type World } from "./world.ts";

/** What the real gateway sends with its pages. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss:; font-src 'self'; media-src 'self' blob:; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export interface GatewaySeed {
  readonly world: World;
  readonly mails: MailStore;
  readonly chats: ChatStore;
}

const PASSWORD = "circuito";
const HEAD_INTERVAL_MS = 20_000;

/**
 * An in-memory gateway that speaks the protocol exactly: requests and answers pass the same schemas
 * the real one is held to. For tests of the console alone; the real gateway has its own.
 */
export async function startGateway(seed: GatewaySeed, dist: string, port = 0) {
  const { world, mails, chats } = seed;
  const mail = createMailRoutes(world, mails);
  const verbs = createVerbs(world, chats, mails);
  const contacts = new ContactStore(world);
  const beginning = createBegin(world, contacts, chats);
  const sessions = new Map<string, string>();
  /** How long a session lasts, and how often it may be gone on with. */
  const session = { leftSeconds: 7 * 24 * 3_600, extensions: 10 };
  const tickets = new Map<string, string>();
  /** By writer, conversation and room. */
  const drafts = new Map<string, DraftView>();
  const calls: { method: string; path: string; body: Record<string, unknown> }[] = [];
  let failing: { path: RegExp; status: number } | null = null;
  /** Answers wait until the test lets them go. */
  let held: Promise<void> | null = null;

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.destroy();
      throw error;
    });
  });
  const io = new Server(server, { serveClient: false });
  const agents = io.of("/agent");

  agents.use((socket, next) => {
    const ticket = String(socket.handshake.auth.ticket);
    const agentId = tickets.get(ticket);
    tickets.delete(ticket);
    if (agentId === undefined) return next(new Error("unauthenticated"));
    socket.data.agentId = agentId;
    next();
  });
  agents.on("connection", (socket) => {
    const agentId = String(socket.data.agentId);
    const { ready } = agentServerEvents;
    socket.emit(
      "ready",
      ready.parse({ position: world.position, agentId, serverTime: world.now() }),
    );
    socket.on("resume", (body: unknown, ack: (answer: ResumeAnswer) => void) => {
      const { after } = agentClientEvents.resume.parse(body);
      const events = world.events.slice(Number(after));
      const answer = world.hasForgottenEvents
        ? { kind: "snapshot-required", position: world.position }
        : { kind: "events", events, position: world.position };
      ack(resumeAnswer.parse(answer));
    });
    socket.on("viewing", (body: unknown) => {
      const { conversationId } = agentClientEvents.viewing.parse(body);
      const before: unknown = socket.data.viewing;
      socket.data.viewing = conversationId;
      for (const id of [before, conversationId]) if (typeof id === "string") tellViewers(id);
    });
    socket.on("typing", (body: unknown) => {
      const { conversationId } = agentClientEvents.typing.parse(body);
      const who = world.agents.get(agentId)?.name ?? "";
      socket.broadcast.emit("typing", { conversationId, who, kind: "agent" });
    });
    socket.on("disconnect", () => {
      if (typeof socket.data.viewing === "string") tellViewers(socket.data.viewing);
    });
  });
  world.onEvents = (events) => agents.emit("events", agentServerEvents.events.parse(events));
  const beating = setInterval(
    () => agents.emit("head", { position: world.position, serverTime: world.now() }),
    HEAD_INTERVAL_MS,
  );

  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    world,
    verbs,
    contacts,
    calls,
    session,
    expireSessions: () => sessions.clear(),
    failWith: (path: RegExp, status: number) => {
      failing = { path, status };
    },
    recover: () => {
      failing = null;
    },
    hold: () => {
      let release = () => {};
      held = new Promise<void>((go) => {
        release = go;
      });
      return () => {
        held = null;
        release();
      };
    },
    dropSockets: () => agents.disconnectSockets(true),
    typing: (conversationId: string, who: string) =>
      agents.emit("typing", { conversationId, who, kind: "contact" }),
    async close() {
      clearInterval(beating);
      await io.close();
    },
  };

  function tellViewers(conversationId: string): void {
    const here = [...agents.sockets.values()].filter(
      (socket) => socket.data.viewing === conversationId,
    );
    const ids = [...new Set(here.map((socket) => String(socket.data.agentId)))];
    const viewers = ids.map((id) => ({ id, name: world.agents.get(id)?.name ?? "" }));
    agents.emit("viewers", agentServerEvents.viewers.parse({ conversationId, agents: viewers }));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://host");
    if (!url.pathname.startsWith("/api/v1")) return sendFile(url.pathname, response);
    const path = url.pathname.slice("/api/v1".length);
    try {
      if (held !== null) await held;
      if (failing?.path.test(path)) {
        response.writeHead(failing.status).end("<html>proxy</html>");
        return;
      }
      if (mail.handles(path)) {
        if (whoIs(request) === undefined) throw new Refused("unauthenticated");
        const bytes = await readBytes(request);
        if (request.method !== "GET") calls.push({ method: request.method ?? "", path, body: {} });
        return mail.answer(path, url.searchParams, bytes, request, response);
      }
      if (path.startsWith("/mailboxes/")) {
        if (whoIs(request)?.role !== "admin") throw new Refused("forbidden");
        const body = (await readJson(request)) as Record<string, unknown>;
        calls.push({ method: request.method ?? "", path, body });
        return answerMailbox(path, body, response);
      }
      const [name, params] = match(request.method ?? "GET", path);
      const route: ApiRoute = API_ROUTES[name];
      if (request.method !== "GET" && request.headers["x-circuito-csrf"] !== "1") {
        throw new Refused("forbidden");
      }
      const who = whoIs(request);
      if (route.role !== "public" && who === undefined) throw new Refused("unauthenticated");
      const body = route.body === undefined ? {} : parse(route.body, await readJson(request));
      const query =
        route.query === undefined ? {} : parse(route.query, Object.fromEntries(url.searchParams));
      if (request.method !== "GET") calls.push({ method: request.method ?? "", path, body });
      const answer = answerTo(name, {
        who: who as AgentView,
        id: params,
        path,
        body,
        query,
        response,
      });
      const json = JSON.stringify(route.response.parse(answer));
      response.writeHead(route.status ?? 200, { "content-type": "application/json" }).end(json);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const told = { code: error.code, message: error.message, requestId: randomUUID() };
      response.writeHead(PROBLEM_CODES[error.code], { "content-type": "application/json" });
      response.end(JSON.stringify(problem.parse({ ...told, details: error.details })));
    }
  }

  function answerTo(
    name: keyof typeof API_ROUTES,
    call: {
      who: AgentView;
      id: string;
      path: string;
      body: Record<string, unknown>;
      query: Record<string, unknown>;
      response: ServerResponse;
    },
  ): unknown {
    const { who, id, body, query } = call;
    const list = (items: readonly unknown[]) => ({ items, nextCursor: null });
    if (isContactRoute(name)) return answerContact(name, contacts, call);
    switch (name) {
      case "logIn": {
        const agent = [...world.agents.values()].find(({ email }) => email === body.email);
        if (agent === undefined || body.password !== PASSWORD) throw new Refused("bad-credentials");
        const token = randomUUID();
        sessions.set(token, agent.id);
        call.response.setHeader(
          "set-cookie",
          `session=${token}; HttpOnly; Path=/; SameSite=Strict`,
        );
        return { agent };
      }
      case "logOut":
        sessions.clear();
        return {};
      case "me":
        return { agent: who, endsInSeconds: session.leftSeconds };
      case "extendSession":
        if (session.extensions > 0) session.leftSeconds = 12 * 3_600;
        session.extensions -= 1;
        return { endsInSeconds: session.leftSeconds };
      case "ticket": {
        const ticket = randomUUID();
        tickets.set(ticket, who.id);
        return { ticket };
      }
      case "listConversations":
        return { ...list(listed(query, who.id)), position: world.position, reads: [] };
      case "getConversation":
        return world.conversation(id);
      case "listMessages": {
        const { items, hasMore } = page(id, query);
        return { items: items.map(mail.shown), hasMore };
      }
      case "countLists":
        return countsOf(query, who.id);
      case "listViews":
        return { items: world.views };
      case "listLabels":
        return { items: [] };
      case "markRead":
        return {};
      case "peek":
        return { isNew: true };
      case "listActivities":
        return { items: world.activities.get(id) ?? [] };
      case "listConversationProcedures":
        return world.procedures.get(id) ?? { fitting: [], runs: [] };
      case "suggestArticles":
        return { items: world.suggested.get(id) ?? [] };
      case "listAsks":
        return { items: [], scores: [] };
      case "getClocks":
        return world.clocks.get(id) ?? { asOf: world.now(), policyName: null, items: [] };
      case "listHandOversToMind":
        return { items: world.handOversToMind() };
      case "getConversationHours":
        return { openings: world.openings };
      case "listHops":
        return world.hopsOf(id);
      case "listCategories":
        return { items: [], nextCursor: null };
      case "listQueues":
        return list(world.queues);
      case "listAgents":
        return list([...world.agents.values()]);
      case "listInboxes":
        // How an inbox is set up is the admins' business.
        return list(
          who.role === "admin"
            ? world.inboxes
            : world.inboxes.map((inbox) => ({ ...inbox, webhookUrl: null, settings: {} })),
        );
      case "listInboxTraffic":
        return list(world.inboxes.map((inbox) => trafficOf(chats, inbox.id)));
      case "updateInbox":
      case "getSession":
      case "wishSession":
      case "checkInbox":
      case "listTemplates":
        return answerInbox(name, world, chats, id, body);
      case "createInbox": {
        const {
          name: title,
          channel,
          settings,
        } = body as Pick<InboxView, "name" | "channel" | "settings">;
        if (channel === "whatsapp") return chats.create(world, title, settings);
        const made: InboxView = {
          id: randomUUID(),
          name: title,
          channel,
          provider: channel,
          enabled: true,
          tellsProtocol: true,
          webhookUrl: null,
          settings: { address: settings.address },
          connection: { status: "connected", since: world.now() },
        };
        world.inboxes.push(made);
        return made;
      }
      case "setPresence":
        return world.changeAgent(id, {
          wanted: body.wanted as AgentView["wanted"],
          wantedReason: (body.reason as AgentView["wantedReason"] | undefined) ?? null,
          wantedSince: world.now(),
        });
      case "takeNext": {
        const next = [...world.conversations.values()].find(
          ({ queueId, assignee, status }) =>
            queueId === body.queueId && assignee === null && status === "open",
        );
        if (next === undefined) return { conversation: null, because: "nobody-waits" };
        return { conversation: verbs.claim(who, next.id, {}), because: null };
      }
      case "getNewsMail":
        return { kinds: [], language: "pt-BR" };
      case "setNewsMail":
        return body;
      case "getPresenceSettings":
        return { idleAwayMinutes: null, breaks: world.breaks };
      case "listAnnouncements":
        return { items: [] };
      case "listTakenBack":
        return { items: world.takenBack.get(who.id) ?? [] };
      case "readTakenBack":
        world.takenBack.delete(who.id);
        return {};
      case "listDrafts":
        return { items: [...drafts.values()], writers: [] };
      case "saveDraft": {
        const room = call.path.endsWith("/note") ? "note" : "reply";
        const key = `${who.id} ${id} ${room}`;
        const version = Number(body.version) + 1;
        const content = body.content as DraftView["content"] | null;
        if (content === null) drafts.delete(key);
        else drafts.set(key, { conversationId: id, room, content, version, savedAt: world.now() });
        return { version: content === null ? 0 : version, elsewhere: null };
      }
      case "listHeldReplies":
        return list([]);
      case "listQuickReplies":
        return { items: [], company: null };
      case "getSetup":
        // Somebody works here already.
        return { channel: true, queue: true, people: true, hours: true, answered: true };
      case "listCalendars":
        return list([]);
      case "getAutoAnswers":
        return { acknowledgement: {}, absence: {} };
      case "getInboxRouting":
        return {
          ...{ inForce: 0, hasDraft: false, because: "as-it-was", own: null, ownPlace: null },
          ...{ before: [], asksFirst: false },
          route: {
            ...{ because: "no-rule-matched", ruleId: null, name: null, place: null },
            queueId: world.queues[0]?.id ?? "",
          },
        };
      case "getInboxCalendar":
        return { calendarId: null };
      case "listMentions":
        return { ...list([]), unread: 0 };
      case "listOffers":
      case "acceptOffer":
      case "declineOffer":
        return answerOffer(name, world, who, id);
      case "listContacts":
        return list(contacts.listed(query.search));
      case "listContactPoints":
        return { items: beginning.points(query) };
      case "beginConversation":
        return beginning.begin(who, body as BeginBody);
      case "reply":
      case "claim":
      case "transfer":
      case "direct":
      case "escalate":
      case "return":
      case "resolve":
      case "reopen":
      case "snooze":
      case "takeBack":
        return verbs[name](who, id, body);
      default:
        throw new Refused("not-found");
    }
  }

  function countsOf(query: Record<string, unknown>, me: string) {
    const count = (asked: Record<string, unknown>) => listed(asked, me).length;
    const { group: _group, order: _order, ...here } = query;
    return {
      places: {
        inbox: count({ group: "to-do" }),
        mine: count({ group: "to-do", assigneeId: "me" }),
        unassigned: count({ group: "to-do", assigneeId: "none" }),
        following: 0,
        snoozed: listed({ assigneeId: "me" }, me).filter(({ status }) => status === "snoozed")
          .length,
      },
      views: {},
      groups: {
        "to-do": count({ ...here, group: "to-do" }),
        waiting: count({ ...here, group: "waiting" }),
        queued: count({ ...here, group: "queued" }),
        "in-service": count({ ...here, group: "in-service" }),
      },
    };
  }

  function listed(query: Record<string, unknown>, me: string): ConversationView[] {
    const words = String(query.search ?? "").toLowerCase();
    return [...world.conversations.values()]
      .filter((held) => query.status === undefined || held.status === query.status)
      .filter((held) => query.group === undefined || isInGroup(held, query.group as ListGroup))
      .filter((held) => query.queueId === undefined || held.queueId === query.queueId)
      .filter((held) => query.contactId === undefined || held.contact.id === query.contactId)
      .filter(
        (held) =>
          query.assigneeId === undefined ||
          (held.assignee?.id ?? "none") === (query.assigneeId === "me" ? me : query.assigneeId),
      )
      .filter((held) =>
        [held.contact.name, held.contact.address, held.protocol, held.title].some((text) =>
          text?.toLowerCase().includes(words),
        ),
      )
      .sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));

    /** What is due first, if that is asked for; else, and among equals, what waited longest. */
    function rankOf({ nextDue, waitingSince, arrivedAt }: ConversationView): string {
      const due = query.order === "next-breach" ? (nextDue?.at ?? "9999") : "";
      return `${due} ${waitingSince ?? arrivedAt}`;
    }
  }

  function page(id: string, query: Record<string, unknown>) {
    world.conversation(id);
    const all = world.messages.get(id) ?? [];
    const limit = Number(query.limit);
    if (query.after !== undefined) {
      const after = all.filter(({ seq }) => seq > Number(query.after));
      return { items: after.slice(0, limit), hasMore: after.length > limit };
    }
    const before = all.filter(({ seq }) => seq < Number(query.before ?? Number.POSITIVE_INFINITY));
    return { items: before.slice(-limit), hasMore: before.length > limit };
  }

  function whoIs(request: IncomingMessage): AgentView | undefined {
    const token = /session=([0-9a-f-]+)/.exec(request.headers.cookie ?? "")?.[1];
    return world.agents.get(sessions.get(token ?? "") ?? "");
  }

  function sendFile(path: string, response: ServerResponse): void {
    const file = join(dist, extname(path) === "" ? "index.html" : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": CSP,
      "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
      "x-content-type-options": "nosniff",
    });
    createReadStream(file).pipe(response);
  }
}

function match(method: string, path: string): [keyof typeof API_ROUTES, string] {
  for (const [name, route] of Object.entries(API_ROUTES)) {
    const filled = route.path
      .replace(":id", "([0-9a-f-]{36})")
      .replace(":address", "[^/]+")
      .replace(":room", "[a-z]+");
    const pattern = new RegExp(`^${filled}$`);
    const found = pattern.exec(path);
    if (route.method === method && found !== null) {
      return [name as keyof typeof API_ROUTES, found[1] ?? ""];
    }
  }
  throw new Refused("not-found");
}

function parse(schema: NonNullable<ApiRoute["body"]>, value: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refused("invalid", { issues: parsed.error.issues });
  return parsed.data as Record<string, unknown>;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  return JSON.parse((await readBytes(request)).toString("utf8") || "{}");
}
