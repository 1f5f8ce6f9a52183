import { contentHash, type HistoryEvent, Journal } from "../journal.ts";
import type { FinalRead, StoredConversation, StoredMessage } from "./final-read.ts";
import { type Evidence, judge } from "./judge.ts";
import type { CheckId, Verdict } from "./verdict.ts";

/** A small world that went well; each test spoils one thing and the oracle must say which. */
interface World {
  readonly history: HistoryEvent[];
  readonly messages: StoredMessage[];
  readonly conversations: StoredConversation[];
  readonly aside: { account: string; ext: string }[];
  readonly balance: FinalRead["balance"];
}

const ACCOUNT = "sms-1";
const CUSTOMERS = 4;
const MESSAGES_EACH = 5;
const TOTAL = CUSTOMERS * MESSAGES_EACH;

function makeGoodWorld(): World {
  const sender = new Journal({ run: "r", seed: "s", actor: "sender" });
  const observer = new Journal({ run: "r", seed: "s", actor: "observer" });
  const messages: StoredMessage[] = [];
  for (let n = 1; n <= MESSAGES_EACH; n++) {
    for (let customer = 0; customer < CUSTOMERS; customer++) {
      const address = addressOf(customer);
      const text = `words ${n} of ${customer}`;
      const ext = `r:${customer}:${n}`;
      const id = `message-${customer}-${n}`;
      const conversationId = conversationOf(customer);
      const key = { account: ACCOUNT, ext };
      const hash = contentHash(address, text);
      const extra = { request: `request-${ext}`, part: 0, length: text.length };
      const line = { f: "send", key, conv_hint: address, hash, extra } as const;
      sender.add({ ...line, type: "invoke" });
      sender.add({ ...line, type: "ok" });
      // A repeated delivery is no second message.
      if (n === 2) {
        sender.add({ ...line, type: "invoke" });
        sender.add({ ...line, type: "info" });
        sender.add({ ...line, type: "ok" });
      }
      messages.push({ id, account: ACCOUNT, ext, conversationId, seq: n, text });
      observer.add({
        type: "ok",
        f: "see",
        key,
        conv_hint: conversationId,
        hash: contentHash("", text),
        extra: { seq: n, messageId: id },
      });
    }
  }
  return {
    // The clock's resolution must not make two instants equal.
    history: [...sender.events, ...observer.events].map((event, at) => ({
      ...event,
      t_mono_ns: at,
    })),
    messages,
    conversations: Array.from({ length: CUSTOMERS }, (_, customer) => ({
      id: conversationOf(customer),
      account: ACCOUNT,
      address: addressOf(customer),
      isOpen: true,
      lastSeq: MESSAGES_EACH,
    })),
    aside: [],
    balance: [
      {
        channel: "sms",
        received: TOTAL + CUSTOMERS,
        routed: TOTAL,
        duplicate: CUSTOMERS,
        suppressed: 0,
        parked: 0,
        inFlight: 0,
      },
    ],
  };
}

function addressOf(customer: number): string {
  return `tel:+551190000000${customer}`;
}

function conversationOf(customer: number): string {
  return `conversation-${customer}`;
}

function judgeWorld(world: World, more: Partial<Evidence> = {}): Map<CheckId, Verdict> {
  const { history, ...read } = world;
  const publishedBalance = makeGoodWorld().balance;
  const verdicts = judge({
    history,
    read: { ...read, publishedBalance },
    storedByChannel: new Map([["sms", TOTAL]]),
    acceptedMin: TOTAL,
    ...more,
  });
  return new Map(verdicts.map((verdict) => [verdict.check, verdict]));
}

function messageAt(world: World, index: number): StoredMessage {
  const message = world.messages[index];
  if (!message) throw new Error(`no message ${index}`);
  return message;
}

function replaceMessage(world: World, index: number, change: Partial<StoredMessage>): World {
  const messages = world.messages.with(index, { ...messageAt(world, index), ...change });
  return { ...world, messages };
}

function withBalance(world: World, change: Partial<FinalRead["balance"][number]>): World {
  return { ...world, balance: world.balance.map((row) => ({ ...row, ...change })) };
}

test("a run in which all went well is valid in every check", () => {
  const verdicts = [...judgeWorld(makeGoodWorld()).values()];
  expect(verdicts.map(({ check, verdict }) => [check, verdict])).toEqual([
    ["O1", "valid"],
    ["O2", "valid"],
    ["O3", "valid"],
    ["O4", "valid"],
    ["O7", "valid"],
  ]);
});

test("too few messages give no verdict, which is not a pass", () => {
  const verdicts = judgeWorld(makeGoodWorld(), { acceptedMin: TOTAL + CUSTOMERS + 1 });
  expect([...verdicts.values()].map((verdict) => verdict.verdict)).toEqual(
    Array(5).fill("unknown"),
  );
});

test("a message of unknown fate may be there or not, and neither is a violation", () => {
  const world = makeGoodWorld();
  const ext = messageAt(world, TOTAL - 1).ext;
  const history = world.history.map((event) =>
    event.key.ext === ext && event.f === "send" && event.type === "ok"
      ? { ...event, type: "info" as const }
      : event,
  );
  const there = judgeWorld({ ...world, history }, { acceptedMin: 1 }).get("O1");
  expect(there).toMatchObject({ verdict: "valid", figures: { recovered: 1, vanished: 0 } });
  const messages = world.messages.slice(0, -1);
  const gone = judgeWorld({ ...world, history, messages }, { acceptedMin: 1 }).get("O1");
  expect(gone).toMatchObject({ verdict: "valid", figures: { recovered: 0, vanished: 1 } });
});

test("an accepted message that was parked is set aside, not lost", () => {
  const world = makeGoodWorld();
  const { ext } = messageAt(world, 7);
  const parked = {
    ...world,
    messages: world.messages.toSpliced(7, 1),
    aside: [{ account: ACCOUNT, ext: ext ?? "" }],
  };
  expect(judgeWorld(parked).get("O1")).toMatchObject({
    violations: { lost: 0 },
    figures: { aside: 1 },
  });
});

test("a reply that is told before a customer's message of the same moment is counted, and no more", () => {
  const world = makeGoodWorld();
  const isSight = (seq: number) => (event: HistoryEvent) =>
    event.f === "see" && event.conv_hint === conversationOf(0) && event.extra.seq === seq;
  const isReply = ({ conversationId, seq }: StoredMessage) =>
    conversationId === conversationOf(0) && seq === MESSAGES_EACH;
  const late = world.history.filter(isSight(MESSAGES_EACH - 1));
  const swapped = {
    ...world,
    history: [...world.history.filter((event) => !isSight(MESSAGES_EACH - 1)(event)), ...late],
    messages: world.messages.map((message) =>
      isReply(message) ? { ...message, ext: null } : message,
    ),
  };
  expect(judgeWorld(swapped).get("O4")).toMatchObject({
    verdict: "valid",
    figures: { overtaken: 1 },
  });
});

/** A world whose observer was away for what was noticed after `after`, and told of none of its third to fifth. */
function awayFrom(after: string): World {
  const world = makeGoodWorld();
  const missed = new Set([2, 3, 4].map((at) => messageAt(world, at).id));
  const [first] = world.history;
  if (!first) throw new Error("no history");
  const lost: HistoryEvent = {
    ...first,
    type: "info",
    f: "lost-position",
    actor: "observer",
    extra: { after, upTo: "12-9" },
  };
  return {
    ...world,
    history: [
      ...world.history.filter(({ f, extra }) => f !== "see" || !missed.has(`${extra.messageId}`)),
      lost,
    ],
    // Numbers, and not words: 9 comes before 10.
    messages: world.messages.map((message, at) => ({ ...message, noticedAt: `${at + 7}-1` })),
  };
}

test("what an observer was away for too long to be told of is its own to fetch", () => {
  expect(judgeWorld(awayFrom("8-1"), { acceptedMin: TOTAL / 2 }).get("O4")).toMatchObject({
    verdict: "valid",
    figures: { lostPositions: 1, leftToFetch: 3 },
  });
});

/** Seeded bad histories: what was spoilt, and the one class that must report it. */
const BAD: [string, CheckId, string, (world: World) => World][] = [
  [
    "an accepted message is lost",
    "O1",
    "lost",
    (world) => ({ ...world, messages: world.messages.toSpliced(9, 1) }),
  ],
  [
    "a message appears that nobody sent",
    "O1",
    "unexpected",
    (world) => {
      const ghost = { ...messageAt(world, 0), id: "ghost", ext: "ghost", seq: MESSAGES_EACH + 1 };
      return { ...world, messages: [...world.messages, ghost] };
    },
  ],
  [
    "a refused message is stored all the same",
    "O1",
    "unexpected",
    (world) => {
      const { ext } = messageAt(world, 0);
      const history = world.history.map((event) =>
        event.f === "send" && event.key.ext === ext && event.type === "ok"
          ? { ...event, type: "fail" as const }
          : event,
      );
      return { ...world, history };
    },
  ],
  [
    "a message is stored twice",
    "O2",
    "duplicate",
    (world) => {
      const again = { ...messageAt(world, 3), id: "again", seq: MESSAGES_EACH + 1 };
      return { ...world, messages: [...world.messages, again] };
    },
  ],
  [
    "the words are others than were sent",
    "O2",
    "corrupted",
    (world) => replaceMessage(world, 4, { text: "words that nobody ever wrote" }),
  ],
  [
    "the words are cut off",
    "O2",
    "truncated",
    (world) => replaceMessage(world, 4, { text: messageAt(world, 4).text.slice(0, -1) }),
  ],
  [
    "two customers' messages are cross-wired",
    "O2",
    "cross-wired",
    (world) => {
      const [one, other] = [messageAt(world, 0), messageAt(world, 1)];
      const crossed = replaceMessage(world, 0, { conversationId: other.conversationId });
      return replaceMessage(crossed, 1, { conversationId: one.conversationId });
    },
  ],
  [
    "a conversation is filed under another inbox",
    "O2",
    "cross-wired",
    (world) => ({
      ...world,
      conversations: world.conversations.map((conversation, index) =>
        index === 2 ? { ...conversation, account: "sms-2" } : conversation,
      ),
    }),
  ],
  [
    "a seq is left out",
    "O3",
    "gap",
    (world) => replaceMessage(world, TOTAL - 1, { seq: MESSAGES_EACH + 1 }),
  ],
  [
    "a conversation counts a message that is not there",
    "O3",
    "gap",
    (world) => ({ ...world, messages: world.messages.slice(0, -1) }),
  ],
  ["a seq is given twice", "O3", "repeated-seq", (world) => replaceMessage(world, 0, { seq: 2 })],
  [
    "two messages sent one after the other are swapped",
    "O3",
    "real-time-inversion",
    (world) => {
      const [first, second] = [messageAt(world, 0), messageAt(world, CUSTOMERS)];
      const half = replaceMessage(world, 0, { seq: second.seq });
      return replaceMessage(half, CUSTOMERS, { seq: first.seq });
    },
  ],
  [
    "the parts of one request are swapped",
    "O3",
    "stream-inversion",
    (world) => {
      const [first, second] = [messageAt(world, 0), messageAt(world, CUSTOMERS)];
      // Both leave and are accepted at the same instant: real time says nothing, the parts do.
      const history = world.history.map((event) => {
        const part = [second.ext, first.ext].indexOf(event.key.ext);
        if (event.f !== "send" || part === -1) return event;
        return { ...event, t_mono_ns: 0, extra: { ...event.extra, request: "one", part } };
      });
      return { ...world, history };
    },
  ],
  [
    "a contact point has two open conversations",
    "O3",
    "two-open",
    (world) => {
      const [first] = world.conversations;
      if (!first) throw new Error("no conversation");
      return {
        ...world,
        conversations: [...world.conversations, { ...first, id: "second", lastSeq: 0 }],
      };
    },
  ],
  [
    "an agent is not told of a message",
    "O4",
    "unseen",
    (world) => ({
      ...world,
      history: world.history.filter(
        (event) => event.f !== "see" || event.extra.messageId !== messageAt(world, 5).id,
      ),
    }),
  ],
  ["what came before an observer was away is not told", "O4", "unseen", () => awayFrom("9-1")],
  [
    "an agent is told the later message first",
    "O4",
    "regression",
    (world) => {
      const isSight = (event: HistoryEvent): boolean =>
        event.f === "see" && event.conv_hint === conversationOf(0);
      const sights = world.history.filter(isSight).toReversed();
      return {
        ...world,
        history: [...world.history.filter((event) => !isSight(event)), ...sights],
      };
    },
  ],
  [
    "an agent is told another place than is stored",
    "O4",
    "divergence",
    (world) => ({
      ...world,
      history: world.history.map((event) =>
        event.f === "see" && event.extra.seq === MESSAGES_EACH
          ? { ...event, extra: { ...event.extra, seq: MESSAGES_EACH + 1 } }
          : event,
      ),
    }),
  ],
  [
    "an agent is told other words than are stored",
    "O4",
    "divergence",
    (world) => ({
      ...world,
      history: world.history.map((event) =>
        event.f === "see" && event.extra.seq === 1 ? { ...event, hash: "other" } : event,
      ),
    }),
  ],
  [
    "the ledger does not add up",
    "O7",
    "imbalance",
    (world) => withBalance(world, { duplicate: CUSTOMERS - 1 }),
  ],
  [
    "rows stay in flight",
    "O7",
    "in-flight",
    (world) => withBalance(world, { inFlight: 1, routed: TOTAL - 1 }),
  ],
  [
    "the API publishes other numbers than the database holds",
    "O7",
    "dishonest",
    (world) => withBalance(world, { received: TOTAL + CUSTOMERS + 1, parked: 1 }),
  ],
  [
    "more was routed than is stored",
    "O7",
    "miscounted",
    (world) => withBalance(world, { routed: TOTAL + 1, duplicate: CUSTOMERS - 1 }),
  ],
];

test.each(BAD)("the oracle catches it when %s", (_, check, violation, spoil) => {
  const verdict = judgeWorld(spoil(makeGoodWorld())).get(check);
  expect(verdict?.verdict).toBe("invalid");
  expect(verdict?.violations[violation]).toBeGreaterThan(0);
  expect(verdict?.examples.some((example) => example.startsWith(`${violation}:`))).toBe(true);
});

test("a hundred thousand messages are judged in seconds", () => {
  const small = makeGoodWorld();
  const copies = 5_000;
  const spread = (at: number, name: string): string => `${name}@${at}`;
  const history: HistoryEvent[] = [];
  const messages: StoredMessage[] = [];
  const conversations: StoredConversation[] = [];
  for (let at = 0; at < copies; at++) {
    for (const event of small.history) {
      if (event.f !== "send") continue;
      history.push({ ...event, key: { ...event.key, ext: spread(at, event.key.ext) } });
    }
    for (const message of small.messages) {
      messages.push({
        ...message,
        id: spread(at, message.id),
        ext: spread(at, message.ext ?? ""),
        conversationId: spread(at, message.conversationId),
      });
    }
    for (const conversation of small.conversations) {
      conversations.push({
        ...conversation,
        id: spread(at, conversation.id),
        account: ACCOUNT,
        isOpen: false,
      });
    }
  }
  const started = performance.now();
  const verdicts = judge({ history, read: { messages, conversations, aside: [], balance: [] } });
  // About half a second alone on a machine; a check that compares pairs would take minutes.
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(verdicts.slice(0, 3).map(({ verdict }) => verdict)).toEqual(["valid", "valid", "valid"]);
});
