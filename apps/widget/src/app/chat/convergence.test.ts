import type { ChatMessage, ChatPosition, ChatSession } from "@circuito/protocol";
import fc from "fast-check";
import { nextToSend } from "./fold-outbox.ts";
import { position } from "./read-state.ts";
import { reduceChat } from "./reduce.ts";
import { type ChatEvent, type ChatState, INITIAL_CHAT } from "./state.ts";

const CONVERSATION = "00000000-0000-7000-8000-00000000000a";
/** Smaller than the real one, so that runs cross it. */
const SNAPSHOT_AFTER_MISSED_MAX = 4;

/** The ledger, one client, and a network that loses, repeats and delays what passes through it. */
class World {
  readonly ledger: ChatMessage[] = [];
  state: ChatState = INITIAL_CHAT;
  readonly written: string[] = [];
  private wire: ChatEvent[] = [];
  private connected = false;
  private seq = 0;

  apply(event: ChatEvent): void {
    this.state = reduceChat(this.state, event);
  }

  agentSays(hiddenBefore: number): void {
    this.seq += hiddenBefore;
    this.commit({ from: "agent", clientId: null, text: `a${this.seq + 1}` });
  }

  visitorWrites(): void {
    const clientId = `c${this.written.length}`;
    this.written.push(clientId);
    this.apply({ kind: "written", clientId, text: clientId, writtenAt: 0 });
  }

  /** One attempt at the outbox's head; the words or the answer may get lost. */
  flush(fate: "arrives" | "lost" | "answer-lost"): void {
    const entry = nextToSend(this.state.outbox);
    if (!entry || this.state.link !== "online") return;
    const { clientId, text } = entry;
    this.apply({ kind: "sending", clientId });
    const known = this.ledger.some((message) => message.clientId === clientId);
    if (fate !== "lost" && !known) this.commit({ from: "customer", clientId, text });
    this.apply(
      fate === "arrives" ? { kind: "accepted", clientId } : { kind: "postponed", clientId },
    );
  }

  connect(): void {
    this.connected = true;
    this.apply({ kind: "connecting" });
    this.wire = [this.session(position(this.state))];
  }

  disconnect(): void {
    this.connected = false;
    this.wire = [];
    this.apply({ kind: "disconnected" });
  }

  /** Hands over an event from the wire, wherever it stands in it. */
  deliver(at: number, fate: "once" | "twice" | "lost"): void {
    if (this.wire.length === 0) return;
    // The session comes first on any connection; after it nothing is taken for granted.
    const index = this.wire[0]?.kind === "session" ? 0 : at % this.wire.length;
    const [event] = this.wire.splice(index, 1);
    if (!event) return;
    if (fate === "lost" && event.kind !== "session") return;
    this.apply(event);
    if (fate === "twice") this.apply(event);
    if (this.state.gap) this.wire.push(this.session(position(this.state)));
  }

  /** The network is healed: everything arrives, the client asks once more, the outbox drains. */
  settle(): void {
    this.disconnect();
    this.connect();
    for (let turn = 0; turn < 1000; turn += 1) {
      if (this.wire.length > 0) this.deliver(0, "once");
      else if (nextToSend(this.state.outbox)) this.flush("arrives");
      else return;
    }
    throw new Error("the client never comes to rest");
  }

  private commit(words: Pick<ChatMessage, "from" | "clientId" | "text">): void {
    const previousSeq = this.ledger.at(-1)?.seq ?? 0;
    this.seq += 1;
    const message: ChatMessage = {
      ...words,
      id: `m${this.seq}`,
      seq: this.seq,
      previousSeq,
      authorName: null,
      status: "accepted",
      at: "2026-04-18T14:05:00.000Z",
    };
    this.ledger.push(message);
    if (!this.connected) return;
    this.wire.push({ kind: "message", conversationId: CONVERSATION, message });
    this.wire.push({
      kind: "status",
      conversationId: CONVERSATION,
      messageId: message.id,
      status: "delivered",
    });
  }

  private session(after: ChatPosition | undefined): ChatEvent {
    const missed = this.ledger.filter((message) => message.seq > (after?.seq ?? 0));
    const snapshot = !after || missed.length > SNAPSHOT_AFTER_MISSED_MAX;
    const conversation: ChatSession["conversation"] =
      this.ledger.length === 0
        ? null
        : {
            conversationId: CONVERSATION,
            protocol: "2026-0418-7",
            status: "open",
            lastSeq: this.seq,
            queue: null,
            agentName: null,
          };
    return {
      kind: "session",
      session: {
        token: "t",
        visitorId: CONVERSATION,
        conversation,
        snapshot,
        messages: snapshot ? [...this.ledger] : missed,
        hours: { open: true, opensAt: null },
        settings: {
          companyName: "Loja",
          accentColor: "#5252d8",
          greeting: null,
          logo: null,
          identityRequired: false,
          preChat: null,
        },
      },
    };
  }
}

const step: fc.Arbitrary<(world: World) => void> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(2).map((hidden) => (world: World) => world.agentSays(hidden)) },
  { weight: 4, arbitrary: fc.constant((world: World) => world.visitorWrites()) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom("arrives" as const, "lost" as const, "answer-lost" as const)
      .map((fate) => (world: World) => world.flush(fate)),
  },
  {
    weight: 12,
    arbitrary: fc
      .tuple(
        fc.nat(7),
        fc.constantFrom("once" as const, "once" as const, "twice" as const, "lost" as const),
      )
      .map(
        ([at, fate]) =>
          (world: World) =>
            world.deliver(at, fate),
      ),
  },
  { weight: 2, arbitrary: fc.constant((world: World) => world.connect()) },
  { weight: 1, arbitrary: fc.constant((world: World) => world.disconnect()) },
);

function held(state: ChatState): readonly ChatMessage[] {
  return state.threads.flatMap((thread) => thread.messages);
}

test("whatever the network loses, repeats or reorders, the chat shows the ledger, once and in order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const world = new World();
      for (const run of steps) {
        run(world);
        const seqs = held(world.state).map((message) => message.seq);
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
        // A prefix of the ledger, with nothing left out: the position never steps over a message.
        expect(seqs).toEqual(world.ledger.slice(0, seqs.length).map((message) => message.seq));
      }
      world.settle();
      expect(held(world.state).map((message) => message.id)).toEqual(
        world.ledger.map((message) => message.id),
      );
    }),
    { numRuns: 500 },
  );
});

test("every word the visitor wrote is in the ledger once, in the order it was written", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const world = new World();
      for (const run of steps) {
        run(world);
        const shown = new Set(held(world.state).map((message) => message.clientId));
        const pending = world.state.outbox.map((entry) => entry.clientId);
        const visible = world.written.filter((id) => shown.has(id) || pending.includes(id));
        expect(visible).toEqual(world.written);
        expect(pending.filter((id) => shown.has(id))).toEqual([]);
      }
      world.settle();
      const inLedger = world.ledger.flatMap(({ clientId }) =>
        clientId === null ? [] : [clientId],
      );
      expect(inLedger).toEqual(world.written);
      expect(world.state.outbox).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
