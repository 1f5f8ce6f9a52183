import fc from "fast-check";
import type { MailClass } from "../../email/automatic/automatic-mail.ts";
import type { MailContent } from "../../email/mail-content.ts";
import type { ThreadKey } from "../../email/thread/thread-keys.ts";
import type { WriterRole } from "../../email/thread/thread-mail.ts";
import { newContact } from "../../identity/contact.ts";
import { asId, type ConversationId } from "../../ids.ts";
import type { RoutingContext } from "../route-inbound.ts";
import { type MailInboxSettings, NO_MAIL_SETTINGS } from "./mail-record.ts";
import { type MailConversation, type MailWorld, senderName, threadKeyName } from "./mail-world.ts";
import { type MailMessage, routeMail } from "./route-mail.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const INBOX = "inbox";
const ANA = "ana@example.com";
const BIA = "bia@example.com";
const EVE = "eve@example.net";

const SETTINGS: MailInboxSettings = {
  ...NO_MAIL_SETTINGS,
  own: new Set(["support@example.org"]),
  staff: new Set(["staff@example.org", "company.example"]),
};

function contextOf(settings: Partial<MailInboxSettings> = {}): RoutingContext {
  let made = 0;
  return {
    book: {
      version: 1,
      rules: [
        {
          id: asId("rule"),
          name: "money",
          enabled: true,
          condition: { words: ["fatura"] },
          action: { to: { queueId: asId("finance") } },
        },
      ],
      queues: [
        { id: asId("solvers"), level: 1, role: "solver" },
        { id: asId("finance"), level: 2, role: "specialist" },
      ],
      defaultQueueId: asId("solvers"),
    },
    matchesPattern: (pattern, text) => text.includes(pattern),
    languageOf: ({ locale }) => locale,
    queueLengths: new Map(),
    calendarOf: () => undefined,
    reopenWindowMs: DAY,
    mailReopenWindowMs: 7 * DAY,
    mailSettingsOf: () => ({ ...SETTINGS, ...settings }),
    attendantOf: () => undefined,
    tellsProtocol: () => false,
    timeZone: "America/Sao_Paulo",
    newId: () => `00000000-0000-7000-8000-${(++made).toString().padStart(12, "0")}`,
  };
}

function conversation(
  id: string,
  change: Partial<MailConversation["state"]> = {},
  participants: readonly (readonly [string, WriterRole])[] = [[BIA, "participant"]],
): MailConversation {
  return {
    state: {
      id: asId(id),
      protocol: `P-${id}`,
      inboxId: asId(INBOX),
      channel: "email",
      address: `mailto:${ANA}`,
      contactId: asId("contact-ana"),
      status: "open",
      waitingOn: "customer",
      queueId: asId("solvers"),
      level: 1,
      priority: 0,
      tags: [],
      requiredSkills: {},
      language: undefined,
      slaPolicyId: undefined,
      plan: undefined,
      planStep: undefined,
      assigneeId: undefined,
      stickyAgentId: undefined,
      epoch: 1,
      version: 4,
      lastSeq: 4,
      lastPublicSeq: 4,
      arrivedAt: NOW - 2 * DAY,
      lastInboundAt: NOW - 2 * DAY,
      lastMessageAt: NOW - DAY,
      waitingSince: undefined,
      snoozedUntil: undefined,
      resolvedAt: undefined,
      followsId: undefined,
      ...change,
    },
    subject: "Pedido 12",
    requester: [ANA],
    participants: new Map(participants),
    mergedInto: undefined,
  };
}

/** A world in which each key names the conversation of its id. */
function worldOf(
  conversations: readonly MailConversation[],
  keys: readonly ThreadKey[] = [],
): MailWorld {
  return {
    contacts: new Map([[`mailto:${ANA}`, newContact(asId("contact-ana"), "Ana")]]),
    conversations: new Map(conversations.map((one) => [one.state.id, one])),
    named: new Map<string, ConversationId>(
      keys.map((key) => [threadKeyName(INBOX, key), asId(key.id)]),
    ),
    originals: new Map(),
    agents: new Map([["rui@agents.example", asId("rui")]]),
    senders: new Map(),
    latest: new Map(),
  };
}

function content(more: Partial<MailContent> = {}): MailContent {
  return {
    subject: "Re: Pedido 12",
    from: [{ name: "", address: ANA }],
    sender: undefined,
    replyTo: [],
    to: [{ name: "", address: "support@example.org" }],
    cc: [],
    messageId: "new@example.com",
    inReplyTo: [],
    references: [],
    origin: "received",
    classification: { class: "human", evidence: [], noAnswer: false },
    keys: [],
    forged: [],
    isAuthenticated: true,
    enclosesMail: false,
    hasQuote: true,
    bounce: undefined,
    fullText: undefined,
    html: undefined,
    remarks: [],
    textSha256: "sha",
    ...more,
  };
}

function message(mail: Partial<MailContent> = {}, text = "words"): MailMessage {
  const whole = content(mail);
  return {
    ledgerId: asId("1"),
    inboxId: asId(INBOX),
    channel: "email",
    from: `mailto:${whole.from[0]?.address ?? "nobody@invalid.example"}`,
    fromName: undefined,
    provenAs: undefined,
    claims: undefined,
    text,
    media: [],
    mail: whole,
    placeholder: undefined,
    locale: undefined,
    clientId: undefined,
    collision: false,
    sentAt: undefined,
    receivedAt: NOW,
  };
}

const key = (rule: ThreadKey["rule"], id = "c1"): ThreadKey => ({
  rule,
  id,
  evidence: `${rule}-${id}`,
});
const classed = (name: MailClass) => ({ class: name, evidence: [], noAnswer: name !== "human" });
const from = (...addresses: readonly string[]) =>
  addresses.map((address) => ({ name: "", address }));

describe("what becomes of a mail of each class", () => {
  const SIGNED = key("own-message-id");
  test.each<[MailClass, MailConversation["state"]["status"], string]>([
    ["human", "open", "open"],
    ["human", "snoozed", "open"],
    ["human", "resolved", "open"],
    ["auto-notice", "resolved", "open"],
    ["auto-reply", "open", "open"],
    ["auto-reply", "snoozed", "snoozed"],
    ["auto-reply", "resolved", "resolved"],
    ["out-of-office", "snoozed", "snoozed"],
    ["out-of-office", "resolved", "resolved"],
    // References of a list's mail name mails of everybody.
    ["bulk", "resolved", "suppressed"],
    ["auto-reply", "closed", "suppressed"],
    ["bulk", "closed", "suppressed"],
    ["loop", "open", "suppressed"],
    ["rate", "open", "suppressed"],
  ])("%s that names a mail of ours in one that is %s: %s", (name, status, after) => {
    const world = worldOf([conversation("c1", { status, resolvedAt: NOW - HOUR })], [SIGNED]);
    const { routing, suppressed } = routeMail(
      world,
      message({ keys: [SIGNED], classification: classed(name) }),
      NOW,
      contextOf(),
    );
    expect(routing?.routed.conversation.status ?? (suppressed ? "suppressed" : "")).toBe(after);
    expect(suppressed?.because).toBe(after === "suppressed" ? name : undefined);
  });

  test.each<MailClass>([
    "auto-reply",
    "out-of-office",
    "auto-notice",
    "bulk",
    "bounce",
    "loop",
    "rate",
  ])("%s that a person released is not set aside again, wherever it belongs", (name) => {
    const mail = { ...message({ classification: classed(name) }), released: true } as const;
    const alone = routeMail(worldOf([], []), mail, NOW, contextOf({ noticesOpen: false }));
    expect(alone).toMatchObject({ suppressed: undefined, counts: undefined, held: undefined });
    expect(alone.routing?.routed.conversation).toMatchObject({
      status: "open",
      queueId: "solvers",
    });
    const resolved = conversation("c1", { status: "resolved", resolvedAt: NOW - HOUR });
    const answer = { ...mail, mail: { ...mail.mail, keys: [SIGNED] } };
    const joined = routeMail(worldOf([resolved], [SIGNED]), answer, NOW, contextOf());
    expect(joined).toMatchObject({ suppressed: undefined });
    expect(joined.routing?.routed.conversation.status).toBe("open");
  });

  test.each<[MailClass, Partial<MailInboxSettings>, boolean]>([
    ["human", {}, true],
    ["auto-notice", {}, true],
    ["auto-notice", { noticesOpen: false }, false],
    ["bulk", {}, false],
    ["bulk", { bulkAllowed: true }, true],
    ["auto-reply", {}, false],
    ["out-of-office", {}, false],
    ["bounce", {}, false],
  ])("%s that names nothing, with %j, opens one: %s", (name, settings, opens) => {
    const { routing } = routeMail(
      worldOf([]),
      message({ classification: classed(name) }),
      NOW,
      contextOf(settings),
    );
    expect(routing !== undefined).toBe(opens);
  });
});

test("the routing rules look at the subject, too", () => {
  const { routing } = routeMail(worldOf([]), message({ subject: "Fatura 7" }), NOW, contextOf());
  expect(routing?.routed.conversation.queueId).toBe("finance");
});

test("the names of a mail are the ids it has and names, but for ours, forged ones and monsters", () => {
  const ours = { rule: "own-message-id", id: "c1", evidence: "m.ours@example.org" } as const;
  const { routing } = routeMail(
    worldOf([conversation("c1")], [ours]),
    message({
      keys: [ours, { rule: "provider-thread", id: "77", evidence: "77" }],
      inReplyTo: ["m.ours@example.org"],
      references: ["root@example.com", "m.forged@example.org", `${"x".repeat(600)}@example.com`],
      forged: ["m.forged@example.org"],
    }),
    NOW,
    contextOf(),
  );
  expect(routing?.mail?.names).toEqual(["mid:new@example.com", "mid:root@example.com", "thr:77"]);
});

test("a quiet mail changes neither whose turn it is nor since when", () => {
  const before = conversation("c1", { waitingOn: "agent", waitingSince: NOW - HOUR });
  const signed = key("reply-address");
  const { routing } = routeMail(
    worldOf([before], [signed]),
    message({ keys: [signed], classification: classed("out-of-office") }),
    NOW,
    contextOf(),
  );
  expect(routing?.routed.conversation).toEqual({
    ...before.state,
    lastSeq: 5,
    lastPublicSeq: 5,
    version: 5,
    lastMessageAt: NOW,
  });
});

describe("who takes part", () => {
  const people = (mail: Partial<MailContent>, world = worldOf([conversation("c1")], mail.keys)) =>
    routeMail(world, message(mail), NOW, contextOf()).routing?.mail?.people.map((p) => [
      p.address,
      p.role,
    ]);

  test.each<[string, Partial<MailContent>, readonly (readonly [string, string])[]]>([
    [
      "the requester's copies do",
      { cc: from(EVE) },
      [
        [ANA, "requester"],
        [EVE, "participant"],
      ],
    ],
    [
      "a claimed requester's do not",
      { cc: from(EVE), isAuthenticated: false },
      [[ANA, "unverified"]],
    ],
    [
      "a participant's do not",
      { from: from(BIA), cc: from(EVE), keys: [key("stored-id")] },
      [[BIA, "participant"]],
    ],
    [
      "a stranger's do not",
      { from: from(EVE), cc: from("mallory@example.net"), keys: [key("reply-address")] },
      [[EVE, "unverified"]],
    ],
    [
      "our own addresses never do",
      { to: from("support@example.org", "support+c.x.y@example.org") },
      [[ANA, "requester"]],
    ],
  ])("%s", (_, mail, expected) => {
    expect(people(mail)).toEqual(expected);
  });
});

describe("mail of our own people", () => {
  test.each<[string, Partial<MailContent>, string, string | undefined]>([
    ["an agent", { from: from("rui@agents.example") }, "outbound", "rui"],
    ["a staff address", { from: from("staff@example.org") }, "outbound", undefined],
    ["a domain that is all ours", { from: from("any@company.example") }, "outbound", undefined],
    [
      "only to us",
      { from: from("staff@example.org"), to: from("support@example.org") },
      "note",
      undefined,
    ],
    [
      "not vouched for",
      { from: from("staff@example.org"), isAuthenticated: false },
      "inbound",
      undefined,
    ],
    [
      "by a name that customers quote, too",
      { from: from("staff@example.org"), keys: [key("signed-reference")] },
      "inbound",
      undefined,
    ],
  ])("%s", (_, mail, direction, agentId) => {
    const keys = mail.keys ?? [key("own-message-id")];
    // Protocols are upper-case.
    const world = worldOf([conversation("c1")], keys);
    const { routing } = routeMail(
      world,
      message({ to: from(ANA), ...mail, keys }),
      NOW,
      contextOf(),
    );
    expect(routing?.routed).toMatchObject({ direction });
    expect(routing?.routed.agentId).toBe(agentId);
  });
});

const addresses = fc.constantFrom(ANA, BIA, EVE, "staff@example.org", "x@example.com");
const classes = fc.constantFrom<MailClass>(
  "human",
  "auto-reply",
  "out-of-office",
  "auto-notice",
  "bulk",
  "bounce",
  "loop",
  "rate",
);
const rules = fc.constantFrom<ThreadKey["rule"]>(
  "reply-address",
  "own-message-id",
  "stored-id",
  "signed-reference",
  "provider-thread",
);
const statuses = fc.constantFrom<MailConversation["state"]["status"]>(
  "open",
  "snoozed",
  "resolved",
  "closed",
);
const mails = fc.record({
  from: fc.array(addresses, { minLength: 0, maxLength: 2 }).map((some) => from(...some)),
  replyTo: fc.array(addresses, { maxLength: 1 }).map((some) => from(...some)),
  cc: fc.array(addresses, { maxLength: 3 }).map((some) => from(...some)),
  subject: fc.constantFrom("Re: Pedido 12", "Other", "Fwd: Pedido 12", ""),
  classification: classes.map(classed),
  isAuthenticated: fc.boolean(),
  hasQuote: fc.boolean(),
  enclosesMail: fc.boolean(),
  forged: fc.array(fc.constantFrom("m.x.y@example.org"), { maxLength: 1 }),
  keys: fc.array(
    fc.tuple(rules, fc.constantFrom("C1", "C2", "C3")).map(([rule, id]) => key(rule, id)),
    { maxLength: 6 },
  ),
});
const worlds = fc
  .array(fc.tuple(statuses, fc.integer({ min: 0, max: 20 })), { minLength: 3, maxLength: 3 })
  .map((some) =>
    some.map(([status, days], i) =>
      conversation(`C${i + 1}`, {
        status,
        resolvedAt: NOW - days * DAY,
        lastMessageAt: NOW - days * DAY,
      }),
    ),
  );

describe("whatever a mail says", () => {
  const run = (conversations: readonly MailConversation[], mail: Partial<MailContent>) =>
    routeMail(worldOf(conversations, mail.keys), message(mail), NOW, contextOf());
  const joined = ({ routing }: ReturnType<typeof run>) =>
    routing?.mail?.verdict.placement.kind === "join" ? routing.mail.verdict.placement : undefined;

  test("without a signature of ours only a vouched participant joins", () => {
    fc.assert(
      fc.property(worlds, mails, (conversations, mail) => {
        const placement = joined(run(conversations, mail));
        if (!placement || placement.by === "reply-address" || placement.by === "own-message-id")
          return;
        expect(mail.isAuthenticated).toBe(true);
        expect(mail.from).toHaveLength(1);
        expect([ANA, BIA, "staff@example.org"]).toContain(
          mail.from[0]?.address === EVE || mail.from[0]?.address === "x@example.com"
            ? mail.replyTo[0]?.address
            : mail.from[0]?.address,
        );
      }),
    );
  });

  test("a name that was forged is no key, and joins nothing", () => {
    fc.assert(
      fc.property(worlds, mails, (conversations, mail) => {
        const result = run(conversations, { ...mail, keys: [], forged: ["m.x.y@example.org"] });
        expect(joined(result)).toBeUndefined();
        expect(result.routing?.mail?.names ?? []).not.toContain("mid:m.x.y@example.org");
      }),
    );
  });

  test("a machine neither reopens nor wakes, nor changes whose turn it is", () => {
    fc.assert(
      fc.property(worlds, mails, (conversations, mail) => {
        const { class: name } = mail.classification;
        if (name === "human" || name === "auto-notice") return;
        const result = run(conversations, mail);
        const before = conversations.find(
          ({ state }) => state.id === result.routing?.routed.conversation.id,
        );
        if (!before) return;
        const { status, waitingOn, waitingSince, epoch } =
          result.routing?.routed.conversation ?? before.state;
        expect({ status, waitingOn, waitingSince, epoch }).toEqual({
          status: before.state.status,
          waitingOn: before.state.waitingOn,
          waitingSince: before.state.waitingSince,
          epoch: before.state.epoch,
        });
      }),
    );
  });

  test("every conversation that it named is in the verdict, and one at most took it", () => {
    fc.assert(
      fc.property(worlds, mails, (conversations, mail) => {
        const { routing, suppressed } = run(conversations, mail);
        const verdict = routing?.mail?.verdict ?? suppressed?.trail.mail?.verdict;
        expect(verdict?.candidates).toHaveLength(mail.keys.length);
        expect(
          verdict?.candidates.filter(({ rejectedBecause }) => !rejectedBecause).length,
        ).toBeLessThanOrEqual(1);
        expect((routing === undefined) === (suppressed !== undefined)).toBe(true);
      }),
    );
  });

  test("a closed conversation never changes, and seq grows by one", () => {
    fc.assert(
      fc.property(worlds, mails, (conversations, mail) => {
        const { routing } = run(conversations, mail);
        if (!routing) return;
        const before = conversations.find(
          ({ state }) => state.id === routing.routed.conversation.id,
        );
        expect(before?.state.status).not.toBe("closed");
        expect(routing.routed.seq).toBe((before?.state.lastSeq ?? 0) + 1);
        expect(routing.routed.conversation.lastSeq).toBe(routing.routed.seq);
      }),
    );
  });

  test("nobody becomes the requester of what somebody else began", () => {
    fc.assert(
      fc.property(worlds, mails, (conversations, mail) => {
        const { routing } = run(conversations, mail);
        const before = conversations.find(
          ({ state }) => state.id === routing?.routed.conversation.id,
        );
        if (!before || !routing) return;
        expect(routing.routed.conversation.address).toBe(before.state.address);
        expect(routing.routed.conversation.contactId).toBe(before.state.contactId);
        for (const { address, role } of routing.mail?.people ?? []) {
          if (role === "requester") expect(address).toBe(ANA);
        }
      }),
    );
  });
});

test("a sender's flood is counted with what they wrote before, and held for an hour", () => {
  const lately = Array.from({ length: 20 }, (_, i) => ({
    at: NOW - 60_000 + i,
    textSha256: `${i}`,
    isProven: true,
  }));
  const world = worldOf([]);
  const held = { ...world, senders: new Map([[senderName(INBOX, `mailto:${ANA}`), lately]]) };
  const first = routeMail(held, message(), NOW, contextOf());
  expect(first).toMatchObject({ suppressed: { because: "rate" }, held: { until: NOW + HOUR } });
  const after = [...lately, { at: NOW, textSha256: "sha", isProven: true }];
  const world2 = { ...world, senders: new Map([[senderName(INBOX, `mailto:${ANA}`), after]]) };
  const inTime = { ...message(), receivedAt: NOW + 59 * 60_000 };
  expect(routeMail(world2, inTime, NOW, contextOf())).toMatchObject({
    suppressed: { because: "rate" },
    held: undefined,
  });
  const later = { ...message(), receivedAt: NOW + HOUR + 1 };
  expect(routeMail(world2, later, NOW, contextOf()).suppressed).toBeUndefined();
});
