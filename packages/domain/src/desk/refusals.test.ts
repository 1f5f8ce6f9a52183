import { type AgentId, asId, type ConversationStatus, type QueueId } from "../index.ts";
import { previewOf } from "./desk-conversation.ts";
import { canSee, type Principal, type Role } from "./principal.ts";
import {
  isSnoozable,
  refuseClaim,
  refuseOwnerAct,
  refuseReply,
  SNOOZE_MAX_MS,
} from "./refusals.ts";

const ana = asId<AgentId>("a0000000-0000-7000-8000-000000000001");
const bia = asId<AgentId>("a0000000-0000-7000-8000-000000000002");
const mine = asId<QueueId>("b0000000-0000-7000-8000-000000000001");
const other = asId<QueueId>("b0000000-0000-7000-8000-000000000002");

const person = (role: Role = "agent"): Principal => ({
  kind: "agent",
  id: ana,
  name: "Ana",
  role,
  queueIds: [mine],
});
const key: Principal = { kind: "api-key", id: "k", name: "bot", role: "agent" };
const conversation = (
  change: {
    assigneeId?: AgentId;
    status?: ConversationStatus;
    address?: `tel:${string}` | `sender:${string}`;
  } = {},
) => ({
  assigneeId: undefined,
  epoch: 3,
  status: "open" as const,
  channel: "sms" as const,
  address: "tel:+5511900000001" as const,
  ...change,
});

test.each([
  ["nobody's", undefined, person(), 3, undefined],
  ["nobody's, epoch not said", undefined, person(), undefined, undefined],
  ["one's own", ana, person(), 3, undefined],
  ["a colleague's", bia, person(), 3, "other-owner"],
  ["a colleague's, by a supervisor", bia, person("supervisor"), 3, undefined],
  ["a colleague's, by a key of role agent", bia, key, 3, "other-owner"],
  ["seen under an older epoch", ana, person(), 2, "stale-epoch"],
  ["seen under an older epoch, by a supervisor", bia, person("supervisor"), 2, "stale-epoch"],
  ["seen under an epoch to come", ana, person(), 4, "stale-epoch"],
])("an owner's act on %s conversation", (_, assigneeId, who, epoch, expected) => {
  expect(refuseOwnerAct({ assigneeId, epoch: 3 }, who, epoch)).toBe(expected);
});

test.each([
  ["open", conversation(), false, undefined],
  ["snoozed", conversation({ status: "snoozed" }), false, undefined],
  ["resolved", conversation({ status: "resolved" }), false, undefined],
  ["closed", conversation({ status: "closed" }), false, "closed"],
  ["of a customer who said stop", conversation(), true, "opted-out"],
  ["of a short code", conversation({ address: "sender:MYBANK" }), false, "not-routable"],
  [
    "of a colleague's customer who said stop",
    conversation({ assigneeId: bia }),
    true,
    "other-owner",
  ],
])("a reply to a conversation %s", (_, of, optedOut, expected) => {
  expect(refuseReply(of, person(), { epoch: undefined, optedOut, isOutsideWindow: false })).toBe(
    expected,
  );
});

test.each([
  ["one's own by now", ana, 2, undefined],
  ["nobody's any more", undefined, 2, "stale-epoch"],
  ["a colleague's by now", bia, 2, "stale-epoch"],
])("a reply written before the conversation became %s", (_, assigneeId, epoch, expected) => {
  const of = { ...conversation(), assigneeId };
  expect(refuseReply(of, person(), { epoch, optedOut: false, isOutsideWindow: false })).toBe(
    expected,
  );
});

test("where colleagues answer for each other, whose it is keeps nobody off", () => {
  const of = conversation({ assigneeId: bia });
  const facts = { epoch: 2, optedOut: false, isOutsideWindow: false, isShared: true };
  expect(refuseReply(of, person(), facts)).toBeUndefined();
  expect(refuseReply(of, person(), { ...facts, optedOut: true })).toBe("opted-out");
});

const room = { capacity: 6, load: 5 };
const full = { capacity: 6, load: 5.5 };
test.each([
  ["that waits", conversation(), person(), room, 3, undefined],
  ["that waits, without room", conversation(), person(), full, 3, "capacity-full"],
  [
    "that waits, without room, by a supervisor",
    conversation(),
    person("supervisor"),
    full,
    3,
    undefined,
  ],
  [
    "one has already, without room",
    conversation({ assigneeId: ana }),
    person(),
    full,
    2,
    undefined,
  ],
  ["of a colleague", conversation({ assigneeId: bia }), person(), room, 3, "other-owner"],
  [
    "of a colleague, by a supervisor",
    conversation({ assigneeId: bia }),
    person("admin"),
    room,
    3,
    "other-owner",
  ],
  ["that changed hands since", conversation(), person(), room, 2, "stale-epoch"],
  ["that is resolved", conversation({ status: "resolved" }), person(), room, 3, "not-open"],
  ["by a program", conversation(), key, room, 3, "not-an-agent"],
])("a claim of a conversation %s", (_, of, who, held, epoch, expected) => {
  expect(refuseClaim(of, who, { epoch, held })).toBe(expected);
});

test.each([
  ["of one's queue", person(), { queueId: mine, assigneeId: undefined }, true],
  ["of another queue", person(), { queueId: other, assigneeId: undefined }, false],
  ["of no queue", person(), { queueId: undefined, assigneeId: undefined }, false],
  ["of another queue, but one's own", person(), { queueId: other, assigneeId: ana }, true],
  [
    "of another queue, to a supervisor",
    person("supervisor"),
    { queueId: other, assigneeId: bia },
    true,
  ],
  ["of another queue, to a program", key, { queueId: other, assigneeId: undefined }, true],
])("a conversation %s is visible or not", (_, who, of, expected) => {
  expect(canSee(who, of)).toBe(expected);
});

test("a reminder is in the future, and not so far that it is forgotten", () => {
  expect(isSnoozable(1_000, 1_000)).toBe(false);
  expect(isSnoozable(1_001, 1_000)).toBe(true);
  expect(isSnoozable(1_000 + SNOOZE_MAX_MS + 1, 1_000)).toBe(false);
});

test("a preview is one line, and cuts no emoji in two", () => {
  expect(previewOf("oi\n\n  tudo\tbem?")).toBe("oi tudo bem?");
  expect([...previewOf("😀".repeat(300))]).toHaveLength(140);
});
