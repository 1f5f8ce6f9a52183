import type { Level } from "../conversation.ts";
import type { AgentId, QueueId } from "../ids.ts";

/** What happened to a conversation, as far as promises are concerned. Instants are ms since epoch. */
export type StoryEvent = { readonly at: number } & (
  | {
      readonly kind: "opened";
      readonly place: Place;
      /** One of us wrote first; absent: the customer did. */
      readonly by?: "us";
    }
  /** Something that somebody has to answer: no machine's mail, no keyword. */
  | { readonly kind: "customer-wrote" }
  /** What the customer wrote last answered a question of ours, and asks for nothing. */
  | { readonly kind: "answered-question" }
  /** One of us, to the customer. Acknowledgements and bots are no answer. */
  | { readonly kind: "human-replied"; readonly agentId?: AgentId }
  /** An attendant talks to the customer; nobody is needed yet. */
  | { readonly kind: "machine-took-over" }
  /** The attendant handed over, and where it waits now. */
  | { readonly kind: "human-needed"; readonly place: Place }
  | { readonly kind: "owned"; readonly agentId: AgentId }
  | { readonly kind: "released" }
  | {
      readonly kind: "hop";
      readonly place: Place;
      readonly agentId: AgentId | undefined;
      /** Whether the receiver has to accept it: not of what goes back, or is put back. */
      readonly asksAcceptance: boolean;
    }
  /** Whoever it was handed to has taken it over. */
  | { readonly kind: "accepted" }
  | { readonly kind: "put-off"; readonly because: "on-hold" | "third-party" }
  | { readonly kind: "woken" }
  | { readonly kind: "resolved" }
  | { readonly kind: "reopened"; readonly by: AgentId | "customer" | "machine" }
  | { readonly kind: "closed" }
);

/** Where it waits, or is worked on. */
export interface Place {
  readonly queueId: QueueId | undefined;
  readonly level: Level;
}

/** Of what happened at one instant, causes come before their effects. */
const ORDER: Readonly<Record<StoryEvent["kind"], number>> = {
  opened: 0,
  "machine-took-over": 1,
  reopened: 2,
  "customer-wrote": 3,
  "answered-question": 4,
  woken: 5,
  "human-needed": 6,
  hop: 7,
  released: 8,
  owned: 9,
  accepted: 10,
  "human-replied": 11,
  "put-off": 12,
  resolved: 13,
  closed: 14,
};

/** By time; what was written down first comes first where causes do not say. */
export function inOrder(story: readonly StoryEvent[]): readonly StoryEvent[] {
  return [...story].sort((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind]);
}
