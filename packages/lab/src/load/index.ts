export { AgentObserver, type ObserverOptions } from "./agent-observer.ts";
export { AgentSession } from "./agent-session.ts";
export { ChatVisitor } from "./chat-visitor.ts";
export { type LoopOptions, type LoopResult, runClosedLoop } from "./closed-loop.ts";
export { type LatencyFigures, summarizeLatency } from "./latency.ts";
export { runOpenLoop } from "./open-loop.ts";
export {
  addressOf,
  DEFAULT_PROFILE,
  type LoadProfile,
  type PlannedMessage,
  type PlannedRequest,
  phoneOf,
  planRequests,
} from "./plan.ts";
export { makePrng, type Prng } from "./prng.ts";
export { WebhookClient, type WebhookTarget } from "./webhook-client.ts";
export { externalIdOf, type Mark, readMark } from "./words.ts";
