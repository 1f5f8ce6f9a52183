import {
  agentSettings,
  channelWeights,
  createQueueBody,
  queueSettings,
  updateAgentBody,
  updateQueueBody,
} from "../queues.ts";
import { queueView } from "../views.ts";
import { type ApiRoute, byId, list } from "./route.ts";

/** Queues, and what their people can hold and do. */
export const QUEUE_ROUTES = {
  listQueues: {
    method: "GET",
    path: "/queues",
    summary: "Queues with who waits and who serves",
    role: "agent",
    response: list(queueView),
  },
  createQueue: {
    method: "POST",
    path: "/queues",
    summary: "Add a queue; nobody serves it until somebody is made a member",
    role: "admin",
    body: createQueueBody,
    response: queueSettings,
    status: 201,
  },
  getQueue: {
    method: "GET",
    path: "/queues/:id",
    summary: "How a queue hands out what waits in it, and who serves it",
    role: "supervisor",
    params: byId,
    response: queueSettings,
  },
  updateQueue: {
    method: "PATCH",
    path: "/queues/:id",
    summary: "Change a queue; members are replaced as a whole",
    role: "admin",
    params: byId,
    body: updateQueueBody,
    response: queueSettings,
  },
  getAgent: {
    method: "GET",
    path: "/agents/:id",
    summary: "What somebody can hold and do",
    role: "supervisor",
    params: byId,
    response: agentSettings,
  },
  updateAgent: {
    method: "PATCH",
    path: "/agents/:id",
    summary: "Change somebody's capacity, channel limits, skills and languages",
    role: "admin",
    params: byId,
    body: updateAgentBody,
    response: agentSettings,
  },
  getChannelWeights: {
    method: "GET",
    path: "/channel-weights",
    summary: "Channels whose conversations cost their agent other than usual",
    role: "supervisor",
    response: channelWeights,
  },
  setChannelWeights: {
    method: "PUT",
    path: "/channel-weights",
    summary: "Set what channels cost; one that is not named costs 1, mail 0.5",
    role: "admin",
    body: channelWeights,
    response: channelWeights,
  },
} as const satisfies Record<string, ApiRoute>;
