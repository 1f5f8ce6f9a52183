import type { ChatConversation, ChatMessage, ChatSession } from "@circuito/protocol";
import { nextToSend } from "./fold-outbox.ts";
import { position, unseen } from "./read-state.ts";
import { reduceChat } from "./reduce.ts";
import { type ChatEvent, type ChatState, INITIAL_CHAT } from "./state.ts";

const A = "00000000-0000-7000-8000-00000000000a";
const B = "00000000-0000-7000-8000-00000000000b";

function message(seq: number, over: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: `m${seq}`,
    seq,
    previousSeq: seq - 1,
    from: "agent",
    authorName: "Marina",
    text: `text ${seq}`,
    clientId: null,
    status: "accepted",
    at: "2026-04-18T14:05:00.000Z",
    ...over,
  };
}

function conversation(conversationId = A): ChatConversation {
  return {
    conversationId,
    protocol: "2026-0418-7",
    status: "open",
    lastSeq: 0,
    queue: null,
    agentName: null,
  };
}

function session(over: Partial<ChatSession> = {}): ChatEvent {
  return {
    kind: "session",
    session: {
      token: "t",
      visitorId: B,
      conversation: conversation(),
      snapshot: true,
      messages: [],
      hours: { open: true, opensAt: null },
      settings: {
        companyName: "Loja",
        accentColor: "#5252d8",
        greeting: null,
        logo: null,
        identityRequired: false,
        preChat: null,
      },
      ...over,
    },
  };
}

const live = (seq: number, over?: Partial<ChatMessage>, conversationId = A): ChatEvent => ({
  kind: "message",
  conversationId,
  message: message(seq, over),
});
const written = (clientId: string): ChatEvent => ({
  kind: "written",
  clientId,
  text: clientId,
  writtenAt: 1,
});
const play = (events: readonly ChatEvent[], from: ChatState = INITIAL_CHAT): ChatState =>
  events.reduce(reduceChat, from);
const seqs = (state: ChatState): number[] =>
  state.threads.flatMap((thread) => thread.messages.map((one) => one.seq));

test("a snapshot replaces what is held and a continuation adds to it", () => {
  const held = play([session({ messages: [message(1), message(2)] })]);
  expect(seqs(play([session({ snapshot: false, messages: [message(3)] })], held))).toEqual([
    1, 2, 3,
  ]);
  expect(seqs(play([session({ messages: [message(9)] })], held))).toEqual([9]);
});

test("a message that arrives twice is shown once", () => {
  expect(seqs(play([session(), live(1), live(1)]))).toEqual([1]);
});

test("a message after a missing one is not shown and asks for what is missing", () => {
  const state = play([session({ messages: [message(1)] }), live(3)]);
  expect(seqs(state)).toEqual([1]);
  expect(state.gap).toBe(true);
  expect(position(state)).toEqual({ conversationId: A, seq: 1 });
  const repaired = play([session({ snapshot: false, messages: [message(2), message(3)] })], state);
  expect(seqs(repaired)).toEqual([1, 2, 3]);
  expect(repaired.gap).toBe(false);
});

test("invisible messages between two visible ones are not a gap", () => {
  const state = play([session({ messages: [message(1)] }), live(7, { previousSeq: 1 })]);
  expect(seqs(state)).toEqual([1, 7]);
  expect(state.gap).toBe(false);
});

test("a message of a conversation nobody announced asks for the session", () => {
  const state = play([session({ messages: [message(1)] }), live(1, {}, B)]);
  expect(state.threads).toHaveLength(1);
  expect(state.gap).toBe(true);
});

test("a new conversation continues below the one before it", () => {
  const state = play([
    session({ messages: [message(1)] }),
    { kind: "conversation", conversation: conversation(B) },
    live(1, { text: "new" }, B),
  ]);
  expect(state.threads.map((thread) => thread.conversationId)).toEqual([A, B]);
  expect(position(state)).toEqual({ conversationId: B, seq: 1 });
});

test.each([
  ["sent", "delivered", "delivered"],
  ["read", "delivered", "read"],
  ["failed", "sent", "failed"],
  ["failed", "delivered", "delivered"],
  ["delivered", "failed", "delivered"],
] as const)("ticks only advance: %s then %s shows %s", (first, second, shown) => {
  const status = (value: ChatMessage["status"]): ChatEvent => ({
    kind: "status",
    conversationId: A,
    messageId: "m1",
    status: value,
  });
  const after = play([session(), live(1), status(first), status(second)]);
  expect(after.threads[0]?.messages[0]?.status).toBe(shown);
  const early = play([session(), status(first), status(second), live(1)]);
  expect(early.threads[0]?.messages[0]?.status).toBe(shown);
});

test("own words that were accepted after a snapshot was asked for stay until they are shown", () => {
  const asked = play([
    session(),
    { kind: "written", clientId: "c", text: "hi", writtenAt: 0 },
    live(2, { previousSeq: 1 }),
    { kind: "sending", clientId: "c" },
    { kind: "accepted", clientId: "c" },
  ]);
  const before = [message(1, { previousSeq: 0 }), message(2)];
  const shown = play([session({ messages: before })], asked);
  expect(shown.outbox).toMatchObject([{ clientId: "c", phase: "accepted" }]);
  expect(play([live(3, { from: "customer", clientId: "c" })], shown).outbox).toEqual([]);
  // Asked for again it was accepted before: what a snapshot does not have then is too old to be shown.
  const later = play([{ kind: "connecting" }, session({ messages: before })], shown);
  expect(later.outbox).toEqual([]);
});

test("own words leave the outbox when the ledger shows them, by message or by snapshot", () => {
  const shown = message(1, { from: "customer", clientId: "c1" });
  expect(play([session(), written("c1"), live(1, shown)]).outbox).toEqual([]);
  expect(play([written("c1"), session({ messages: [shown] })]).outbox).toEqual([]);
});

test("accepted words stay until shown, and a late time-out does not send them again", () => {
  const state = play([
    session(),
    written("c1"),
    { kind: "sending", clientId: "c1" },
    { kind: "accepted", clientId: "c1" },
    { kind: "postponed", clientId: "c1" },
  ]);
  expect(state.outbox.map((entry) => entry.phase)).toEqual(["accepted"]);
  expect(nextToSend(state.outbox)).toBeNull();
});

test("only one entry is on its way, and a lost connection puts it back in its place", () => {
  const sending = play([
    session(),
    written("c1"),
    written("c2"),
    { kind: "sending", clientId: "c1" },
  ]);
  expect(nextToSend(sending.outbox)).toBeNull();
  const lost = play([{ kind: "disconnected" }], sending);
  expect(nextToSend(lost.outbox)?.clientId).toBe("c1");
  expect(lost.outbox.map((entry) => entry.clientId)).toEqual(["c1", "c2"]);
});

test("a refused entry lets the next one pass and is retried last under a new id", () => {
  const refused = play([
    session(),
    written("c1"),
    written("c2"),
    { kind: "rejected", clientId: "c1", code: "too-long" },
  ]);
  expect(refused.outbox[0]).toMatchObject({ phase: "refused", problem: "too-long" });
  expect(nextToSend(refused.outbox)?.clientId).toBe("c2");
  const retried = play([{ kind: "retried", clientId: "c1", newClientId: "c3" }], refused);
  expect(retried.outbox.map((entry) => [entry.clientId, entry.text, entry.phase])).toEqual([
    ["c2", "c2", "queued"],
    ["c3", "c1", "queued"],
  ]);
});

test("restored words go before those written meanwhile, each once", () => {
  const entry = { text: "x", writtenAt: 1, phase: "queued" } as const;
  const state = play([
    written("c3"),
    {
      kind: "restored",
      entries: [
        { ...entry, clientId: "c1" },
        { ...entry, clientId: "c3" },
      ],
    },
  ]);
  expect(state.outbox.map((one) => one.clientId)).toEqual(["c1", "c3"]);
});

test("unseen counts agents' messages after the seen position, which never goes back", () => {
  const state = play([
    session({ messages: [message(1), message(2, { from: "customer" }), message(3)] }),
    { kind: "seen", position: { conversationId: A, seq: 2 } },
    { kind: "seen", position: { conversationId: A, seq: 1 } },
  ]);
  expect(unseen(state).map((one) => one.seq)).toEqual([3]);
});

test("typing ends with the agent's message and with time", () => {
  const typing: ChatEvent = { kind: "typing", authorName: "Marina", until: 10 };
  expect(play([session(), typing, live(1)]).typing).toBeNull();
  expect(play([typing, { kind: "typing-expired", now: 9 }]).typing).not.toBeNull();
  expect(play([typing, { kind: "typing-expired", now: 10 }]).typing).toBeNull();
});

test("a refusal is shown until the next attempt, and nothing written is lost by it", () => {
  const state = play([
    written("c1"),
    { kind: "refused", code: "origin-not-allowed", message: "no" },
  ]);
  expect(state.refusal?.code).toBe("origin-not-allowed");
  expect(state.outbox).toHaveLength(1);
  expect(play([{ kind: "connecting" }], state).refusal).toBeNull();
});

test("logging out forgets everything", () => {
  const state = play([session({ messages: [message(1)] }), written("c1"), { kind: "forgotten" }]);
  expect(state).toEqual(INITIAL_CHAT);
});
