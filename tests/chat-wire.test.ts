import fc from "fast-check";
import { INBOX, OpenConnector, ScriptedSocket } from "../packages/connector/src/testing/index.ts";
import {
  clientEvents,
  handshake,
  PROBLEM_CODES,
  webchat,
} from "../packages/connectors/src/webchat/index.ts";
import {
  type Address,
  asId,
  type ConversationId,
  type MessageId,
} from "../packages/domain/src/index.ts";
import {
  CHAT_PROBLEM_CODES,
  CHAT_TEXT_LENGTH_MAX,
  chatAck,
  chatAuth,
  chatClientEvents,
  chatServerEvents,
} from "../packages/protocol/src/index.ts";

/**
 * The web-chat connector may not import the protocol, so it reads and writes the wire by its own
 * schemas. Here the two descriptions are held together.
 */
const SITE = "https://www.example.com";
const uuid = "018f2f4e-7a3b-7c1d-9e2f-3a4b5c6d7e8f";

function open(): OpenConnector {
  const settings = () => ({
    companyName: "Loja",
    accentColor: "#1f6feb",
    allowedOrigins: [SITE],
    tokenSecret: "t".repeat(43),
  });
  const sending = { to: "visitor:x", nowhere: "tel:+1", carriesMedia: false } as const;
  return OpenConnector.open({ name: "webchat", definition: webchat, settings, sending }, "");
}

function connect(one: OpenConnector): ScriptedSocket {
  const socket = new ScriptedSocket({ auth: { inbox: INBOX }, origin: SITE });
  one.connector.connected?.(socket);
  return socket;
}

/** Values that are nearly right: the right names with right and wrong values. */
const value = fc.constantFrom<unknown>(
  uuid,
  "not-a-uuid",
  "",
  "olá",
  "x".repeat(300),
  "ana@example.com",
  0,
  1,
  -1,
  1.5,
  null,
  {},
  { conversationId: uuid, seq: 3 },
  { conversationId: uuid, seq: -3 },
);
const nearly = (names: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names, "extra"), value, { maxKeys: 6 });

test.each(["message", "read", "typing", "introduce", "resume"] as const)(
  "the connector takes the same %s events as the protocol says",
  (event) => {
    const names = [
      "clientId",
      "text",
      "at",
      "conversationId",
      "seq",
      "name",
      "email",
      "phone",
      "after",
    ];
    fc.assert(
      fc.property(nearly(names), (data) => {
        const ours = clientEvents[event].safeParse(data);
        const theirs = chatClientEvents[event].safeParse(data);
        expect(ours.success).toBe(theirs.success);
        if (theirs.success) expect(ours.data).toEqual(theirs.data);
      }),
      { numRuns: 2_000 },
    );
  },
);

test("the connector knows exactly the protocol's events", () => {
  expect(Object.keys(clientEvents)).toEqual(Object.keys(chatClientEvents));
});

test("the connector takes the same handshakes as the protocol says", () => {
  const names = ["token", "identity", "after", "locale", "page"];
  fc.assert(
    fc.property(nearly(names), fc.constantFrom<unknown>(uuid, "x", undefined), (rest, inbox) => {
      const data = { ...rest, inbox };
      expect(handshake.safeParse(data).success).toBe(chatAuth.safeParse(data).success);
    }),
  );
});

test("texts are as long as the protocol allows", () => {
  expect(webchat.capabilities.textLengthMax).toBe(CHAT_TEXT_LENGTH_MAX);
});

test("the connector's problem codes are the protocol's", () => {
  expect(PROBLEM_CODES).toEqual(CHAT_PROBLEM_CODES);
});

test("every event and every answer of the connector has the protocol's form", async () => {
  const one = open();
  const socket = connect(one);
  const session = chatServerEvents.session.parse(await socket.heard("session"));
  const address: Address = `visitor:${session.visitorId}`;
  const conversationId = asId<ConversationId>(uuid);
  const message = {
    id: asId<MessageId>(uuid),
    seq: 1,
    previousSeq: 0,
    from: "agent",
    authorName: undefined,
    text: "olá",
    clientId: undefined,
    status: "sent",
    at: one.host.now(),
  } as const;
  const view = {
    conversationId,
    protocol: "20260105-0001",
    status: "open",
    lastSeq: 1,
    snapshot: true,
    messages: [message],
    queue: { position: 2, estimateSeconds: 60 },
    agentName: "Bia",
  } as const;
  const { transcript } = one.host;
  transcript.views.set(address, view);
  transcript.change(address, { kind: "message", conversationId, message });
  transcript.change(address, {
    kind: "status",
    conversationId,
    messageId: message.id,
    status: "read",
  });
  transcript.change(address, { kind: "conversation", view });
  transcript.change(address, { kind: "queue", queue: undefined });
  transcript.change(address, { kind: "typing", authorName: "Bia" });

  const said: readonly (readonly [string, unknown])[] = [
    ["message", { clientId: uuid, text: "olá" }],
    ["message", { clientId: uuid, text: "outra" }],
    ["message", { clientId: uuid, text: " " }],
    ["message", { clientId: uuid, text: "x".repeat(10_001) }],
    ["message", {}],
    ["read", { conversationId: uuid, seq: 1 }],
    ["typing", {}],
    ["introduce", { name: "Ana" }],
    ["resume", {}],
    ["nonsense", {}],
  ];
  for (const [event, data] of said) chatAck.parse(await socket.say(event, data));
  await one.connector.stop();

  const schemas = new Map(Object.entries(chatServerEvents));
  for (const { event, data } of socket.emitted) {
    const schema = schemas.get(event);
    if (!schema) throw new Error(`the protocol has no event ${event}`);
    schema.parse(data);
  }
  const told = new Set(socket.emitted.map(({ event }) => event));
  expect([...told].sort()).toEqual([...schemas.keys()].sort());
});
