import type { Attendant, AttendantFlow } from "../attendant/attendant-flow.ts";
import { asId, type QueueId, type RuleId } from "../ids.ts";
import type { RoutingRule } from "../routing/rule.ts";
import { endTalk, isTalking } from "./attend-inbound.ts";
import { routeOwn } from "./chat/route-own.ts";
import { NO_MAIL_SETTINGS } from "./mail/mail-record.ts";
import {
  type InboundMessage,
  type PointState,
  type Routing,
  type RoutingContext,
  routeInbound,
} from "./route-inbound.ts";

const NOW = Date.UTC(2026, 10, 26, 15);
const MINUTE_MS = 60_000;
const [solvers, finance] = [asId<QueueId>("solvers"), asId<QueueId>("finance")];

const flow: AttendantFlow = {
  language: "pt-BR",
  greeting: { "pt-BR": "Olá!" },
  menu: {
    words: { "pt-BR": "Qual assunto?" },
    options: [
      { id: "finance", label: { "pt-BR": "Financeiro" } },
      { id: "other", label: { "pt-BR": "Outro assunto" } },
    ],
  },
  handedOver: { "pt-BR": "Já chamo alguém." },
  misunderstandingsMax: 2,
  answerWithinMs: 5 * MINUTE_MS,
};

const rule = (id: string, condition: RoutingRule["condition"], queueId: QueueId): RoutingRule => ({
  id: asId<RuleId>(id),
  name: id,
  enabled: true,
  condition,
  action: { to: { queueId }, priority: 2, requiredSkills: { billing: 3 } },
});

function contextOf(attendant: Attendant | undefined = { version: 1, flow }): RoutingContext {
  let made = 0;
  return {
    book: {
      version: 1,
      rules: [
        rule("to-finance", { menuAnswer: ["finance"] }, finance),
        rule("by-words", { words: ["boleto"] }, finance),
      ],
      queues: [
        { id: solvers, level: 1, role: "solver" },
        { id: finance, level: 2, role: "specialist" },
      ],
      defaultQueueId: solvers,
    },
    matchesPattern: () => false,
    languageOf: ({ locale }) => locale,
    queueLengths: new Map(),
    calendarOf: () => undefined,
    reopenWindowMs: 24 * 60 * MINUTE_MS,
    mailReopenWindowMs: 24 * 60 * MINUTE_MS,
    mailSettingsOf: () => NO_MAIL_SETTINGS,
    attendantOf: () => attendant,
    tellsProtocol: () => true,
    timeZone: "America/Sao_Paulo",
    newId: () => `00000000-0000-7000-8000-${(++made).toString().padStart(12, "0")}`,
  };
}
const context = contextOf();

function message(text: string, at: number, more: Partial<InboundMessage> = {}): InboundMessage {
  return {
    ledgerId: asId("1"),
    inboxId: asId("inbox"),
    channel: "whatsapp",
    from: "whatsapp:5511900000001",
    fromName: undefined,
    provenAs: undefined,
    claims: undefined,
    text,
    media: [],
    mail: undefined,
    placeholder: undefined,
    locale: undefined,
    clientId: undefined,
    collision: false,
    sentAt: undefined,
    receivedAt: at,
    ...more,
  };
}

const nobody: PointState = {
  contact: undefined,
  vouchedFor: undefined,
  unheld: ["whatsapp:5511900000001"],
  current: undefined,
  previous: undefined,
  optedOut: false,
};

/** One message a minute. */
function talk(...texts: readonly (string | Partial<InboundMessage>)[]): readonly Routing[] {
  const routings: Routing[] = [];
  let point = nobody;
  for (const [index, said] of texts.entries()) {
    const now = NOW + index * MINUTE_MS;
    const more = typeof said === "string" ? {} : said;
    const text = typeof said === "string" ? said : (said.text ?? "");
    const routing = routeInbound(point, message(text, now, more), now, context);
    point = routing.point;
    routings.push(routing);
  }
  return routings;
}

const last = (routings: readonly Routing[]): Routing => {
  const routing = routings.at(-1);
  if (!routing) throw new Error("nothing was routed");
  return routing;
};

test("a new conversation waits with the attendant: in no queue, the customer's turn, one message of ours", () => {
  const [first] = talk("oi");
  expect(first).toMatchObject({
    routed: {
      seq: 1,
      conversation: {
        status: "open",
        queueId: undefined,
        waitingOn: "customer",
        waitingSince: undefined,
        lastSeq: 2,
        attendant: { talk: { queueId: solvers } },
      },
    },
    autoReply: { seq: 2, previousPublicSeq: 1, despiteOptOut: false },
    activities: [
      { kind: "opened", because: "attendant" },
      { kind: "attendant-asked", because: "greeted" },
    ],
    trail: { thread: "first-contact", route: undefined, attendant: "asked: greeted" },
  });
  expect(first?.autoReply?.text).toContain("Protocolo: ");
  expect(first?.autoReply?.chat?.choices).toHaveLength(3);
});

test("its answer is a fact that rules see, and it waits since it arrived", () => {
  const { routed, trail, activities, autoReply } = last(talk("oi", "1"));
  expect(routed.conversation).toMatchObject({
    queueId: finance,
    level: 2,
    priority: 2,
    requiredSkills: { billing: 3 },
    waitingOn: "agent",
    arrivedAt: NOW,
    waitingSince: NOW + MINUTE_MS,
  });
  expect(routed.conversation.attendant?.talk).toBeUndefined();
  expect(autoReply).toMatchObject({ text: "Já chamo alguém." });
  expect(trail).toMatchObject({ route: "rule-matched", ruleId: "to-finance", queueId: finance });
  expect(activities[0]?.data).toEqual({
    menuAnswer: ["finance"],
    chosen: ["Financeiro"],
    by: "number",
  });
  expect(activities.map(({ kind, because }) => `${kind}: ${because}`)).toEqual([
    "attendant-ended: answered",
    "routed: rule-matched",
  ]);
});

test("a button's id is its answer", () => {
  const pressed = { chat: { special: { kind: "choice", id: "finance", title: "x" } } } as const;
  expect(last(talk("oi", pressed)).routed.conversation.queueId).toBe(finance);
});

test("what was said beside the menu is what rules look for words in", () => {
  const { trail } = last(talk("oi, sobre o boleto", "0"));
  expect(trail).toMatchObject({ ruleId: "by-words" });
});

test("silence hands over where it stands, without a word", () => {
  const { point } = last(talk("oi"));
  if (!point.current || !isTalking(point.current) || !point.contact) throw new Error("no talk");
  const ended = endTalk(point.current, point.contact, NOW + 9 * MINUTE_MS, context);
  expect(ended).toMatchObject({
    step: { because: "no-answer-in-time", said: undefined },
    conversation: { queueId: solvers, waitingOn: "agent", waitingSince: NOW + 9 * MINUTE_MS },
  });
});

test("STOP ends it, and only STOP is answered", () => {
  const { routed, autoReply, activities } = last(
    talk({ channel: "sms", text: "oi" }, { channel: "sms", text: "PARAR" }),
  );
  expect(routed.conversation).toMatchObject({ queueId: solvers, status: "open" });
  expect(autoReply).toMatchObject({ despiteOptOut: true });
  expect(activities[0]).toMatchObject({ kind: "attendant-ended", because: "opted-out" });
});

test("a word of ours from the phone ends it, and the count of what was said by itself", () => {
  const { point } = last(talk("oi"));
  const own = message("Olá, sou a Ana", NOW + MINUTE_MS, { writtenBy: "us" });
  const { routed, activities, attended } = routeOwn(point, own, NOW + MINUTE_MS, context);
  expect(routed.conversation).toMatchObject({ queueId: solvers, attendant: undefined });
  expect(activities).toMatchObject([{ kind: "attendant-ended", because: "written-on-the-phone" }]);
  expect(attended).toBe("taken-over");
});

test.each<[string, Partial<InboundMessage>, Partial<PointState>]>([
  ["in a group", { chat: { speaker: { address: "whatsapp:5511900000002" } } }, {}],
  ["to what was found after an absence", { chat: { late: true } }, {}],
  [
    "to a notice of the provider",
    { chat: { special: { kind: "notice", event: "missed-call" } } },
    {},
  ],
  ["to who cannot be answered", { from: "sender:BANK" }, {}],
  ["to who asked us to be silent", {}, { optedOut: true }],
])("nothing is said by itself %s", (_, more, point) => {
  const routing = routeInbound({ ...nobody, ...point }, message("oi", NOW, more), NOW, context);
  expect(routing).toMatchObject({
    autoReply: undefined,
    routed: { conversation: { queueId: solvers } },
  });
});

test("without an attendant everything is as it was", () => {
  const none = { ...contextOf(), attendantOf: () => undefined };
  const routing = routeInbound(nobody, message("oi", NOW), NOW, none);
  expect(routing).toMatchObject({ autoReply: undefined, trail: { route: "no-rule-matched" } });
  expect(routing.attended).toBeUndefined();
});
