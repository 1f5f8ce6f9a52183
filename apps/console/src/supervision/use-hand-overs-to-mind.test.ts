import type { AgentEvent } from "@circuito/protocol";
import { tellsOfHandOvers } from "./use-hand-overs-to-mind.ts";

const CONVERSATION = "5c1b9a52-3f2f-4d7e-9d1c-0f1b7c0f9a11";
const NOON = "2026-11-27T12:00:00.000Z";

const line = (kind: string): AgentEvent => ({
  position: "1",
  conversationId: CONVERSATION,
  at: NOON,
  type: "activity.created",
  activity: {
    id: "1",
    conversationId: CONVERSATION,
    kind,
    actorName: null,
    because: null,
    data: {},
    at: NOON,
  },
});

test.each(["transferred", "escalated", "returned", "hand-over-overdue", "claimed", "resolved"])(
  "%s changes what supervisors have to mind",
  (kind) => expect(tellsOfHandOvers(line(kind))).toBe(true),
);

test.each(["opened", "routed", "offered", "snoozed", "attendant-asked", "promise-at-risk"])(
  "%s asks for nothing",
  (kind) => expect(tellsOfHandOvers(line(kind))).toBe(false),
);
