import { randomInt, randomUUID } from "node:crypto";
import { API_ROUTES, type ApiRoute, type ApiRouteName, problem } from "@circuito/protocol";
import { saveCalendar, savePolicy } from "@circuito/store";
import { newMail } from "./testing/new-mail.ts";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

/*
 * Every route × every caller × a foreign object (promises P16). The routes come from the protocol's
 * table: one that is added and not described here fails the first test.
 */

let stage: WebStage;
let callers: Record<Who, Client>;
let own: Objects;
let foreign: Objects;
beforeAll(async () => {
  stage = await createWebStage();
  const { scene } = stage;
  const person = (role: "agent" | "supervisor" | "admin") => stage.newPerson({ role });
  const [agent, supervisor, admin] = await Promise.all(
    (["agent", "supervisor", "admin"] as const).map(person),
  );
  if (!agent || !supervisor || !admin) throw new Error("no people");
  const ended = await stage.logIn(agent);
  await ended.send("DELETE", "/api/v1/session");
  callers = {
    nobody: stage.anonymous,
    "ended-session": ended,
    agent: await stage.logIn(agent),
    supervisor: await stage.logIn(supervisor),
    admin: await stage.logIn(admin),
    "agent-key": await stage.newApiKey("agent"),
    "admin-key": await stage.newApiKey("admin"),
  };
  const outsider = await scene.newAgent({ queueIds: [scene.technical] });
  shared.inbox = scene.inboxId;
  shared.person = outsider.id;
  const { database } = scene;
  await database.transaction(async ({ client }) => {
    const calendar = { timeZone: "UTC", intervals: [] };
    await saveCalendar(client, { id: shared.calendar, name: "Loja", calendar }, randomUUID, 0);
    await client.query("update inboxes set calendar_id = $1", [shared.calendar]);
    await client.query("insert into quick_replies (id, name, body) values ($1, 'Oi', 'Olá!')", [
      shared.quickReply,
    ]);
    await client.query(
      'insert into macros (id, name, acts) values ($1, \'Fim\', \'[{"kind":"prioritize","priority":"low"}]\')',
      [shared.macro],
    );
    await client.query("insert into categories (id, name, position) values ($1, 'Boleto', 1)", [
      shared.category,
    ]);
    await client.query(
      "insert into procedures (id, draft, revision, updated_at) values ($1, $2, 1, now())",
      [shared.procedure, JSON.stringify(procedure)],
    );
    await client.query("insert into articles (id, audience) values ($1, 'public')", [
      shared.article,
    ]);
    await client.query(
      `insert into article_pictures (id, sha256, mime_type, width, height, size_bytes, added_at)
       values ($1, '', 'image/png', 1, 1, 1, now())`,
      [shared.articlePicture],
    );
    await client.query(
      `insert into article_texts
         (article_id, locale, state, title, slug, body, keywords, revision, updated_at)
       values ($1, 'pt-BR', 'archived', 'Boleto', 'boleto', 'Palavras.', '', 1, now())`,
      [shared.article],
    );
    const { name, isDefault, ...content } = policy;
    await savePolicy(
      client,
      { id: shared.policy, name, isDefault, policy: content },
      randomUUID,
      0,
    );
  });
  own = await objectsIn(scene.solvers, agent.id, agent.id);
  foreign = await objectsIn(scene.technical, outsider.id, outsider.id);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

type Who =
  | "nobody"
  | "ended-session"
  | "agent"
  | "supervisor"
  | "admin"
  | "agent-key"
  | "admin-key";
interface Objects {
  readonly conversation: string;
  readonly contact: string;
  readonly agent: string;
  /** A mail, with HTML and a file. */
  readonly message: string;
  /** Set aside, and with nothing in it to release: every caller finds it as it was. */
  readonly ledgerRow: string;
  readonly queue: string;
  /** Over already: every caller whose it is learns so. */
  readonly offer: string;
  /** Its agent's alone. */
  readonly held: string;
  /** Saved by its agent for nobody else. */
  readonly view: string;
}

async function objectsIn(queueId: string, assigneeId: string, agent: string): Promise<Objects> {
  const contact = randomUUID();
  await stage.scene.database.pool.query("insert into contacts (id, name) values ($1, 'Cliente')", [
    contact,
  ]);
  const conversation = await stage.scene.newConversation({
    queueId: queueId as never,
    assigneeId: assigneeId as never,
    contactId: contact as never,
  });
  const file = { mimeType: "text/plain", state: "stored", sha256: "0".repeat(64) } as const;
  const message = await newMail(stage, conversation, {
    html: "<p>oi</p>",
    media: [{ fileName: "a.txt", sizeBytes: 1, ...file }],
    source: { text: "Subject: oi\r\n\r\noi", in: "ledger" },
  });
  const { rows } = await stage.scene.database.pool.query<{ id: string }>(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
     values ($1, $2, 'malformed', 1, '\\x00', '{}', 'parked') returning id`,
    [stage.scene.inboxId, randomUUID()],
  );
  const offer = randomUUID();
  await stage.scene.database.pool.query(
    `insert into offers (id, conversation_id, agent_id, queue_id, channel, epoch, state, because,
       offered_at, expires_at)
     values ($1, $2, $3, $4, 'sms', 0, 'missed', 'longest-idle', now(), now())`,
    [offer, conversation, agent, queueId],
  );
  const held = randomUUID();
  await stage.scene.database.pool.query(
    `insert into held_replies (id, conversation_id, agent_id, client_id, words, state, send_at)
     values ($1::uuid, $2, $3, $1::uuid::text, '{"text":"oi","mediaIds":[]}', 'held', now() + interval '1 day')`,
    [held, conversation, agent],
  );
  const view = randomUUID();
  await stage.scene.database.pool.query(
    `insert into saved_views (id, owner_id, name, is_shared, filter) values ($1, $2, 'x', false, '{}')`,
    [view, agent],
  );
  return {
    conversation,
    contact,
    agent,
    message,
    held,
    ledgerRow: rows[0]?.id ?? "",
    view,
    offer,
    queue: queueId,
  };
}

const PEOPLE = ["agent", "supervisor", "admin"] as const;
const KEYS = ["agent-key", "admin-key"] as const;
const LEAST: Record<ApiRoute["role"], readonly Who[]> = {
  public: ["nobody", "ended-session", ...PEOPLE, ...KEYS],
  agent: [...PEOPLE, ...KEYS],
  supervisor: ["supervisor", "admin", "admin-key"],
  admin: ["admin", "admin-key"],
};
/** What belongs to no queue. */
const shared = {
  inbox: "",
  person: "",
  calendar: randomUUID(),
  policy: randomUUID(),
  quickReply: randomUUID(),
  goneQuickReply: randomUUID(),
  macro: randomUUID(),
  goneMacro: randomUUID(),
  category: randomUUID(),
  article: randomUUID(),
  articlePicture: randomUUID(),
  procedure: randomUUID(),
  /** Of none that there is. */
  apiKey: randomUUID(),
  webhook: randomUUID(),
  alert: randomUUID(),
  reportSchedule: randomUUID(),
  consent: randomUUID(),
};
const category = { parentId: null, queueId: null, urgency: null, slaPolicyId: null, fields: [] };
const articleText = { title: "Boleto", slug: "", body: "Toque em Boletos.", keywords: "" };
const procedure = {
  ...{ name: "2ª via", department: "Financeiro", purpose: "", terms: "", steps: [] },
  ...{ categoryIds: [], queueIds: [], levels: [] },
};
const policy = { name: "Padrão", isDefault: true, targets: [], pauses: [], rules: [] };
const boardSettings = {
  timeZone: "UTC",
  targets: {
    ...{ waiting: 1, longestWaitSeconds: 60, keptPercent: 90 },
    ...{ available: 1, abandoned: null },
  },
};
const uuid = "01900000-0000-7000-8000-000000000000";
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** A request for every route: the kind of object its address names, and a body it would take. */
const PERIOD = "from=2026-01-01T00:00:00.000Z&to=2026-02-01T00:00:00.000Z";

const REQUESTS: Record<
  ApiRouteName,
  {
    readonly of?: keyof Objects | keyof typeof shared;
    readonly body?: () => unknown;
    readonly file?: string;
    readonly query?: string;
  }
> = {
  logIn: { body: () => ({ email: "nobody@example.com", password: "wrong" }) },
  logOut: {},
  me: {},
  ticket: {},
  extendSession: {},
  listPeople: {},
  invitePeople: {
    body: () => ({ people: [{ name: "Ana", email: `${randomUUID()}@example.com` }] }),
  },
  getPerson: { of: "person" },
  updatePerson: { of: "person", body: () => ({ capacity: 4 }) },
  disablePerson: { of: "person", body: () => ({ handTo: null }) },
  enablePerson: { of: "person", body: () => ({}) },
  makePasswordLink: { of: "person", body: () => ({}) },
  addAbsence: {
    of: "person",
    body: () => ({ from: new Date().toISOString(), until: inAnHour(), putsBack: true }),
  },
  removeAbsence: { of: "person" },
  listPersonSessions: { of: "person" },
  endPersonSessions: { of: "person" },
  listOwnSessions: {},
  endOwnSession: {},
  changePassword: { body: () => ({ current: "wrong", next: "uma frase que eu lembro" }) },
  readPasswordLink: { body: () => ({ token: "wrong" }) },
  usePasswordLink: { body: () => ({ token: "wrong", password: "uma frase que eu lembro" }) },
  listPermissions: {},
  listInboxTraffic: {},
  listInboxes: {},
  createInbox: { body: () => ({ name: "x", channel: "nonsense", settings: {} }) },
  updateInbox: { of: "inbox", body: () => ({ name: "SMS" }) },
  backfillInbox: { of: "inbox", body: () => ({ since: inAnHour(), until: inAnHour() }) },
  getSession: { of: "inbox" },
  wishSession: { of: "inbox", body: () => ({ kind: "restart" }) },
  writeInSandbox: { of: "inbox", body: () => ({ kind: "malformed", body: "{" }) },
  checkInbox: { of: "inbox" },
  checkSender: { of: "inbox" },
  makeIdentitySecret: { of: "inbox", body: () => ({}) },
  checkIdentity: { of: "inbox", body: () => ({ token: "a.b.c" }) },
  checkChatInstallation: { of: "inbox", body: () => ({ url: "http://127.0.0.1:1/" }) },
  listTemplates: { of: "inbox" },
  createQueue: { body: () => ({ name: "Fila nova", role: "solver", level: 1 }) },
  getQueue: { of: "queue" },
  updateQueue: { of: "queue", body: () => ({ strategy: "longest-idle" }) },
  // Nothing may be in it, and something is.
  archiveQueue: { of: "queue", body: () => ({ moveTo: null }) },
  restoreQueue: { of: "queue", body: () => ({}) },
  listArchivedQueues: {},
  whoWouldServe: { of: "queue", body: () => ({ channel: "webchat" }) },
  getAgent: { of: "agent" },
  updateAgent: { of: "agent", body: () => ({ skills: { billing: 3 } }) },
  getChannelWeights: {},
  setChannelWeights: { body: () => ({ weights: {} }) },
  listOffers: {},
  acceptOffer: { of: "offer", body: () => ({}) },
  declineOffer: { of: "offer", body: () => ({ reason: "ocupado" }) },
  // Known without asking anybody, and refused without connecting.
  discoverMailbox: { body: () => ({ address: "ana@gmail.com" }) },
  testMailbox: {
    body: () => ({
      settings: {
        address: "ana@example.com",
        imapHost: "127.0.0.1",
        imapUser: "ana",
        imapPassword: "wrong",
      },
    }),
  },
  diagnose: {},
  getAutoAnswers: { of: "inbox" },
  getAttendant: { of: "inbox" },
  listAttendants: {},
  listAttendantVersions: { of: "inbox" },
  getAttendantVersion: { of: "inbox" },
  setAttendant: { of: "inbox", body: () => ({ version: 0, flow: null }) },
  rehearseAttendant: {
    of: "inbox",
    body: () => ({
      turns: [{ text: "oi" }],
      flow: {
        language: "pt-BR",
        greeting: { "pt-BR": "Olá!" },
        misunderstandingsMax: 2,
        answerWithinMs: 300_000,
      },
    }),
  },
  beginMailConsent: {
    body: () => ({
      address: "help@example.org",
      tokenUrl: "https://oauth2.googleapis.com/token",
      clientId: "client",
    }),
  },
  getMailConsent: { of: "consent" },
  getInboxRouting: { of: "inbox" },
  draftInboxRouting: { of: "inbox", body: () => ({ queueId: null, inForce: 0 }) },
  setInboxRouting: { of: "inbox", body: () => ({ queueId: null, inForce: 0, note: "x" }) },
  setAutoAnswers: { of: "inbox", body: () => ({ acknowledgement: {}, absence: {} }) },
  listCalendars: {},
  createCalendar: { body: () => ({ name: "x", timeZone: "UTC", intervals: [] }) },
  updateCalendar: {
    of: "calendar",
    body: () => ({ name: "Loja", timeZone: "UTC", intervals: [] }),
  },
  // An inbox answers by it, and it stays.
  deleteCalendar: { of: "calendar" },
  importCalendar: { of: "calendar", body: () => ({ ics: "nonsense" }) },
  previewCalendar: { of: "calendar" },
  previewCalendarDraft: {
    body: () => ({ calendar: { name: "x", timeZone: "UTC", intervals: [] } }),
  },
  listCalendarUses: {},
  getInboxCalendar: { of: "inbox" },
  setInboxCalendar: { of: "inbox", body: () => ({ calendarId: shared.calendar }) },
  getSurveys: {},
  saveSurveys: {
    body: () => ({ version: 0, policies: [], caps: { anyEveryMs: 0, npsEveryMs: 0 } }),
  },
  getSurveyResults: { query: PERIOD },
  listSurveyAnswers: { query: PERIOD },
  listConfirmationPolicies: {},
  saveConfirmationPolicy: {
    body: () => ({
      ...{ queueId: null, channel: null, enabled: false },
      ...{ delayMs: 0, silenceMs: 3_600_000, words: {} },
    }),
  },
  // One that is gone already is no error.
  deleteConfirmationPolicy: { of: "goneQuickReply" },
  listAsks: { of: "conversation" },
  listSlaPolicies: {},
  createSlaPolicy: { body: () => ({ ...policy, name: randomUUID(), isDefault: false }) },
  updateSlaPolicy: { of: "policy", body: () => policy },
  // It is the default one, and stays.
  deleteSlaPolicy: { of: "policy" },
  trySlaPolicy: { body: () => ({ policy }) },
  rebaseSlaPolicy: { of: "policy", body: () => ({}) },
  listContacts: {},
  listSegments: {},
  getContact: { of: "contact" },
  getContactTimeline: { of: "contact" },
  revealAttributes: { of: "contact", body: () => ({}) },
  updateContact: { of: "contact", body: () => ({ segments: ["vip"] }) },
  listSuggestions: { of: "contact" },
  dismissSuggestion: { of: "contact", body: () => ({ contactId: uuid }) },
  mergeContacts: { of: "contact", body: () => ({ contactId: uuid }) },
  unmergeContacts: { of: "contact", body: () => ({ mergeId: uuid }) },
  shareAddress: { of: "contact", body: () => ({ shared: true }) },
  exportContact: { of: "contact" },
  previewErasure: { of: "contact" },
  eraseContact: { of: "contact", body: () => ({ digest: "none" }) },
  holdContact: { of: "contact", body: () => ({ reason: null }) },
  listConversations: {},
  getConversation: { of: "conversation" },
  listElsewhere: { of: "conversation" },
  listContactPoints: { query: "address=tel%3A%2B5511900000001" },
  beginConversation: {
    body: () => ({
      inboxId: shared.inbox,
      address: `tel:+5511${randomInt(1e9, 9e9)}`,
      clientId: randomUUID(),
      text: "Olá",
    }),
  },
  listMessages: { of: "conversation" },
  listActivities: { of: "conversation" },
  reply: { of: "conversation", body: () => ({ text: "oi", clientId: randomUUID(), kind: "note" }) },
  replyDraft: { of: "conversation" },
  searchMessages: { query: "words=oi" },
  getMessageTimeline: { of: "message" },
  getMail: { of: "message" },
  showMail: { of: "message" },
  downloadSource: { of: "message" },
  downloadFile: { of: "message" },
  allowPictures: { of: "message", body: () => ({}) },
  upload: { file: "oi" },
  getClocks: { of: "conversation" },
  getConversationHours: { of: "conversation" },
  listHops: { of: "conversation" },
  listHandOversToMind: {},
  claim: { of: "conversation", body: () => ({}) },
  label: { of: "conversation", body: () => ({ add: ["boleto"], remove: [] }) },
  prioritize: { of: "conversation", body: () => ({ priority: "high" }) },
  categorize: { of: "conversation", body: () => ({ categoryId: null }) },
  rename: { of: "conversation", body: () => ({ title: "2ª via" }) },
  follow: { of: "conversation", body: () => ({ follows: true }) },
  getRead: { of: "conversation" },
  markRead: { of: "conversation", body: () => ({ seq: 1 }) },
  peek: { of: "conversation", body: () => ({}) },
  // Nobody here handed it over, and it tells others nothing.
  takeBack: { of: "conversation", body: () => ({ note: "x", epoch: 99 }) },
  takeNext: { body: () => ({}) },
  actOnMany: { body: () => ({ items: [{ id: uuid, act: { kind: "reopen" } }] }) },
  listViews: {},
  createView: { body: () => ({ id: randomUUID(), name: "x", isShared: false, filter: {} }) },
  placeViews: { body: () => ({ ids: [uuid] }) },
  updateView: { of: "view", body: () => ({ name: "y" }) },
  deleteView: { of: "view" },
  countLists: {},
  listLabels: {},
  transfer: { of: "conversation", body: () => ({ queueId: uuid, note: "x", epoch: 99 }) },
  direct: {
    of: "conversation",
    body: () => ({
      queueId: uuid,
      title: "t",
      category: "c",
      summary: "s",
      urgency: "low",
      promisedAt: inAnHour(),
      epoch: 99,
    }),
  },
  escalate: {
    of: "conversation",
    body: () => ({ queueId: uuid, tried: "x", result: "y", epoch: 99 }),
  },
  return: { of: "conversation", body: () => ({ reason: "x", epoch: 99 }) },
  resolve: { of: "conversation", body: () => ({ epoch: 99 }) },
  reopen: { of: "conversation", body: () => ({}) },
  snooze: { of: "conversation", body: () => ({ until: inAnHour(), epoch: 99 }) },
  holdReply: {
    of: "conversation",
    body: () => ({ text: "oi", clientId: randomUUID(), afterSeconds: 30 }),
  },
  listHeldReplies: { of: "conversation" },
  takeBackReply: { of: "held", body: () => ({}) },
  listDrafts: {},
  saveDraft: { of: "conversation", body: () => ({ content: { text: "oi" }, version: 0 }) },
  getSignature: {},
  setSignature: { body: () => ({ text: "Ana" }) },
  listQuickReplies: {},
  createQuickReply: {
    body: () => ({ id: randomUUID(), name: "Oi", body: "Olá!", scope: "mine" }),
  },
  updateQuickReply: {
    of: "quickReply",
    body: () => ({ name: "Oi", body: "Olá!", scope: "everybody", version: 99 }),
  },
  // One that is gone already is no error.
  deleteQuickReply: { of: "goneQuickReply" },
  listMacros: {},
  createMacro: {
    body: () => ({ id: randomUUID(), name: "Fim", acts: [{ kind: "resolve" }], scope: "mine" }),
  },
  updateMacro: {
    of: "macro",
    body: () => ({ name: "Fim", acts: [{ kind: "resolve" }], scope: "everybody", version: 99 }),
  },
  // One that is gone already is no error.
  deleteMacro: { of: "goneMacro" },
  runMacro: {
    of: "conversation",
    body: () => ({ macroId: shared.macro, epoch: 99, clientId: randomUUID() }),
  },
  listMentions: {},
  readMentions: { body: () => ({}) },
  getTriage: { query: `since=${new Date().toISOString()}` },
  takeNextInTriage: { body: () => ({}) },
  listSkips: {},
  getTriageFacts: { of: "conversation" },
  keepLease: { of: "conversation", body: () => ({}) },
  endLease: { of: "conversation" },
  skip: { of: "conversation", body: () => ({ reason: "needs-supervisor", epoch: 99 }) },
  dismiss: { of: "conversation", body: () => ({ because: "spam", epoch: 99 }) },
  recall: { of: "conversation", body: () => ({}) },
  listCategories: {},
  createCategory: { body: () => ({ ...category, name: randomUUID() }) },
  updateCategory: { of: "category", body: () => ({ name: "Boleto" }) },
  orderCategories: { body: () => ({ ids: [] }) },
  listProcedures: {},
  createProcedure: { body: () => ({ id: randomUUID(), content: procedure }) },
  updateProcedure: { of: "procedure", body: () => ({ revision: 99 }) },
  publishProcedure: { of: "procedure", body: () => ({ revision: 99 }) },
  getProcedureFigures: { of: "procedure" },
  listProcedureVersions: { of: "procedure" },
  listConversationProcedures: { of: "conversation" },
  startProcedure: {
    of: "conversation",
    body: () => ({ runId: uuid, procedureId: uuid, epoch: 99 }),
  },
  takeProcedureStep: {
    of: "conversation",
    body: () => ({ runId: uuid, position: 0, key: "a", outcome: "done", epoch: 99 }),
  },
  giveUpProcedure: {
    of: "conversation",
    body: () => ({ runId: uuid, reason: "não serve", epoch: 99 }),
  },
  listArticles: {},
  searchArticles: { query: "q=boleto&locale=pt-BR&channel=sms" },
  suggestArticles: { of: "conversation", query: "locale=pt-BR" },
  createArticle: {
    body: () => ({
      ...{ id: randomUUID(), locale: "pt-BR", text: articleText },
      ...{ categoryId: null, audience: "public" },
    }),
  },
  getArticle: { of: "article" },
  placeArticle: { of: "article", body: () => ({ categoryId: null, audience: "internal" }) },
  saveArticleText: { of: "article", body: () => ({ text: articleText, revision: 99 }) },
  publishArticle: { of: "article", body: () => ({ revision: 99 }) },
  archiveArticle: { of: "article", body: () => ({ isArchived: false }) },
  addArticlePicture: { body: () => ({ uploadId: randomUUID() }) },
  showArticlePicture: { of: "articlePicture" },
  listArticleVersions: { of: "article" },
  draftArticle: { of: "conversation", body: () => ({ id: randomUUID() }) },
  getKnowledgeFigures: {},
  listQueues: {},
  listAgents: {},
  setPresence: { of: "agent", body: () => ({ wanted: "busy" }) },
  setShift: { of: "agent", body: () => ({ calendarId: null }) },
  listTakenBack: {},
  readTakenBack: { body: () => ({ upTo: inAnHour() }) },
  getNewsMail: {},
  setNewsMail: { body: () => ({ kinds: [], language: "en" }) },
  getPresenceSettings: {},
  setPresenceSettings: { body: () => ({ idleAwayMinutes: null }) },
  getRuleHits: {},
  getRoutingNames: {},
  checkPattern: { body: () => ({ pattern: "a" }) },
  listOpenings: {},
  getRules: {},
  getRuleDraft: {},
  saveRuleDraft: { body: () => ({ token: "another", nextToken: uuid, rules: [] }) },
  discardRuleDraft: { query: "token=another" },
  publishRules: { body: () => ({ token: "another", note: "n" }) },
  listRuleVersions: {},
  getRuleVersion: {},
  restoreRules: { body: () => ({ inForce: 99, note: "n" }) },
  diffRules: {},
  dryRun: { body: () => ({ inboxId: uuid, from: "tel:+5511900000001", text: "oi" }) },
  backTest: { body: () => ({ days: 1 }) },
  listLedger: {},
  releaseLedgerRow: { of: "ledgerRow" },
  releaseLedgerRows: { body: () => ({ ids: ["1"] }) },
  discardLedgerRows: { body: () => ({ ids: ["9223372036854775807"], reason: "x" }) },
  tryLedgerRelease: { of: "ledgerRow", body: () => ({}) },
  getLedgerPayload: { of: "ledgerRow" },
  getSetup: {},
  listAudit: {},
  getAuditFile: {},
  listApiKeys: {},
  getApiLimits: {},
  createApiKey: { body: () => ({ name: "ERP", role: "agent", expiresInDays: 1 }) },
  rotateApiKey: { of: "apiKey", body: () => ({ overlapHours: 1 }) },
  revokeApiKey: { of: "apiKey" },
  listWebhookEvents: {},
  listLatestDeliveries: {},
  listWebhooks: {},
  createWebhook: {
    body: () => ({ name: "ERP", url: "https://erp.example/hook", events: ["message.received"] }),
  },
  updateWebhook: { of: "webhook", body: () => ({ isOn: false }) },
  deleteWebhook: { of: "webhook" },
  rotateWebhookSecret: { of: "webhook", body: () => ({}) },
  testWebhook: { of: "webhook", body: () => ({}) },
  listWebhookDeliveries: { of: "webhook" },
  getWebhookDelivery: { of: "webhook" },
  redeliverWebhook: { of: "webhook", body: () => ({}) },
  redeliverFailedWebhooks: { of: "webhook", body: () => ({}) },
  getOwnMail: {},
  setOwnMail: { body: () => ({ inboxId: null }) },
  testOwnMail: { body: () => ({ to: "ana@example.com", language: "en" }) },
  listAlerts: {},
  createAlert: {
    body: () => ({
      ...{ name: "Fila", language: "pt-BR", pauseMinutes: 30, isOn: true },
      condition: { kind: "queue-waiting", subjectId: null, limit: 10 },
      targets: [{ kind: "mail", address: "ana@example.com" }],
    }),
  },
  updateAlert: { of: "alert", body: () => ({ isOn: false }) },
  deleteAlert: { of: "alert" },
  testAlert: { of: "alert", body: () => ({}) },
  listAlertBulletins: { of: "alert" },
  listReportSchedules: {},
  createReportSchedule: {
    body: () => ({
      ...{ name: "Semana", language: "pt-BR", isOn: true, addresses: ["ana@example.com"] },
      rhythm: { every: "week", weekday: 1, minute: 480 },
      report: {
        ...{ id: "queues", format: "xlsx" },
        filter: { channel: null, queueId: null, agentId: null, categoryId: null },
      },
    }),
  },
  updateReportSchedule: { of: "reportSchedule", body: () => ({ isOn: false }) },
  deleteReportSchedule: { of: "reportSchedule" },
  sendReportSchedule: { of: "reportSchedule", body: () => ({}) },
  listReportSendings: { of: "reportSchedule" },
  ledgerBalance: {},
  listInboundFailures: {},
  listOutboundFailures: {},
  listTroubledSends: { query: "status=failed" },
  settleSends: { body: () => ({ messageIds: [uuid], how: "again" }) },
  listWebhookFailures: {},
  listFailedWebhooks: { query: `webhookId=${uuid}&because=timeout` },
  redeliverWebhooks: { body: () => ({ webhookId: uuid, deliveryIds: [uuid] }) },
  listFailedJobs: {},
  retryJobs: { body: () => ({ jobs: [{ kind: "media", id: "1" }] }) },
  removeJobs: { body: () => ({ jobs: [{ kind: "media", id: "1" }] }) },
  getBoard: {},
  listBoardMinutes: {},
  getReport: { query: "from=2026-03-01&until=2026-03-31&figures=fcr" },
  getReportFile: { query: "from=2026-03-01&until=2026-03-31&figures=fcr" },
  getCircuitReport: { query: "from=2026-03-01&until=2026-03-31" },
  getBacklogReport: { query: "from=2026-03-01&until=2026-03-31" },
  listMeasured: { query: "from=2026-03-01&until=2026-03-31&figure=fcr" },
  getActivityReport: { query: "date=2026-03-01" },
  getActivityReportFile: { query: "date=2026-03-01" },
  getConversationsFile: { query: "from=2026-03-01&until=2026-03-31" },
  getBoardSettings: {},
  setBoardSettings: { body: () => boardSettings },
  listAnnouncements: {},
  readAnnouncements: { body: () => ({ ids: [uuid] }) },
  announce: { body: () => ({ id: randomUUID(), text: "oi", to: "everybody" }) },
};
const NAMES = Object.keys(API_ROUTES) as ApiRouteName[];
const allows = (name: ApiRouteName, who: Who) => LEAST[API_ROUTES[name].role].includes(who);

function send(name: ApiRouteName, who: Who, objects: Objects) {
  const route = API_ROUTES[name];
  const { of, body, file, query } = REQUESTS[name];
  const id =
    of === undefined
      ? ""
      : of in shared
        ? shared[of as keyof typeof shared]
        : objects[of as keyof Objects];
  const filled = route.path
    .replace(":id", id)
    .replace(":locale", "pt-BR")
    .replace(":index", "0")
    .replace(":room", "reply")
    .replace(":version", "0")
    .replace(":deliveryId", uuid)
    .replace(":absence", uuid)
    .replace(":session", "0".repeat(32))
    .replace(":address", "tel%3A%2B5511900000001");
  const path = `/api/v1${filled}${query === undefined ? "" : `?${query}`}`;
  if (file !== undefined) {
    const headers = { "content-type": "application/octet-stream" };
    return callers[who].send(route.method, `${path}?name=a.txt`, { raw: file, headers });
  }
  return callers[who].send(route.method, path, { ...(body && { body: body() }) });
}

test("every route of the table is asked here", () => {
  expect(Object.keys(REQUESTS).sort()).toEqual([...NAMES].sort());
});

/**
 * What a program has none of: a log-in, conversations and lists of its own, eyes, a password. It is
 * nobody who writes or is named.
 */
const PERSONAL: ReadonlySet<ApiRouteName> = new Set([
  "setNewsMail",
  "me",
  "extendSession",
  "ticket",
  "beginConversation",
  "claim",
  "takeNextInTriage",
  "keepLease",
  "recall",
  "listOwnSessions",
  "endOwnSession",
  "changePassword",
  "saveDraft",
  "holdReply",
  "takeBackReply",
  "beginMailConsent",
  "getSignature",
  "setSignature",
  "createQuickReply",
  "createMacro",
  "readMentions",
  "takeNext",
  "follow",
  "peek",
  "createView",
  "placeViews",
]);
const WHO: readonly Who[] = ["nobody", "ended-session", ...PEOPLE, ...KEYS];
const cases = NAMES.flatMap((name) => WHO.map((who) => [name, who] as const)).filter(
  // It would end the session that the others ask with; what it does is tested with the sockets.
  ([name, who]) => name !== "logOut" || !allows(name, who),
);

test.each(cases)("%s, asked by %s", async (name, who) => {
  const answer = await send(name, who, own);
  if (name === "logIn") return expect(answer.body.code).toBe("bad-credentials");
  if (allows(name, who)) {
    // There is no such key or webhook, and nobody else's either.
    const isWebhook = name === "listFailedWebhooks" || name === "redeliverWebhooks";
    if (
      isWebhook ||
      ["apiKey", "webhook", "alert", "reportSchedule", "consent"].includes(REQUESTS[name].of ?? "")
    ) {
      return expect(answer.body.code).toBe("not-found");
    }
    // The inbox here is no chat: there is no page and no identity to look at.
    const isOfChat =
      name === "checkChatInstallation" || name === "checkIdentity" || name === "makeIdentitySecret";
    if (isOfChat) return expect(answer.body.code).toBe("not-found");
    // Their agent's alone: an offer, what they held back, a view. For everybody else there is none.
    const isPerson = who === "supervisor" || who === "admin";
    const { of } = REQUESTS[name];
    const isOthers = name === "takeBackReply" ? isPerson : of === "offer" || of === "view";
    if ((isOthers && who !== "agent") || name === "takeBack") {
      return expect(answer.body.code).toBe("not-found");
    }
    const isKey = who.endsWith("-key");
    const needsPerson = isKey && PERSONAL.has(name);
    // There is none to take away.
    if (!needsPerson && (name === "removeAbsence" || name === "endOwnSession")) {
      return expect(answer.body.code).toBe("not-found");
    }
    const othersPresence = name === "setPresence" && who === "agent-key";
    const isShared = of === "quickReply" || of === "macro";
    const everybodys = isShared && who.startsWith("agent");
    expect(answer.body.code === "forbidden").toBe(needsPerson || othersPresence || everybodys);
    expect(answer.body.code).not.toBe("unauthenticated");
    expect(answer.body.code).not.toBe("not-found");
    expect(answer.status).toBeLessThan(500);
    return;
  }
  const stranger = who === "nobody" || who === "ended-session";
  expect(answer.body).toMatchObject({ code: stranger ? "unauthenticated" : "forbidden" });
  expect(problem.parse(answer.body).requestId).toBe(answer.headers.get("x-request-id"));
});

const withObject = NAMES.filter((name) => {
  const { of } = REQUESTS[name];
  // What is an admin's alone is refused to all others before anybody looks whose it is.
  if (API_ROUTES[name].role === "admin") return false;
  return of === "conversation" || of === "contact" || of === "message";
});

test.each(withObject)("%s of another queue does not exist for an agent", async (name) => {
  const before = await dump();
  const answer = await send(name, "agent", foreign);
  expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
  // It looks as an object looks that was never there.
  const never = await send(name, "agent", {
    ...foreign,
    conversation: uuid,
    contact: uuid,
    message: uuid,
  });
  expect({ ...answer.body, requestId: "" }).toEqual({ ...never.body, requestId: "" });
  expect(await dump()).toEqual(before);
});

// Who handed it over is asked, and not who looks after it.
const supervised = withObject.filter((name) => name !== "takeBack");
test.each(supervised)("%s of another queue is a supervisor's to ask", async (name) => {
  const answer = await send(name, "supervisor", foreign);
  expect(answer.body.code).not.toBe("not-found");
  expect(answer.body.code).not.toBe("forbidden");
});

test("another agent's presence is not an agent's to set", async () => {
  expect(await send("setPresence", "agent", foreign)).toMatchObject({
    status: 403,
    body: { code: "forbidden", details: { because: "not-yours" } },
  });
  expect(await send("setPresence", "supervisor", foreign)).toMatchObject({ status: 200 });
});

test("lists show an agent nothing of other queues", async () => {
  const { agent, supervisor } = callers;
  for (const path of ["/conversations?limit=200", "/contacts?limit=200"]) {
    const seen = JSON.stringify((await agent.send("GET", `/api/v1${path}`)).body);
    expect(seen).toContain(own.contact);
    expect(seen).not.toContain(foreign.contact);
    const all = JSON.stringify((await supervisor.send("GET", `/api/v1${path}`)).body);
    expect(all).toContain(foreign.contact);
  }
  const filtered = await agent.send(
    "GET",
    `/api/v1/conversations?queueId=${stage.scene.technical}&contactId=${foreign.contact}`,
  );
  expect(filtered.body.items).toEqual([]);
});

test("asking for a foreign object is written down", async () => {
  await send("getConversation", "agent", foreign);
  const line = stage.lines.find((text) => text.includes(foreign.conversation)) ?? "{}";
  expect(JSON.parse(line)).toMatchObject({ level: "warn", fact: "foreign object asked for" });
});

test("only admins see how an inbox is set up", async () => {
  const inboxOf = async (who: Who) =>
    (await callers[who].send("GET", "/api/v1/inboxes")).body.items[0];
  expect(await inboxOf("agent")).toMatchObject({ settings: {}, webhookUrl: null });
  expect((await inboxOf("admin")).webhookUrl).toContain("/webhooks/");
});

test.each([
  ["an unknown key", { authorization: `Bearer ck_${"a".repeat(43)}` }],
  ["a key of another kind", { authorization: `Bearer ${"a".repeat(43)}` }],
  ["a scheme that is none of ours", { authorization: "Basic YTpi" }],
  ["two keys at once", { authorization: `Bearer ck_${"a".repeat(43)} ck_${"a".repeat(43)}` }],
])("%s opens nothing, even beside a good cookie", async (_, headers) => {
  const answer = await callers.admin.send("GET", "/api/v1/session", { headers });
  expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
});

test("a revoked key opens nothing from the next request on", async () => {
  const key = await stage.newApiKey("admin");
  expect((await key.send("GET", "/api/v1/queues")).status).toBe(200);
  await stage.scene.database.pool.query("update api_keys set revoked_at = now()");
  expect((await key.send("GET", "/api/v1/queues")).status).toBe(401);
  await stage.scene.database.pool.query("update api_keys set revoked_at = null");
});

/** Everything a verb could have changed. */
async function dump() {
  const { pool } = stage.scene.database;
  const tables = [
    ...["conversations", "messages", "activities", "deliveries", "outbox"],
    ...["read_cursors", "saved_views"],
    ...["picture_senders", "uploads", "contacts", "identities", "contact_merges", "contact_links"],
  ];
  return Promise.all(
    tables.map(async (table) => (await pool.query(`select * from ${table} order by 1`)).rows),
  );
}
