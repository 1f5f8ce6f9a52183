import fc from "fast-check";
import {
  acceptOffer,
  claim,
  declineOffer,
  resolve,
  setPresence,
  transfer,
} from "../../packages/desk/src/index.ts";
import {
  type AgentId,
  asId,
  type ConversationId,
  type QueueId,
} from "../../packages/domain/src/index.ts";
import { serveAgent, serveQueue } from "../../packages/router/src/index.ts";
import { Died, type Floor, type Person, type Snapshot } from "./floor.ts";

/** What may happen on the floor. Numbers choose among what is there when it happens. */
export type Command = { readonly crashAt?: number | undefined } & (
  | {
      readonly kind: "arrive";
      readonly channel: "webchat" | "email";
      readonly priority: number;
      readonly waited: number;
    }
  | { readonly kind: "serve-queue" }
  | { readonly kind: "serve-agent"; readonly who: number }
  | { readonly kind: "claim"; readonly who: number; readonly which: number }
  | { readonly kind: "accept"; readonly which: number }
  | { readonly kind: "decline"; readonly which: number }
  | { readonly kind: "let-go-by"; readonly which: number }
  | { readonly kind: "resolve"; readonly which: number }
  | { readonly kind: "put-back"; readonly which: number }
  | {
      readonly kind: "presence";
      readonly who: number;
      readonly wanted: "available" | "busy" | "away";
    }
);

const n = fc.nat(30);
/** Most live; some die before one of their first statements, some in the middle. */
const crashAt = fc.option(fc.nat(9), { freq: 3, nil: undefined });
const with_ = <T extends object>(kind: string, of: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record({ kind: fc.constant(kind), crashAt, ...of });

export const anyCommand = fc.oneof(
  {
    weight: 8,
    arbitrary: with_("arrive", {
      channel: fc.constantFrom("webchat", "email"),
      priority: fc.integer({ min: -1, max: 2 }),
      waited: fc.nat(45 * 60_000),
    }),
  },
  { weight: 5, arbitrary: with_("serve-queue", {}) },
  { weight: 4, arbitrary: with_("serve-agent", { who: n }) },
  { weight: 4, arbitrary: with_("claim", { who: n, which: n }) },
  { weight: 4, arbitrary: with_("accept", { which: n }) },
  { weight: 2, arbitrary: with_("decline", { which: n }) },
  { weight: 2, arbitrary: with_("let-go-by", { which: n }) },
  { weight: 3, arbitrary: with_("resolve", { which: n }) },
  { weight: 2, arbitrary: with_("put-back", { which: n }) },
  {
    weight: 3,
    arbitrary: with_("presence", {
      who: n,
      wanted: fc.constantFrom("available", "available", "busy", "away"),
    }),
  },
) as unknown as fc.Arbitrary<Command>;

export interface World {
  readonly floor: Floor;
  readonly queueId: QueueId;
  readonly people: readonly Person[];
  /** Instant of the run; arrivals are before it. */
  readonly now: number;
}

/** Does one thing to the floor as it was when it was looked at. A process may die of it. */
export async function happen(world: World, seen: Snapshot, command: Command): Promise<void> {
  try {
    await act(world, seen, command);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

async function act(world: World, seen: Snapshot, command: Command): Promise<void> {
  const { floor, queueId, people, now } = world;
  const { crashAt } = command;
  const desk = { ...floor.desk(crashAt), now: () => now };
  const rounds = { database: floor.database(crashAt), newId: desk.newId };
  const pending = seen.offers.filter((offer) => offer.state === "pending");
  const owned = seen.conversations.filter((c) => c.assigneeId && c.status === "open");
  const personOf = (id: AgentId | undefined) => people.find((person) => person.id === id);
  switch (command.kind) {
    case "arrive": {
      const arrivedAt = now - command.waited;
      await floor.scene.newConversation({
        id: asId<ConversationId>(desk.newId()),
        queueId,
        channel: command.channel,
        priority: command.priority,
        arrivedAt,
        waitingSince: arrivedAt,
        lastMessageAt: Date.now() + 86_400_000,
      });
      return;
    }
    case "serve-queue":
      await serveQueue(rounds, queueId, now);
      return;
    case "serve-agent": {
      const person = pick(people, command.who);
      if (person) await serveAgent(rounds, person.id, now);
      return;
    }
    case "claim": {
      const person = pick(people, command.who);
      const conversation = pick(seen.conversations, command.which);
      if (person && conversation) await claim(desk, person, { conversationId: conversation.id });
      return;
    }
    case "accept": {
      const offer = pick(pending, command.which);
      const person = personOf(offer?.agentId);
      if (offer && person) await acceptOffer(desk, person, { offerId: offer.id });
      return;
    }
    case "decline": {
      const offer = pick(pending, command.which);
      const person = personOf(offer?.agentId);
      if (offer && person) await declineOffer(desk, person, { offerId: offer.id, reason: "não" });
      return;
    }
    case "let-go-by": {
      const offer = pick(pending, command.which);
      if (offer) await floor.letGoBy(offer.id, crashAt);
      return;
    }
    case "resolve": {
      const conversation = pick(owned, command.which);
      const person = personOf(conversation?.assigneeId);
      if (!conversation || !person) return;
      const { id: conversationId, epoch } = conversation;
      await resolve(desk, person, { conversationId, epoch });
      return;
    }
    case "put-back": {
      const conversation = pick(owned, command.which);
      const person = personOf(conversation?.assigneeId);
      if (!conversation || !person) return;
      const { id: conversationId, epoch } = conversation;
      await transfer(desk, person, { conversationId, epoch, queueId, note: "volta" });
      return;
    }
    case "presence": {
      const person = pick(people, command.who);
      if (person) {
        await setPresence(desk, person, { agentId: person.id, wanted: command.wanted });
      }
    }
  }
}

function pick<T>(from: readonly T[], which: number): T | undefined {
  return from.length === 0 ? undefined : from[which % from.length];
}
