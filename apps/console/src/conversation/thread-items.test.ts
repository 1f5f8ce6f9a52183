import type { ActivityView, MessageView } from "@circuito/protocol";
import { foldActivities } from "./fold-activities.ts";
import { threadItems } from "./thread-items.ts";

const at = (day: number, minute: number) => new Date(2026, 3, day, 12, minute).toISOString();
const contact = { kind: "contact", id: "c", name: "Marina" } as const;

const message = (seq: number, createdAt: string, told: Partial<MessageView> = {}): MessageView => ({
  id: `m${seq}`,
  conversationId: "k",
  seq,
  direction: "inbound",
  author: contact,
  text: `${seq}`,
  media: [],
  clientId: null,
  mail: null,
  delivery: null,
  chat: null,
  changes: null,
  revision: 0,
  collision: false,
  sentAt: null,
  createdAt,
  ...told,
});

const activity = (id: string, when: string): ActivityView => ({
  id,
  conversationId: "k",
  kind: "assigned",
  actorName: null,
  data: {},
  because: null,
  at: when,
});

const nothing = {
  messages: [],
  activities: [],
  unsent: [],
  readUpTo: null,
  missedAfter: null,
  hasNewer: false,
  hasOlder: false,
};
const keys = (parts: Partial<Parameters<typeof threadItems>[0]>) =>
  threadItems({ ...nothing, ...parts }).map((item) =>
    item.kind === "message" && item.isGrouped ? `${item.key}+` : item.key.replace(/\d{13}/, "D"),
  );

test("messages stand by seq and activities by their instant between them, with a line a day", () => {
  expect(
    keys({
      messages: [message(1, at(18, 0)), message(2, at(18, 9)), message(3, at(19, 0))],
      activities: [activity("a", at(18, 5)), activity("b", at(19, 1))],
    }),
  ).toEqual(["day:D", "message:1", "activity:a", "message:2", "day:D", "message:3", "activity:b"]);
});

test("two of one author within minutes read as one; another author, or a pause, breaks it", () => {
  const agent = { kind: "agent", id: "x", name: "Ana" } as const;
  expect(
    keys({
      messages: [
        message(1, at(18, 0)),
        message(2, at(18, 2)),
        message(3, at(18, 3), { author: agent, direction: "outbound" }),
        message(4, at(18, 20), { author: agent, direction: "outbound" }),
      ],
    }),
  ).toEqual(["day:D", "message:1", "message:2+", "message:3", "message:4"]);
});

test("the line of what is new stands before the first unread word of the customer, once", () => {
  const messages = [1, 2, 3].map((seq) => message(seq, at(18, seq)));
  expect(keys({ messages, readUpTo: 1 })).toEqual([
    "day:D",
    "message:1",
    "unread",
    "message:2",
    "message:3+",
  ]);
  expect(keys({ messages, readUpTo: 3 })).not.toContain("unread");
  expect(keys({ messages, readUpTo: null })).not.toContain("unread");
});

test("while older messages are not loaded, the topmost item is one that stays itself", () => {
  const parts = {
    messages: [message(51, at(18, 0)), message(52, at(19, 0))],
    activities: [activity("before-the-page", at(17, 0))],
    hasNewer: false,
    hasOlder: true,
  };
  expect(keys(parts)).toEqual(["message:51", "day:D", "message:52"]);
});

test("an unsent word leaves when the message with its id is here", () => {
  const item = {
    id: "u1",
    conversationId: "k",
    kind: "reply",
    text: "oi",
    writtenAt: at(18, 1),
    state: "sending",
    attempts: 1,
    refusal: null,
  } as const;
  expect(keys({ messages: [message(1, at(18, 0))], unsent: [item] })).toContain("unsent:u1");
  expect(
    keys({ messages: [message(1, at(18, 0), { clientId: "u1" })], unsent: [item] }),
  ).not.toContain("unsent:u1");
});

test("of the mails, the newest is open and so is what was not read before; others are a line", () => {
  const mail: NonNullable<MessageView["mail"]> = {
    subject: "Pedido",
    from: [],
    replyTo: [],
    to: [],
    cc: [],
    class: "human",
    writer: "requester",
    hasMore: false,
    html: null,
    remarks: [],
  };
  const messages = [
    message(1, at(18, 0), { mail }),
    message(2, at(18, 10), { mail }),
    message(3, at(18, 20), { mail, direction: "outbound" }),
    message(4, at(18, 30), { direction: "note" }),
  ];
  const open = (readUpTo: number | null) =>
    threadItems({ ...nothing, messages, readUpTo }).flatMap((item) =>
      item.kind === "message" && item.startsOpen ? [item.message.seq] : [],
    );
  expect(open(4)).toEqual([3]);
  expect(open(1)).toEqual([2, 3]);
  // Never seen before: a long story opens at its newest, not all of it.
  expect(open(null)).toEqual([3]);
});

test("what happened after the last loaded message waits for the newer ones", () => {
  const parts = { messages: [message(1, at(18, 0))], activities: [activity("a", at(18, 5))] };
  expect(keys({ ...parts, hasNewer: true })).toEqual(["day:D", "message:1"]);
});

test("more than three lines in a row are one until they are asked for; a message parts them", () => {
  const lines = ["a", "b", "c", "d", "e", "f", "g"].map((id, minute) =>
    activity(id, at(18, minute)),
  );
  const items = threadItems({
    ...nothing,
    messages: [message(1, at(18, 4))],
    activities: lines.filter(({ id }) => id !== "e"),
  });
  const folded = (unfolded: readonly string[] = []) =>
    foldActivities(items, new Set(unfolded)).map(({ key }) => key.replace(/\d{13}/, "D"));
  expect(folded()).toEqual(["day:D", "run:a", "message:1", "activity:f", "activity:g"]);
  expect(folded(["run:a"])).toEqual([
    ...["day:D", "run:a", "activity:a", "activity:b", "activity:c", "activity:d"],
    ...["message:1", "activity:f", "activity:g"],
  ]);
});

test("what came while too much was missed stands below a line of its own, and under no second one", () => {
  const messages = [1, 2, 3, 4].map((seq) => message(seq, at(18, seq)));
  expect(keys({ messages, missedAfter: 2 })).toEqual([
    ...["day:D", "message:1", "message:2+", "missed", "message:3", "message:4+"],
  ]);
  expect(keys({ messages, missedAfter: 2, readUpTo: 2 })).not.toContain("unread");
  // What was not read before the line went has its own.
  expect(keys({ messages, missedAfter: 3, readUpTo: 1 })).toEqual([
    ...["day:D", "message:1", "unread", "message:2", "message:3+", "missed", "message:4"],
  ]);
});
