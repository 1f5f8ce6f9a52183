import { type HistoryEvent, Journal } from "../journal.ts";
import { checkOutbound } from "./check-outbound.ts";
import type { StoredDelivery } from "./final-read.ts";

/** Three replies to each of two customers, all taken and delivered; each test spoils one thing. */
interface World {
  readonly history: readonly HistoryEvent[];
  readonly deliveries: readonly StoredDelivery[];
}

const ACCOUNT = "sms-1";
const CONVERSATIONS = ["a", "b"] as const;
const REPLIES_EACH = 3;
const TOTAL = CONVERSATIONS.length * REPLIES_EACH;

function makeGoodWorld(): World {
  const writer = new Journal({ run: "r", seed: "s", actor: "writer" });
  const provider = new Journal({ run: "r", seed: "s", actor: "provider" });
  const deliveries: StoredDelivery[] = [];
  for (let seq = 1; seq <= REPLIES_EACH; seq++) {
    for (const conversationId of CONVERSATIONS) {
      const name = `${conversationId}${seq}`;
      const reply = { f: "reply", key: { account: ACCOUNT, ext: `client-${name}` } } as const;
      writer.add({ ...reply, type: "invoke" });
      writer.add({ ...reply, type: "ok" });
      const key = { account: ACCOUNT, ext: `provider-${name}` };
      const extra = { webhookId: name, outcome: "accepted" };
      provider.add({ type: "ok", f: "submit", key, conv_hint: `number-${conversationId}`, extra });
      provider.add({ type: "ok", f: "receipt", key, extra: { status: "delivered" } });
      deliveries.push({
        messageId: name,
        clientId: `client-${name}`,
        conversationId,
        seq,
        status: "delivered",
        externalId: `provider-${name}`,
      });
    }
  }
  return { history: inTime([...writer.events, ...provider.events]), deliveries };
}

/** The clock's resolution must not make two instants equal. */
function inTime(history: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return history.map((event, at) => ({ ...event, t_mono_ns: at }));
}

const judge = ({ history, deliveries }: World, min = TOTAL) =>
  checkOutbound(history, deliveries, min);

const spoil = (world: World, messageId: string, change: Partial<StoredDelivery>): World => ({
  ...world,
  deliveries: world.deliveries.map((one) =>
    one.messageId === messageId ? { ...one, ...change } : one,
  ),
});

const without = (world: World, isGone: (event: HistoryEvent) => boolean): World => ({
  ...world,
  history: world.history.filter((event) => !isGone(event)),
});

const isSubmitOf = (name: string) => (event: HistoryEvent) =>
  event.f === "submit" && event.extra.webhookId === name;

const isOf = (name: string) => (event: HistoryEvent) =>
  event.key.ext === `provider-${name}` && event.f !== "reply";

test("replies that were taken once, in order, and told of are valid", () => {
  expect(judge(makeGoodWorld())).toMatchObject({
    verdict: "valid",
    figures: { replies: TOTAL, submitted: TOTAL, unknown: 0 },
  });
});

test("too few of them give no verdict, which is not a pass", () => {
  expect(judge(makeGoodWorld(), TOTAL + 1).verdict).toBe("unknown");
});

test.each<[string, (world: World) => World]>([
  ["taken by the provider", (world) => world],
  ["never taken", (world) => without(world, isOf("a3"))],
])("a message that nobody knows the fate of is counted, and no violation, %s", (_, of) => {
  const world = spoil(of(without(makeGoodWorld(), (e) => e.f === "receipt")), "a3", {
    status: "unknown",
    externalId: null,
  });
  expect(judge(world, 1)).toMatchObject({ verdict: "valid", figures: { unknown: 1 } });
});

test("a refusal after a doubt says nothing of what the doubt was about", () => {
  const { history, deliveries } = makeGoodWorld();
  const isReply = ({ f, key }: HistoryEvent) => f === "reply" && key.ext === "client-a1";
  const doubtful = history.map((event) =>
    isReply(event) && event.type === "ok" ? { ...event, type: "info" as const } : event,
  );
  const refused = history
    .filter((event) => isReply(event) && event.type === "ok")
    .map((event) => ({ ...event, type: "fail" as const }));
  expect(judge({ history: [...doubtful, ...refused], deliveries }).verdict).toBe("valid");
});

/** What was spoilt, the class that must report it, and how. */
const BAD: [string, string, (world: World) => World][] = [
  [
    "a reply that its writer was told of is nowhere",
    "lost-reply",
    (world) => spoil(world, "a1", { clientId: null }),
  ],
  [
    "one reply became two messages",
    "doubled-reply",
    (world) => ({
      ...world,
      deliveries: [
        ...world.deliveries,
        ...world.deliveries
          .slice(0, 1)
          .map((one) => ({ ...one, messageId: "a9", seq: 9, status: "queued", externalId: null })),
      ],
    }),
  ],
  [
    "a reply that was refused is there",
    "refused-but-written",
    (world) => ({
      ...world,
      history: world.history.map((event) =>
        event.key.ext === "client-b2" && event.type === "ok" ? { ...event, type: "fail" } : event,
      ),
    }),
  ],
  [
    "the provider took one message twice",
    "double-submission",
    (world) => ({
      ...world,
      history: inTime([...world.history, ...world.history.filter(isSubmitOf("b3"))]),
    }),
  ],
  [
    "a message is said to be sent that the provider never took",
    "sent-not-in-journal",
    (world) => without(world, isOf("a2")),
  ],
  [
    "a message is said to have failed that the provider took",
    "failed-but-in-journal",
    (world) =>
      spoil(
        without(world, (event) => isOf("a2")(event) && event.f === "receipt"),
        "a2",
        { status: "failed" },
      ),
  ],
  [
    "the provider took a message that we do not have",
    "unknown-to-us",
    (world) => ({
      ...world,
      deliveries: world.deliveries.filter(({ messageId }) => messageId !== "b1"),
      history: world.history.filter(({ key }) => key.ext !== "client-b1"),
    }),
  ],
  [
    "the third reply left before the second",
    "order-inversion",
    (world) => ({
      ...world,
      history: inTime([
        ...world.history.filter((event) => !isSubmitOf("a2")(event)),
        ...world.history.filter(isSubmitOf("a2")),
      ]),
    }),
  ],
  [
    "a message that was delivered is shown as sent",
    "status-regress",
    (world) => spoil(world, "b2", { status: "sent" }),
  ],
  ["a reply left after the customer's STOP", "after-opt-out", (world) => stopped(world, "b3")],
];

/** Customer b's STOP is in force just before this message of ours is submitted. */
function stopped({ history, deliveries }: World, messageId: string): World {
  const [origin] = history;
  if (!origin) throw new Error("nothing has happened");
  const stop = { ...origin, type: "ok", f: "opt-out", conv_hint: "number-b" } as const;
  const at = history.findIndex(isSubmitOf(messageId));
  return { history: inTime(history.toSpliced(at, 0, stop)), deliveries };
}

test("after a STOP nothing but replies to that customer is a violation", () => {
  const world = stopped(makeGoodWorld(), "b3");
  const confirmed = spoil(world, "b3", { clientId: null });
  // Written by ourselves: the confirmation that the STOP was heard.
  const history = confirmed.history.filter(({ key }) => key.ext !== "client-b3");
  expect(judge({ ...confirmed, history }, 1).verdict).toBe("valid");
  const others = stopped(makeGoodWorld(), "a3");
  expect(judge(others, 1).violations).toMatchObject({ "after-opt-out": 1 });
});

test.each(BAD)("%s: %s, and nothing else", (_, name, change) => {
  const { verdict, violations } = judge(change(makeGoodWorld()), 1);
  expect(verdict).toBe("invalid");
  expect(Object.entries(violations).filter(([, count]) => count > 0)).toEqual([[name, 1]]);
});
