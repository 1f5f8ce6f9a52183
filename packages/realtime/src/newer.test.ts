import type { ConversationView, MessageView } from "@circuito/protocol";
import { newerConversation, newerMessage } from "./newer.ts";

const MAIL: Omit<NonNullable<MessageView["mail"]>, "html"> = {
  subject: "Pedido",
  from: [],
  replyTo: [],
  to: [],
  cc: [],
  class: "human",
  writer: "requester",
  hasMore: false,
  remarks: [],
};

function message(told: Partial<MessageView>): MessageView {
  return {
    id: "00000000-0000-7000-8000-000000000001",
    conversationId: "00000000-0000-7000-8000-000000000002",
    seq: 1,
    direction: "outbound",
    author: { kind: "agent", id: null, name: null },
    text: "oi",
    media: [],
    clientId: null,
    mail: null,
    delivery: null,
    chat: null,
    changes: null,
    revision: 0,
    collision: false,
    sentAt: null,
    createdAt: "2026-04-18T12:00:00.000Z",
    ...told,
  };
}

type Status = NonNullable<NonNullable<MessageView["delivery"]>["recipients"]>[number]["status"];

const withRecipients = (...statuses: readonly Status[]) =>
  message({
    delivery: {
      status: "sent",
      error: null,
      recipients: statuses.map((status, n) => ({
        address: `${n}@example.com`,
        status,
        detail: "",
      })),
    },
  });

const withPictures = (remoteImages: number) =>
  message({ mail: { ...MAIL, html: { visibleUrl: "v", fullUrl: "f", remoteImages } } });

/** In which order they came makes no difference. */
function checkLater(earlier: MessageView, later: MessageView): void {
  expect(newerMessage(earlier, later)).toBe(later);
  expect(newerMessage(later, earlier)).toBe(later);
}

test.each([
  [["queued"], ["deferred"]],
  [["deferred"], ["accepted"]],
  [["deferred"], ["refused"]],
  [["accepted"], ["bounced"]],
  [
    ["accepted", "deferred"],
    ["accepted", "accepted"],
  ],
] as const)("recipients go from %j to %j, and never back", (earlier, later) => {
  checkLater(withRecipients(...earlier), withRecipients(...later));
});

test("a mail that was tried is newer than one that was not", () => {
  const untried = message({ delivery: { status: "sent", error: null, recipients: null } });
  checkLater(untried, withRecipients("accepted"));
});

test("pictures that were let in stay in, whichever view came last", () => {
  checkLater(withPictures(3), withPictures(0));
});

test("under one version the newer promises win, whichever came first", () => {
  const nextDue = { measure: "resolution", warningAt: null, at: "2026-11-27T12:00:00.000Z" };
  const older = { version: 3, promisesRevision: 1, nextDue } as unknown as ConversationView;
  const newer = { version: 3, promisesRevision: 2, nextDue: null } as unknown as ConversationView;
  expect(newerConversation(older, newer)).toBe(newer);
  expect(newerConversation(newer, older)).toBe(newer);
});
