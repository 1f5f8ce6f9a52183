import type { AgentEvent } from "@circuito/protocol";
import { EMPTY_CACHE } from "@circuito/realtime";
import { newsIn } from "./news.ts";

const ME = { id: "me", role: "agent" as const, queueIds: ["solvers"] };
const CONVERSATION = "5c1b9a52-3f2f-4d7e-9d1c-0f1b7c0f9a11";

interface Held {
  readonly assignee?: { readonly id: string } | null;
  readonly queueId?: string;
}

const conversation = ({ assignee = null, queueId = "solvers" }: Held) => ({
  id: CONVERSATION,
  status: "open",
  assignee,
  queueId,
});
const changed = (held: Held) =>
  ({ type: "conversation.changed", conversation: conversation(held) }) as unknown as AgentEvent;
const message = (direction: "inbound" | "outbound", seq = 2) =>
  ({
    type: "message.created",
    message: { conversationId: CONVERSATION, direction, seq },
  }) as unknown as AgentEvent;
const promise = (did: readonly string[]) =>
  ({
    type: "activity.created",
    activity: { kind: "promise-broken", conversationId: CONVERSATION, data: { did } },
  }) as unknown as AgentEvent;
const mention = (unread: number) =>
  ({ type: "mention.changed", agentId: "me", unread }) as unknown as AgentEvent;

const cacheWith = (held: Held | undefined) =>
  ({
    ...EMPTY_CACHE,
    conversations: new Map(held === undefined ? [] : [[CONVERSATION, conversation(held)]]),
  }) as unknown as typeof EMPTY_CACHE;

const mine = { assignee: { id: "me" } };
const others = { assignee: { id: "bruno" } };

test.each<[string, AgentEvent[], Held | undefined, Held | undefined, string[]]>([
  ["a conversation becomes mine", [changed(mine)], {}, mine, ["assigned"]],
  ["it was mine already", [changed(mine)], mine, mine, []],
  ["one waits in my queue", [changed({})], undefined, {}, ["queue"]],
  ["it waited there before", [changed({})], {}, {}, []],
  ["one waits in another queue", [changed({ queueId: "technical" })], undefined, {}, []],
  ["somebody else has it", [changed(others)], undefined, others, []],
  ["my customer writes", [message("inbound")], mine, mine, ["message"]],
  ["I write", [message("outbound")], mine, mine, []],
  ["somebody else's customer writes", [message("inbound")], others, others, []],
  ["mine by what the customer wrote", [message("inbound"), changed(mine)], {}, mine, ["assigned"]],
  ["a promise of mine is broken", [promise(["notify-agent"])], mine, mine, ["sla"]],
  ["a promise that supervisors are told of", [promise(["notify-supervisors"])], mine, mine, []],
  ["I am named", [mention(1)], undefined, undefined, ["mention"]],
  ["I read where I was named", [mention(0)], undefined, undefined, []],
])("%s", (_what, events, before, after, kinds) => {
  const around = { me: ME, before: cacheWith(before), after: cacheWith(after), seenId: null };
  expect(newsIn(events, around).map(({ kind }) => kind)).toEqual(kinds);
});

test("what is in front of one's eyes is no news, and a supervisor hears of broken promises", () => {
  const [before, after] = [cacheWith(others), cacheWith(others)];
  const told = [promise(["notify-supervisors"])];
  const supervisor = { ...ME, role: "supervisor" as const };
  expect(newsIn(told, { me: supervisor, before, after, seenId: null })).toHaveLength(1);
  expect(newsIn(told, { me: supervisor, before, after, seenId: CONVERSATION })).toEqual([]);
});
