/* When somebody counts as looking at a conversation: apart from the schemas, for the browser. */
export { IDLE_MAX_MS, LOOK_BEAT_MS, LOOK_LONG_MS } from "@circuito/domain";
