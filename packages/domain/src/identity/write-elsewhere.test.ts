import type { AgentId, ConversationId } from "../ids.ts";
import { chooseElsewhere, ELSEWHERE_WINDOW_MS, type OpenElsewhere } from "./write-elsewhere.ts";

const NOW = Date.UTC(2026, 10, 26, 15);
const other = (id: string, more: Partial<OpenElsewhere> = {}): OpenElsewhere => ({
  id: id as ConversationId,
  protocol: id,
  channel: "whatsapp",
  assigneeId: undefined,
  queueId: undefined,
  lastMessageAt: NOW - 60_000,
  ...more,
});
const bia = "bia" as AgentId;

test.each<[string, readonly OpenElsewhere[], string | undefined]>([
  ["nothing is open elsewhere", [], undefined],
  ["only on the same channel", [other("a", { channel: "sms" })], undefined],
  [
    "silent for longer than a day",
    [other("a", { lastMessageAt: NOW - ELSEWHERE_WINDOW_MS - 1 })],
    undefined,
  ],
  [
    "silent for a day, and not longer",
    [other("a", { lastMessageAt: NOW - ELSEWHERE_WINDOW_MS })],
    "a",
  ],
  ["the newest of several", [other("a", { lastMessageAt: NOW - 90_000 }), other("b")], "b"],
  [
    "one that somebody has, before a newer one",
    [other("a"), other("b", { assigneeId: bia, lastMessageAt: NOW - 3_600_000 })],
    "b",
  ],
])("%s", (_when, others, chosen) => {
  expect(chooseElsewhere("sms", others, NOW)?.id).toBe(chosen);
});
