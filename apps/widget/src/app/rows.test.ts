import type { ChatMessage } from "@circuito/protocol";
import { type ChatState, INITIAL_CHAT } from "./chat/state.ts";
import { type BubbleRow, cardNow, choicesNow, chooseRows } from "./rows.ts";

const at = (day: number, minute: number): string =>
  new Date(2026, 3, day, 14, minute).toISOString();

function message(seq: number, over: Partial<ChatMessage>): ChatMessage {
  return {
    id: `m${seq}`,
    seq,
    previousSeq: seq - 1,
    from: "agent",
    authorName: "Marina",
    text: `${seq}`,
    clientId: null,
    status: "accepted",
    at: at(18, 0),
    ...over,
  };
}

const state = (...messages: ChatMessage[]): ChatState => ({
  ...INITIAL_CHAT,
  threads: [{ conversationId: "a", messages }],
});
const bubbles = (of: ChatState): BubbleRow[] =>
  chooseRows(of).filter((row): row is BubbleRow => row.kind === "bubble");

test("consecutive messages of one author form a group, until another speaks or time passes", () => {
  const rows = bubbles(
    state(
      message(1, {}),
      message(2, { at: at(18, 1) }),
      message(3, { from: "customer", authorName: null, at: at(18, 2) }),
      message(4, { at: at(18, 3) }),
      message(5, { at: at(18, 30) }),
    ),
  );
  expect(rows.map(({ first, last }) => [first, last])).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
    [true, true],
  ]);
});

test("each new day and each new conversation is announced above its first message", () => {
  const kinds = chooseRows({
    ...INITIAL_CHAT,
    threads: [
      { conversationId: "a", messages: [message(1, {}), message(2, { at: at(19, 0) })] },
      { conversationId: "b", messages: [message(1, { id: "b1", at: at(19, 5) })] },
    ],
  }).map((row) => row.kind);
  expect(kinds).toEqual(["day", "bubble", "day", "bubble", "conversation", "day", "bubble"]);
});

test("words keep their key and place when they become a message", () => {
  const waiting: ChatState = {
    ...state(message(1, {})),
    outbox: [{ clientId: "c1", text: "oi", writtenAt: Date.parse(at(18, 1)), phase: "sending" }],
  };
  const shown = state(message(1, {}), message(2, { from: "customer", clientId: "c1", text: "oi" }));
  expect(bubbles(waiting).map(({ key, text }) => [key, text])).toEqual(
    bubbles(shown).map(({ key, text }) => [key, text === "1" ? "1" : "oi"]),
  );
});

describe("a question of the house", () => {
  const choices = [{ id: "a/yes", title: "Sim" }];
  const question = message(2, { from: "system", authorName: null, asks: "solved", choices });
  const over: ChatState = {
    ...state(message(1, {}), question),
    conversation: {
      ...{ conversationId: "a", protocol: "1", status: "resolved", lastSeq: 2 },
      ...{ queue: null, agentName: null },
    },
  };

  test("is a card while it is the newest of a conversation that is over, and offers nothing else", () => {
    expect(cardNow(over)).toMatchObject({ key: "m2", asks: "solved", text: "2", choices });
    expect(choicesNow(over)).toBeUndefined();
  });

  test.each<[string, ChatState]>([
    ["was answered", { ...over, ...state(question, message(3, { from: "customer" })) }],
    [
      "has its answer on the way",
      { ...over, outbox: [{ clientId: "c", text: "Sim", writtenAt: 0, phase: "sending" }] },
    ],
    ["belongs to a conversation that is open again", { ...over, conversation: null }],
    ["is no question", { ...over, ...state(message(1, {})) }],
  ])("is none where it %s", (_, now) => {
    expect(cardNow(now)).toBeUndefined();
  });
});
