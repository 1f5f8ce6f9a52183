import { asId } from "../../ids.ts";
import type { AgentState } from "../agent-state.ts";
import type { QueueTerms } from "../queue-terms.ts";
import type { WaitingConversation } from "../waiting-conversation.ts";

export const NOW = Date.UTC(2026, 10, 22, 12);
export const MINUTE = 60_000;

export const TERMS: QueueTerms = {
  strategy: "longest-idle",
  offerLiveMs: undefined,
  offerAsyncMs: undefined,
  stickyHoldMs: MINUTE,
  weights: {},
};

export function waiting(id: string, more: Partial<WaitingConversation> = {}): WaitingConversation {
  return {
    id: asId(id),
    queueId: asId("queue"),
    channel: "sms",
    level: 1,
    priority: 0,
    arrivedAt: NOW,
    waitingSince: NOW,
    epoch: 0,
    stickyAgentId: undefined,
    stickyIsThere: false,
    excludedAgentIds: [],
    declinedBy: [],
    missedBy: [],
    requiredSkills: {},
    language: undefined,
    ...more,
  };
}

export function agent(id: string, more: Partial<AgentState> = {}): AgentState {
  return {
    id: asId(id),
    wanted: "available",
    reachable: true,
    capacity: 3,
    load: 0,
    heldByChannel: {},
    limitByChannel: {},
    lastAssignedAt: {},
    skills: {},
    languages: [],
    weight: 1,
    ...more,
  };
}
