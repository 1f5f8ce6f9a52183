import { randomUUID } from "node:crypto";
import type {
  InboxCheck,
  InboxTraffic,
  InboxTrafficView,
  InboxView,
  PairingSessionView,
  ReplyChat,
  SessionWishBody,
  TemplateView,
} from "@circuito/protocol";
import { renderTemplate } from "@circuito/protocol/chat-text";
import { Refused, type World } from "./world.ts";

type Settings = Readonly<Record<string, unknown>>;

/** Secrets stay with the server; the access token is asked for again when it would go elsewhere. */
const SECRETS = ["accessToken", "appSecret", "verifyToken"];
const TOKEN_GOES_TO = ["graphBaseUrl", "mediaHosts"];

const QUIET: InboxTraffic = { lastInAt: null, lastOutAt: null, waiting: 0, parked: 0, failed: 0 };

/** Sessions, templates and checks of imagined WhatsApp inboxes. */
export class ChatStore {
  readonly sessions = new Map<string, PairingSessionView>();
  readonly traffic = new Map<string, InboxTraffic>();
  readonly templates = new Map<string, readonly TemplateView[]>();
  readonly checks = new Map<string, InboxCheck>();
  /** Conversations whose window the provider calls over, whatever the clock says. */
  readonly closed = new Set<string>();

  create(world: World, name: string, settings: Settings): InboxView {
    const id = randomUUID();
    const isWeb = settings.transport === "web";
    const made: InboxView = {
      id,
      name,
      channel: "whatsapp",
      provider: isWeb ? "whatsapp-web" : "whatsapp-cloud",
      enabled: true,
      tellsProtocol: true,
      webhookUrl: isWeb ? null : `https://circuito.example.com/webhooks/${id}`,
      settings: publicOnes(settings),
    };
    world.putInbox(made);
    if (isWeb) this.tell(world, id, { state: "launching" });
    return world.inbox(id);
  }

  /** Moves a session on, as its owner would. */
  tell(world: World, inboxId: string, told: Partial<PairingSessionView>): void {
    const session: PairingSessionView = {
      state: "launching",
      since: world.now(),
      because: null,
      detail: null,
      account: null,
      backlog: null,
      ignored: {},
      pairing: null,
      ...told,
    };
    this.sessions.set(inboxId, session);
    const { pairing: _pairing, ...shown } = session;
    world.putInbox({ ...world.inbox(inboxId), session: shown });
  }

  rendered(chosen: NonNullable<ReplyChat["template"]>): string {
    const template = [...this.templates.values()]
      .flat()
      .find(({ name, language }) => name === chosen.name && language === chosen.language);
    if (template === undefined) throw new Refused("invalid", { because: "no-such-template" });
    const { header, body, footer } = template;
    return renderTemplate(
      {
        body,
        ...(header === null ? {} : { header }),
        ...(footer === null ? {} : { footer }),
      },
      { header: chosen.header ?? [], body: chosen.body ?? [] },
    );
  }
}

function publicOnes(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !SECRETS.includes(name)));
}

export function answerInbox(
  name: "updateInbox" | "getSession" | "wishSession" | "checkInbox" | "listTemplates",
  world: World,
  chats: ChatStore,
  id: string,
  body: Settings,
): unknown {
  const inbox = world.inbox(id);
  switch (name) {
    case "updateInbox":
      return world.putInbox(changed(inbox, body));
    case "getSession":
      return {
        session: chats.sessions.get(id) ?? null,
        traffic: chats.traffic.get(id) ?? QUIET,
        compared: null,
      };
    case "wishSession":
      grant(world, chats, id, body as SessionWishBody);
      return {};
    case "checkInbox":
      return (
        chats.checks.get(id) ?? { steps: [{ step: "token", ok: true, detail: "+55 41 3000-0000" }] }
      );
    case "listTemplates":
      return { items: chats.templates.get(id) ?? [] };
  }
}

export function trafficOf(chats: ChatStore, inboxId: string): InboxTrafficView {
  const { lastOutAt: _lastOutAt, ...pulse } = chats.traffic.get(inboxId) ?? QUIET;
  return { inboxId, ...pulse };
}

function changed(inbox: InboxView, body: Settings): InboxView {
  const { name = inbox.name, enabled = inbox.enabled, settings = {} } = body as Partial<InboxView>;
  const goesElsewhere = TOKEN_GOES_TO.some(
    (key) => key in settings && String(settings[key]) !== String(inbox.settings[key]),
  );
  if (goesElsewhere && typeof settings.accessToken !== "string") {
    throw new Refused("invalid", {
      issues: [{ path: "body.settings.accessToken", problem: "needed-again" }],
    });
  }
  return { ...inbox, name, enabled, settings: { ...inbox.settings, ...publicOnes(settings) } };
}

/** Long enough to look at. */
const CODE_LIVES_MS = 60_000;

function grant(world: World, chats: ChatStore, id: string, wish: SessionWishBody): void {
  const expiresAt = new Date(Date.now() + CODE_LIVES_MS).toISOString();
  switch (wish.kind) {
    case "pair":
      chats.tell(world, id, {
        state: "awaiting-scan",
        pairing: { method: "qr", value: `2@${"x".repeat(200)},${randomUUID()}`, expiresAt },
      });
      break;
    case "pair-by-code":
      chats.tell(world, id, {
        state: "awaiting-scan",
        pairing: { method: "code", value: "K7TQ2M9W", expiresAt },
      });
      break;
    case "restart":
      chats.tell(world, id, { state: "launching", because: "asked" });
      break;
    case "log-out":
      chats.tell(world, id, { state: "logged-out", because: "by-admin" });
      break;
  }
}
