import fc from "fast-check";
import type { OpenAsk } from "../asks/ask.ts";
import { confirmationChoices } from "../asks/confirmation-words.ts";
import type { ConversationState } from "../conversation.ts";
import { asId, type QueueId } from "../ids.ts";
import type { RoutingRule } from "../routing/rule.ts";
import { NO_MAIL_SETTINGS } from "./mail/mail-record.ts";
import {
  type InboundMessage,
  type PointState,
  type RoutingContext,
  routeInbound,
} from "./route-inbound.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const HOUR = 3_600_000;

const QUEUES = ["solvers", "directors", "vip"].map((id) => ({
  id: asId<QueueId>(id),
  level: 1 as const,
  role: "solver" as const,
}));

function contextOf(rules: readonly RoutingRule[] = []): RoutingContext {
  let made = 0;
  return {
    book: { version: 3, rules, queues: QUEUES, defaultQueueId: asId("solvers") },
    matchesPattern: (pattern, text) => text.includes(pattern),
    languageOf: ({ locale }) => locale,
    queueLengths: new Map(),
    calendarOf: () => undefined,
    reopenWindowMs: 24 * HOUR,
    mailReopenWindowMs: 7 * 24 * HOUR,
    mailSettingsOf: () => NO_MAIL_SETTINGS,
    attendantOf: () => undefined,
    tellsProtocol: () => false,
    timeZone: "America/Sao_Paulo",
    newId: () => `00000000-0000-7000-8000-${(++made).toString().padStart(12, "0")}`,
  };
}

function message(text = "hello", more: Partial<InboundMessage> = {}): InboundMessage {
  return {
    ledgerId: asId("1"),
    inboxId: asId("inbox"),
    channel: "sms",
    from: "tel:+5511900000001",
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
    receivedAt: NOW,
    ...more,
  };
}

const nobody: PointState = {
  contact: undefined,
  vouchedFor: undefined,
  unheld: ["tel:+5511900000001"],
  current: undefined,
  previous: undefined,
  optedOut: false,
};

/** The point after one first message, with its conversation changed as given. */
function known(change: Partial<ConversationState>): PointState {
  const { point } = routeInbound(nobody, message(), NOW - 10 * HOUR, contextOf());
  if (!point.current) throw new Error("no conversation was opened");
  const conversation = { ...point.current, ...change };
  const active = conversation.status === "open" || conversation.status === "snoozed";
  return active
    ? { ...point, current: conversation }
    : { ...point, current: undefined, previous: conversation };
}

describe("which conversation a message joins", () => {
  test.each<[string, PointState, string, string, number]>([
    ["a first message opens one", nobody, "hello", "first-contact", 1],
    ["an open one takes it", known({}), "hello", "open-conversation", 2],
    [
      "a snoozed one takes it and wakes",
      known({ status: "snoozed" }),
      "hello",
      "open-conversation",
      2,
    ],
    [
      "one resolved within the window reopens",
      known({ status: "resolved", resolvedAt: NOW - HOUR }),
      "again",
      "within-reopen-window",
      2,
    ],
    [
      "thanks after resolution reopen nothing",
      known({ status: "resolved", resolvedAt: NOW - HOUR }),
      "Muito obrigada!",
      "courtesy-after-resolution",
      2,
    ],
    [
      "STOP after resolution reopens nothing",
      known({ status: "resolved", resolvedAt: NOW - HOUR }),
      "PARAR",
      "courtesy-after-resolution",
      2,
    ],
    [
      "after the window a new one follows",
      known({ status: "resolved", resolvedAt: NOW - 25 * HOUR }),
      "again",
      "after-reopen-window",
      1,
    ],
    [
      "a closed one never changes",
      known({ status: "closed", resolvedAt: NOW - HOUR }),
      "again",
      "previous-closed",
      1,
    ],
  ])("%s", (_, point, text, because, seq) => {
    const { routed, trail } = routeInbound(point, message(text), NOW, contextOf());
    expect(trail.thread).toBe(because);
    expect(routed.seq).toBe(seq);
    expect(routed.conversation.followsId !== undefined).toBe(
      because === "after-reopen-window" || because === "previous-closed",
    );
  });

  test("a reopened conversation keeps its place, frees its owner and remembers them", () => {
    const point = known({
      status: "resolved",
      resolvedAt: NOW - HOUR,
      assigneeId: asId("ana"),
      epoch: 4,
    });
    const { routed, activities } = routeInbound(point, message("ainda não"), NOW, contextOf());
    expect(routed.conversation).toMatchObject({
      status: "open",
      assigneeId: undefined,
      stickyAgentId: "ana",
      epoch: 5,
      arrivedAt: point.previous?.arrivedAt,
    });
    expect(activities).toEqual([
      expect.objectContaining({ kind: "reopened", because: "within-reopen-window" }),
    ]);
  });
});

describe("what answers our question", () => {
  const ask: OpenAsk = {
    id: asId("ask"),
    kind: "confirmation",
    choices: confirmationChoices("pt-BR"),
    askedAt: NOW - HOUR,
    endsAt: NOW + HOUR,
  };
  const asked = (change: Partial<ConversationState> = {}) =>
    known({
      status: "resolved",
      resolvedAt: NOW - 2 * HOUR,
      assigneeId: asId("ana"),
      waitingSince: undefined,
      priority: 0,
      ask,
      ...change,
    });

  test("yes keeps it solved, wakes nobody, and is counted once", () => {
    const { routed, activities, endedAsk, autoReply, trail, point } = routeInbound(
      asked(),
      message("1"),
      NOW,
      contextOf(),
    );
    expect(routed.conversation).toMatchObject({ status: "resolved", ask: undefined, lastSeq: 2 });
    expect(activities).toEqual([
      expect.objectContaining({
        kind: "confirmation-answered",
        data: { askId: "ask", answer: "yes", by: "number" },
      }),
    ]);
    expect(endedAsk).toMatchObject({ askId: "ask", end: { kind: "answered", value: "yes" } });
    expect(autoReply).toBeUndefined();
    expect(trail.thread).toBe("answers-our-question");
    // The same again is what a customer says after it was solved.
    const again = routeInbound(point, message("1"), NOW, contextOf());
    expect(again.endedAsk).toBeUndefined();
    expect(again.trail.thread).toBe("within-reopen-window");
  });

  test("no opens it at once, more pressing, for whoever had it, and they are told so", () => {
    const { routed, activities, endedAsk, autoReply } = routeInbound(
      asked(),
      message("não"),
      NOW,
      contextOf(),
    );
    expect(routed.conversation).toMatchObject({
      status: "open",
      waitingOn: "agent",
      stickyAgentId: "ana",
      assigneeId: undefined,
      priority: 3,
      waitingSince: NOW,
      ask: undefined,
    });
    expect(activities.map(({ kind, because }) => `${kind}: ${because}`)).toEqual([
      "confirmation-answered: said-not-solved",
      "reopened: said-not-solved",
    ]);
    expect(endedAsk).toMatchObject({ priority: 3, end: { value: "no" } });
    expect(autoReply?.text).toContain("reaberto");
  });

  test("no counts although the window to come back is over", () => {
    const point = asked({ resolvedAt: NOW - 40 * HOUR });
    expect(routeInbound(point, message("2"), NOW, contextOf()).routed.conversation.status).toBe(
      "open",
    );
  });

  test.each<[string, Partial<ConversationState>, Partial<InboundMessage>, string, boolean]>([
    ["other words reopen it, and it is asked no more", {}, { text: "caiu de novo" }, "open", true],
    ["thanks leave it as it is, and the question open", {}, { text: "valeu" }, "resolved", false],
    [
      "what was under way before it was asked is no answer",
      {},
      { text: "sim", receivedAt: NOW - 2 * HOUR },
      "open",
      true,
    ],
    [
      "a member of a group answers for nobody",
      {},
      { text: "sim", chat: { speaker: { address: "tel:+5511900000009" } } },
      "open",
      true,
    ],
    [
      "after its time it is a message like any other",
      { ask: { ...ask, endsAt: NOW } },
      { text: "sim" },
      "open",
      true,
    ],
    [
      "a new conversation withdraws what the one before was asked",
      { resolvedAt: NOW - 40 * HOUR },
      { text: "outra coisa" },
      "open",
      true,
    ],
  ])("%s", (_, change, more, status, isWithdrawn) => {
    const { routed, endedAsk } = routeInbound(asked(change), message("", more), NOW, contextOf());
    expect(routed.conversation.status).toBe(status);
    expect(endedAsk?.end).toEqual(
      isWithdrawn ? { kind: "withdrawn", because: "customer-wrote" } : undefined,
    );
  });

  test.each([
    ["yes", "resolved"],
    ["9", "resolved"],
    ["no", "open"],
  ])("a button of a question that is over, pressed late: %s leaves it %s", (value, status) => {
    const id = `01890000-0000-7000-8000-000000000001/${value}`;
    const { routed, endedAsk } = routeInbound(
      known({ status: "resolved", resolvedAt: NOW - HOUR }),
      message("Sim, foi resolvido", { chat: { special: { kind: "choice", id, title: "Sim" } } }),
      NOW,
      contextOf(),
    );
    expect(routed.conversation.status).toBe(status);
    expect(endedAsk).toBeUndefined();
  });

  test("a conversation that an agent opened again takes a number as a message", () => {
    const { endedAsk, trail } = routeInbound(
      known({ status: "open" }),
      message("1"),
      NOW,
      contextOf(),
    );
    expect(endedAsk).toBeUndefined();
    expect(trail.thread).toBe("open-conversation");
  });
});

describe("which queue a new conversation goes to", () => {
  const rules: readonly RoutingRule[] = [
    {
      id: asId("r1"),
      name: "boletos",
      enabled: true,
      condition: { words: ["boleto", "segunda via"] },
      action: { to: { queueId: asId("directors") }, priority: 2, tags: ["cobrança"] },
    },
    {
      id: asId("r2"),
      name: "chat of returning customers",
      enabled: true,
      condition: { channels: ["webchat"], returning: true },
      action: { to: { queueId: asId("vip") } },
    },
  ];

  test.each([
    ["Quero a 2ª via do BOLETO!", "directors", "rule-matched"],
    ["preciso da Segunda  Via", "directors", "rule-matched"],
    ["boletos", "solvers", "no-rule-matched"],
    ["oi", "solvers", "no-rule-matched"],
  ])("%s → %s", (text, queue, because) => {
    const { routed, trail } = routeInbound(nobody, message(text), NOW, contextOf(rules));
    expect(routed.conversation.queueId).toBe(queue);
    expect(trail.route).toBe(because);
  });

  test("rules never move a conversation that is already somewhere", () => {
    const { routed, trail } = routeInbound(known({}), message("boleto"), NOW, contextOf(rules));
    expect(routed.conversation.queueId).toBe("solvers");
    expect(trail.route).toBeUndefined();
  });
});

describe("what a rule says to whoever it routes", () => {
  const texts = { pt: "Já vamos! Protocolo {protocol}", en: "Soon!" };
  const rule = (more: Partial<RoutingRule["action"]> = {}): RoutingRule => ({
    id: asId("r1"),
    name: "everything",
    enabled: true,
    condition: {},
    action: { to: { queueId: asId("vip") }, autoAnswer: texts, ...more },
  });
  const saidTo = (one: InboundMessage, point: PointState = nobody) =>
    routeInbound(point, one, NOW, contextOf([rule()]));

  test("comes right after the message that opened the conversation, and calls people all the same", () => {
    const { autoReply, routed } = saidTo(message("oi", { locale: "pt" }));
    const { protocol } = routed.conversation;
    expect(autoReply).toMatchObject({ text: `Já vamos! Protocolo ${protocol}`, seq: 2 });
    expect(autoReply?.despiteOptOut).toBe(false);
    expect(routed.conversation).toMatchObject({ status: "open", waitingOn: "agent", lastSeq: 2 });
  });

  test("is in the customer's language", () => {
    expect(saidTo(message("hi", { locale: "en" })).autoReply?.text).toBe("Soon!");
  });

  test("is said once", () => {
    const { point } = saidTo(message("oi"));
    expect(saidTo(message("oi?"), point).autoReply).toBeUndefined();
  });

  test.each<[string, InboundMessage, PointState]>([
    ["a machine", message("Seu código é 123", { from: "sender:MYBANK" }), nobody],
    ["whoever asked us to be silent", message("oi"), { ...nobody, optedOut: true }],
    ["what was written a while ago", message("oi", { chat: { late: true } }), nobody],
  ])("is not said to %s", (_, one, point) => {
    const { autoReply, routed } = saidTo(one, point);
    expect(autoReply).toBeUndefined();
    expect(routed.conversation.queueId).toBe("vip");
  });

  test("is not said to a keyword, which has its own answer", () => {
    expect(saidTo(message("STOP")).autoReply?.text).not.toContain("Protocolo");
  });

  test("a rule may forget whom the customer talked to last", () => {
    const point = known({ status: "closed", assigneeId: asId("ana") });
    const of = (action: Partial<RoutingRule["action"]>) =>
      routeInbound(point, message("oi"), NOW, contextOf([rule(action)])).routed.conversation;
    expect(of({}).stickyAgentId).toBe("ana");
    expect(of({ keepPreviousAgent: false }).stickyAgentId).toBeUndefined();
  });
});

test("a keyword from somebody new is kept and answered, and calls nobody", () => {
  const { routed, autoReply, point } = routeInbound(nobody, message("STOP"), NOW, contextOf());
  expect(routed.conversation.status).toBe("resolved");
  expect(autoReply?.seq).toBe(2);
  expect(point.optedOut).toBe(true);
  const second = routeInbound(point, message("stop"), NOW + 1, contextOf());
  expect(second.autoReply).toBeUndefined();
});

test("whatever happens to a contact point, seq counts on without gaps and nothing is skipped", () => {
  const event = fc.oneof(
    fc.record({
      kind: fc.constant("message" as const),
      text: fc.string(),
      after: fc.integer({ min: 0, max: 30 * HOUR }),
    }),
    fc.record({
      kind: fc.constant("message" as const),
      text: fc.constantFrom("STOP", "obrigado", "voltar"),
      after: fc.integer({ min: 0, max: 30 * HOUR }),
    }),
    fc.record({ kind: fc.constantFrom("resolve" as const, "close" as const, "snooze" as const) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const context = contextOf();
      const lastSeq = new Map<string, number>();
      let point = nobody;
      let now = NOW;
      for (const e of events) {
        if (e.kind !== "message") {
          const { current } = point;
          if (!current) continue;
          const status =
            e.kind === "resolve" ? "resolved" : e.kind === "close" ? "closed" : "snoozed";
          const changed = { ...current, status, resolvedAt: now } as const;
          point =
            status === "snoozed"
              ? { ...point, current: changed }
              : { ...point, current: undefined, previous: changed };
          continue;
        }
        now += e.after;
        const routing = routeInbound(point, message(e.text), now, context);
        const { conversation, seq } = routing.routed;
        expect(seq).toBe((lastSeq.get(conversation.id) ?? 0) + 1);
        lastSeq.set(conversation.id, conversation.lastSeq);
        expect(routing.trail.identify).not.toBe("");
        expect(routing.trail.thread).not.toBe("");
        if (point.previous?.status === "closed")
          expect(conversation.id).not.toBe(point.previous.id);
        point = routing.point;
        // Never two conversations at once, and never one that is both open and finished.
        expect(point.current?.id === point.previous?.id && point.current !== undefined).toBe(false);
      }
    }),
  );
});

describe("what was chosen before a chat", () => {
  const chosen = message("oi", {
    chat: { preChat: { chosen: { "choice-1": "financeiro" }, tags: ["financeiro"] } },
  });
  const rule: RoutingRule = {
    id: asId("rule"),
    name: "Boletos",
    enabled: true,
    condition: { attributes: { "chat-choice-1": ["financeiro"] } },
    action: { to: { queueId: asId("vip") }, tags: ["boleto", "financeiro"] },
  };

  test("labels the conversation, once, and rules may ask for it", () => {
    const { routed } = routeInbound(nobody, chosen, NOW, contextOf([rule]));
    expect(routed.conversation).toMatchObject({ queueId: "vip", tags: ["boleto", "financeiro"] });
    expect(routeInbound(nobody, chosen, NOW, contextOf()).routed.conversation.tags).toEqual([
      "financeiro",
    ]);
  });

  test("never stands over what is known of the contact", () => {
    const point = known({ status: "closed", resolvedAt: NOW - HOUR });
    const { contact } = point;
    if (!contact) throw new Error("no contact");
    const told = { ...point, contact: { ...contact, attributes: { "chat-choice-1": "outro" } } };
    expect(routeInbound(told, chosen, NOW, contextOf([rule])).routed.conversation.queueId).toBe(
      "solvers",
    );
  });

  test("opens no other conversation, and is nobody's address", () => {
    const { routed, learned } = routeInbound(known({}), chosen, NOW, contextOf());
    expect(routed.conversation.tags).toEqual([]);
    expect(learned).toEqual([]);
  });
});

describe("an invitation on the site's page", () => {
  const invitation = { ruleId: "r-1", name: "Preços", text: "Posso ajudar?" };
  const invited = message("oi", { chat: { invitation } });

  test("is told of the conversation that it began, and rules may ask for it", () => {
    const rule: RoutingRule = {
      id: asId("rule"),
      name: "Convidados",
      enabled: true,
      condition: { attributes: { "chat-invitation": ["r-1"] } },
      action: { to: { queueId: asId("vip") } },
    };
    const { routed, activities } = routeInbound(nobody, invited, NOW, contextOf([rule]));
    expect(routed.conversation.queueId).toBe("vip");
    expect(activities).toMatchObject([{ kind: "opened" }, { kind: "invited", data: invitation }]);
  });

  test("began no conversation that was there before", () => {
    expect(routeInbound(known({}), invited, NOW, contextOf()).activities).toEqual([]);
  });
});
